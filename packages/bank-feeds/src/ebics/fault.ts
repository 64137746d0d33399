import type { Text } from "@kontor/connector";
import { FeedError, type FeedFault } from "../feed.ts";

/** Messages name elements of answers, which may be as long as their writer likes. */
const MOST_CHARACTERS = 160;

/** The bank's answer is not what EBICS promises: never acted upon, never tried again by itself. */
export function unexpected(message: string, cause?: unknown): FeedError {
	return new FeedError("unexpected-reply", `EBICS: ${message.slice(0, MOST_CHARACTERS)}`, {
		forMerchant: {
			de: "Die Bank hat über EBICS etwas geantwortet, dem wir nicht trauen. Es wurde nichts übernommen; wir prüfen das.",
			en: "The bank answered something over EBICS that we do not trust. Nothing was taken over; we are looking into it.",
		},
		cause,
	});
}

export function fault(kind: FeedFault, message: string, forMerchant: Text, cause?: unknown): FeedError {
	return new FeedError(kind, `EBICS: ${message}`, { forMerchant, cause });
}
