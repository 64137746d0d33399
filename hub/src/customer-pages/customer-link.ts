import type * as z from "zod";
import type { Hub } from "../hub.ts";

/** A page for one customer. It needs no login: who has the message has the link. */
export interface CustomerLink<T> {
	readonly urlOf: (hub: Hub, about: T) => string;
	/** Null for a token that is not ours, or damaged. */
	readonly open: (hub: Hub, token: string) => T | null;
}

/** @param place where the page is, and where its tokens belong: nothing else that is sealed opens there */
export function customerLink<T>(place: string, about: z.ZodType<T>): CustomerLink<T> {
	return {
		urlOf(hub, given) {
			const token = Buffer.from(hub.vault.seal(place, given)).toString("base64url");
			return `${hub.publicUrl()}/${place}/${token}`;
		},
		open(hub, token) {
			try {
				return about.parse(hub.vault.open(place, Buffer.from(token, "base64url")));
			} catch {
				return null;
			}
		},
	};
}
