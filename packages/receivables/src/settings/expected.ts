import type { Text } from "@kontor/connector";

/** What a setting's value has to be, in words. The schema's messages are the names of these. */
export const EXPECTED = {
	yesOrNo: { de: "ja oder nein", en: "yes or no" },
	days: { de: "eine ganze Zahl von Tagen, 0 bis 730", en: "a whole number of days, 0 to 730" },
	interval: { de: "eine ganze Zahl von Tagen, 1 bis 730", en: "a whole number of days, 1 to 730" },
	hours: { de: "eine ganze Zahl von Stunden, 1 bis 720", en: "a whole number of hours, 1 to 720" },
	percent: { de: "ein Prozentsatz von 0 bis 100", en: "a percentage from 0 to 100" },
	money: {
		de: "ein Betrag von 0 oder mehr in der kleinsten Einheit, mit Währung",
		en: "an amount of 0 or more in the smallest unit, with its currency",
	},
	choice: { de: "eine der angebotenen Möglichkeiten", en: "one of the offered choices" },
	region: { de: "das Kürzel eines Landes oder Kantons, z. B. BY", en: "the code of a Land or canton, such as BY" },
	words: { de: "eine Liste von Texten", en: "a list of texts" },
	mailDomain: { de: "eine E-Mail-Domain wie beispiel.de", en: "a mail domain like example.com" },
	levels: { de: "höchstens 10 Mahnstufen", en: "at most 10 levels" },
	terms: { de: "höchstens 10 Zahlungsbedingungen", en: "at most 10 payment terms" },
	rates: { de: "eine Liste von Zinssätzen mit ihrem ersten Tag", en: "a list of rates with their first day" },
	day: { de: "ein Tag wie 2026-07-01", en: "a day like 2026-07-01" },
	known: { de: "nur Einstellungen, die es gibt", en: "only settings that exist" },
	section: { de: "eine Gruppe von Einstellungen", en: "a group of settings" },
	payableUntil: {
		de: "leer, solange kein „zahlbar bis“ gesetzt ist",
		en: "empty as long as no “payable until” is set",
	},
	discountBeforeNet: {
		de: "eine Skontofrist, die nicht nach der Zahlungsfrist endet",
		en: "a discount term that does not end after the net term",
	},
} as const satisfies Record<string, Text>;
export type Expected = keyof typeof EXPECTED;
