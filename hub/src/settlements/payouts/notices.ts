import { formatMoney, type Money } from "@kontor/connector";
import type { FaultOnWire } from "@kontor/protocol";
import type { Notice } from "../../notifications/notify.ts";

interface Asked {
	readonly posting: string;
	readonly connection: string;
}

type Code = "PAYOUT_DIFFERS" | "PAYOUT_NOT_FOUND" | "PAYOUT_NOT_READ" | "PAYOUT_TWICE";

/** What was said of a posting that another answer has made outdated. */
export function causesBut(said: Code | null, asked: Asked): string[] {
	const all: readonly Code[] = ["PAYOUT_DIFFERS", "PAYOUT_NOT_FOUND", "PAYOUT_NOT_READ"];
	return all.filter((code) => code !== said).map((code) => causeOf(code, asked));
}

function causeOf(code: Code, { posting, connection }: Asked): string {
	return `${code.toLowerCase().replaceAll("_", "-")}:${posting}:${connection}`;
}

export function causeOfSettlement(id: string): string {
	return `payout-to-book:${id}`;
}

/** What differs, in the merchant's words; Kontor books nothing of it. */
export function sumsDiffer(
	asked: Asked,
	{ payoutId, difference }: { readonly payoutId: string; readonly difference: Money },
): Notice {
	return {
		code: "PAYOUT_DIFFERS",
		causeKey: causeOf("PAYOUT_DIFFERS", asked),
		text: {
			de: `Die Auszahlung ${payoutId} geht mit der Abrechnung des Marktplatzes nicht auf: Es fehlen Posten über ${formatMoney(difference, "de")}. Sie ist nicht gebucht; es wird noch einige Tage nachgefragt.`,
			en: `The payout ${payoutId} does not add up by the marketplace's books: entries of ${formatMoney(difference, "en")} are missing. It is not booked; Kontor asks again for some days.`,
		},
		about: asked,
	};
}

export function notFound(asked: Asked): Notice {
	return {
		code: "PAYOUT_NOT_FOUND",
		causeKey: causeOf("PAYOUT_NOT_FOUND", asked),
		text: {
			de: "Eine Buchung sieht nach einer Auszahlung des Marktplatzes aus, der aber keine passende kennt. Bitte selbst zuordnen.",
			en: "A posting looks like a payout of the marketplace, which knows none that fits. Please assign it yourself.",
		},
		about: asked,
	};
}

/** Which of the two it is, only a person can say. */
export function namedTwice(asked: Asked, { payoutId }: { readonly payoutId: string }): Notice {
	return {
		code: "PAYOUT_TWICE",
		causeKey: causeOf("PAYOUT_TWICE", asked),
		text: {
			de: `Noch eine Buchung nennt die Auszahlung ${payoutId}. Gebucht wird die Auszahlung nur einmal: Bitte prüfen, welche Buchung es ist.`,
			en: `Another posting names the payout ${payoutId}. The payout is booked only once: please check which posting it is.`,
		},
		about: asked,
	};
}

export function notRead(asked: Asked, { forMerchant }: Pick<FaultOnWire, "forMerchant">): Notice {
	return {
		code: "PAYOUT_NOT_READ",
		causeKey: causeOf("PAYOUT_NOT_READ", asked),
		text: forMerchant ?? {
			de: "Die Abrechnung einer Auszahlung konnte beim Marktplatz nicht gelesen werden. Es wird weiter versucht.",
			en: "The books of a payout could not be read at the marketplace. Kontor keeps trying.",
		},
		about: asked,
	};
}

export function toBook(
	{ id, payoutId }: { readonly id: string; readonly payoutId: string },
	{ posting, connection }: { readonly posting: string | null; readonly connection: string },
): Notice {
	return {
		code: "PAYOUT_TO_BOOK",
		causeKey: causeOfSettlement(id),
		text: {
			de: `Die Auszahlung ${payoutId} ist auf ihre Bestellungen aufgeteilt und wartet auf Ihre Prüfung.`,
			en: `The payout ${payoutId} is split over its orders and waits for your review.`,
		},
		about: { connection, ...(posting !== null && { posting }) },
	};
}
