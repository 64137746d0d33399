import * as z from "zod";
import type { Hub } from "../hub.ts";

/** Where the token of such a link belongs: nothing else that is sealed opens there. */
const PLACE = "already-paid";

const About = z.object({ merchant: z.uuid(), order: z.uuid() });

/** The page where a customer says that an order is paid (PRODUCT F11). It needs no login: who has the reminder has the link. */
export function alreadyPaidUrl(hub: Hub, merchant: string, order: string): string {
	const token = hub.vault.seal(PLACE, { merchant, order } satisfies z.infer<typeof About>);
	return `${hub.publicUrl()}/already-paid/${Buffer.from(token).toString("base64url")}`;
}

/** Null for a token that is not ours, or damaged. */
export function orderOfToken(hub: Hub, token: string): z.infer<typeof About> | null {
	try {
		return About.parse(hub.vault.open(PLACE, Buffer.from(token, "base64url")));
	} catch {
		return null;
	}
}
