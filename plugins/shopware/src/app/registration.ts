import { randomBytes } from "node:crypto";
import type { ConnectResult, Text } from "@kontor/connector";
import { jsonIn } from "../json.ts";
import { SwConfirmation } from "../shapes.ts";
import { answered, type Call, refused } from "./handshake.ts";
import { APP_NAME } from "./package.ts";
import { isSameShop } from "./query.ts";
import { appSecret, candidates, readRegistration, shopSecret, signer, writeRegistration } from "./shop-secrets.ts";
import { isSigned, proof } from "./signatures.ts";

/** Instead of a nonce, where nothing was begun for one merchant. */
export const OPERATOR = "operator";

/** Shopware says when it sent a registration; clocks of shops differ by minutes. */
const CLOCK_SECONDS = 600;

/**
 * The first call. A shop that is registered proves it by its present secret besides the app's, and gets the next one of
 * the same installation; any other gets the first of a new one, which is worth what its nonce is. Nothing is stored yet,
 * so that a repeated call is harmless.
 */
export function register({ ctx, keys, isOperators, raw, query, url }: Call): ConnectResult {
	const [shopId, shopUrl, nonce] = [
		query.get("shop-id"),
		query.get("shop-url"),
		isOperators ? OPERATOR : query.get("nonce"),
	];
	if (!shopId || !shopUrl || !nonce) return refused(400, "not a registration", BAD_SIGNATURE);
	const byApp = raw.headers.get("shopware-app-signature");
	const secretOf = (one: string) => (isOperators ? one : appSecret(one, nonce));
	const key = keys.find((one) => isSigned(secretOf(one), query.raw, byApp));
	if (key === undefined) return refused(401, "bad app signature", BAD_SIGNATURE);
	if (!(Math.abs(ctx.now().getTime() / 1000 - Number(query.get("timestamp"))) < CLOCK_SECONDS)) {
		return refused(401, "registration too old or early", WRONG_CLOCK);
	}
	if (!isSameShop(shopUrl, ctx.config.url)) return refused(400, "registration of another shop", OTHER_SHOP);

	const byShop = raw.headers.get("shopware-shop-signature");
	const registered = readRegistration(ctx.secrets?.registration);
	// What begins anew begins at the operator's own address.
	if (isOperators && (byShop === null || registered === null)) return refused(401, "no registration", BAD_SIGNATURE);
	let registration = { salt: randomBytes(16).toString("hex"), generation: 1 };
	if (byShop !== null && registered !== null) {
		const signed = signer(candidates(keys, ctx.secrets, ctx.now()), query.raw, byShop);
		if (signed === null || shopId !== ctx.secrets?.shopId) return refused(401, "bad shop signature", BAD_SIGNATURE);
		// A shop refuses the secret that it has, and nobody gets one a second time that was confirmed.
		const generation = Math.max(signed.generation, registered.generation) + 1;
		registration = { salt: registered.salt, generation };
	}
	const confirmation = { step: "confirm", nonce, salt: registration.salt, generation: `${registration.generation}` };
	const body = {
		proof: proof(shopId, shopUrl, APP_NAME, secretOf(key)),
		secret: shopSecret(keys[0], shopId, registration),
		confirmation_url: `${url}?${new URLSearchParams(confirmation)}`,
	};
	return answered({ status: 200, headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

/**
 * The second call, signed with the new secret: from here on it is the shop's. A shop that was registered signs it with
 * the secret before, too; a new one's nonce is redeemed by the hub.
 */
export function confirm({ ctx, keys, isOperators, raw, query }: Call): ConnectResult {
	const confirmation = SwConfirmation.safeParse(jsonIn(raw.body));
	const nonce = query.get("nonce");
	const named = /^([0-9a-f]{32}) ([1-9]\d{0,8})$/.exec(`${query.get("salt")} ${query.get("generation")}`);
	if (!confirmation.success || !nonce || named === null) return refused(400, "not a confirmation", BAD_SIGNATURE);
	const { shopId, shopUrl, apiKey, secretKey } = confirmation.data;
	const registration = { salt: named[1] ?? "", generation: Number(named[2]) };
	const bySecret = raw.headers.get("shopware-shop-signature");
	const key = keys.find((one) => isSigned(shopSecret(one, shopId, registration), raw.body, bySecret));
	if (key === undefined) return refused(401, "bad signature of a confirmation", BAD_SIGNATURE);
	if (!isSameShop(shopUrl, ctx.config.url)) return refused(400, "confirmation of another shop", OTHER_SHOP);
	const secrets = {
		apiKey,
		secretKey,
		shopId,
		registration: writeRegistration(key, registration),
		registeredAt: Math.floor(ctx.now().getTime() / 1000),
	};
	const done = { status: 204 };
	const present = readRegistration(ctx.secrets?.registration);
	if (present?.salt !== registration.salt) {
		if (isOperators) return refused(401, "another installation", BAD_SIGNATURE);
		return { ok: true, nonce, secrets, response: done };
	}
	// Its answer was lost: nothing changes.
	const isKnown = ctx.secrets?.apiKey === apiKey && ctx.secrets.secretKey === secretKey;
	if (present.generation === registration.generation && isKnown) return answered(done);
	const previous = raw.headers.get("shopware-shop-signature-previous");
	if (registration.generation <= present.generation) return refused(401, "an earlier registration", BAD_SIGNATURE);
	if (signer(candidates(keys, ctx.secrets, ctx.now()), raw.body, previous) === null) {
		return refused(401, "bad previous signature of a confirmation", BAD_SIGNATURE);
	}
	return { ok: true, nonce: null, secrets, response: done };
}

const BAD_SIGNATURE: Text = {
	de: "Kontor erkennt diesen Shop nicht. Bitte die App in Kontor neu herunterladen und noch einmal installieren.",
	en: "Kontor does not recognise this shop. Please download the app from Kontor again and install it once more.",
};
const WRONG_CLOCK: Text = {
	de: "Die Uhr des Shops geht um mehr als zehn Minuten falsch. Bitte die Uhr des Servers stellen.",
	en: "The shop's clock is wrong by more than ten minutes. Please set the server's clock.",
};
const OTHER_SHOP: Text = {
	de: "In Kontor ist dieser Shop mit einer anderen Adresse eingetragen. Bitte dort die Adresse ändern, oder die App für diesen Shop herunterladen.",
	en: "Kontor knows this shop by another address. Please change the address there, or download the app for this shop.",
};
