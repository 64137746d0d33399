import type { Text } from "@kontor/connector";
import { type createPageLink, type EmbeddedSession, problem } from "@kontor/protocol";
import * as z from "zod";
import { connectionOf } from "../connections/stored-connection.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { MerchantCaller } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";
import { openSession } from "./open-session.ts";

/** Where what a link says belongs: nothing else that is sealed opens there. */
const PLACE = "page-link";

/** Time to carry it into a browser. */
const VALID_MS = 5 * 60 * 1000;

const Link = z.object({
	merchant: z.uuid(),
	connection: z.uuid(),
	/** The name of the key it was made with, for histories. */
	person: z.string(),
	language: z.enum(["de", "en"]).nullable(),
	validUntil: z.iso.datetime(),
});
type Link = z.infer<typeof Link>;

/**
 * A link to the page of one connection, by the merchant's own key. What opens it stands behind the `#`: browsers send it to
 * nobody, so no log and no other page ever has it. @throws ProblemError 404
 */
export async function makeLink(
	hub: Hub,
	tx: MerchantTransaction,
	connection: string,
	{ label }: MerchantCaller,
	{ language }: z.infer<typeof createPageLink.body>,
): Promise<z.infer<typeof createPageLink.result>> {
	await connectionOf(tx, connection);
	const validUntil = new Date(tx.now.getTime() + VALID_MS).toISOString();
	const link: Link = { merchant: tx.merchantId, connection, person: label, language, validUntil };
	const token = Buffer.from(hub.vault.seal(PLACE, link)).toString("base64url");
	return { url: `${hub.publicUrl()}/page/${connection}#${token}`, validUntil };
}

/** @throws ProblemError 401 where it is none of ours, too old, or was used before: each says what the merchant can do */
export async function openByLink(hub: Hub, token: string): Promise<EmbeddedSession> {
	const link = linkOf(hub, token);
	if (link === null) throw problem("BAD_SIGNATURE", { forMerchant: TEXTS.invalid });
	const { merchant: merchantId, connection, person, language, validUntil } = link;
	if (Date.parse(validUntil) <= hub.clock().getTime()) throw problem("BAD_SIGNATURE", { forMerchant: TEXTS.expired });
	const opened = { merchantId, connection, byMerchant: true };
	const session = await openSession(hub, opened, { once: token, validUntil, person, language });
	if (session === null) throw problem("USED_BEFORE", { forMerchant: TEXTS.used });
	return session;
}

function linkOf(hub: Hub, token: string): Link | null {
	try {
		const sealed = Buffer.from(token, "base64url");
		// Bytes can be written in many ways, and each would be good once.
		return sealed.toString("base64url") === token ? Link.parse(hub.vault.open(PLACE, sealed)) : null;
	} catch {
		return null;
	}
}

const again = ({ de, en }: Text): Text => ({
	de: `${de} Bitte einen neuen erzeugen und hier öffnen.`,
	en: `${en} Please make a new one and open it here.`,
});

const TEXTS = {
	invalid: again({ de: "Dieser Link gilt nicht.", en: "This link is not valid." }),
	expired: again({ de: "Dieser Link ist abgelaufen.", en: "This link has expired." }),
	used: again({ de: "Dieser Link wurde schon einmal verwendet.", en: "This link was used before." }),
} as const;
