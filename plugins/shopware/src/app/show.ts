import type { ConnectResult, Text } from "@kontor/connector";
import { jsonIn } from "../json.ts";
import { SwAction } from "../shapes.ts";
import { answered, type Call, openedBy, refused } from "./handshake.ts";
import { keysOf } from "./keys.ts";
import { candidates, signer } from "./shop-secrets.ts";
import { sign } from "./signatures.ts";

/** The button "Show in Kontor" on an order: opens it there. Shopware takes only an answer that its own secret signed. */
export function show({ ctx, keys, raw, query }: Call): ConnectResult {
	const signature = raw.headers.get("shopware-shop-signature");
	const signed = signer(candidates(keysOf(ctx), ctx.secrets, ctx.now()), raw.body, signature);
	const action = signed === null ? undefined : SwAction.safeParse(jsonIn(raw.body));
	const to = query.get("to") ?? "";
	if (signed === null || action?.success !== true || openedBy(keys, query) === null || !URL.canParse(to)) {
		return refused(401, "a button of nobody's", UNKNOWN);
	}
	const target = new URL(to);
	target.searchParams.set("order", action.data.data.ids[0] ?? "");
	const body = JSON.stringify({ actionType: "openNewTab", payload: { redirectUrl: target.href } });
	const headers = { "content-type": "application/json", "shopware-app-signature": sign(signed.secret, body) };
	return answered({ status: 200, headers, body });
}

const UNKNOWN: Text = {
	de: "Kontor erkennt diesen Shop nicht. Bitte die App in Kontor neu herunterladen und noch einmal installieren.",
	en: "Kontor does not recognise this shop. Please download the app from Kontor again and install it once more.",
};
