import type { Random } from "../random.ts";

/** What banks and forms do to a text on its way. */
export interface BankHabits {
	readonly upperCase: boolean;
	/** Line length the text is broken at, and by what. */
	readonly wrap: { readonly length: 27 | 35; readonly by: "\n" | " " | "\r\n" } | null;
	/** SEPA field tags as in MT940 ("EREF+… SVWZ+…"). */
	readonly tagged: boolean;
}

export function throughTheBank(random: Random, text: string, { upperCase, wrap, tagged }: BankHabits): string {
	const written = upperCase ? text.toUpperCase() : text;
	const withTags = tagged
		? `${random.pick(["SVWZ+", "EREF+NOTPROVIDED SVWZ+", "EREF+NOTPROVIDED\nSVWZ+"])}${written}`
		: written;
	return wrap === null ? withTags : wrapped(withTags, wrap.length, wrap.by);
}

function wrapped(text: string, length: number, by: string): string {
	const lines: string[] = [];
	for (let at = 0; at < text.length; at += length) lines.push(text.slice(at, at + length));
	return lines.join(by);
}

const LEADS = [
	"Zahlung Onlinebestellung ",
	"Vielen Dank fuer die Ware ",
	"Bestellung im Onlineshop Nr ",
	"Ueberweisung Rechnung Nr. ",
	"Begleichung der Rechnung ",
	"Vorkasse Bestellung Nummer ",
	"Zahlung meiner Bestellung mit der Nummer ",
];

/** Cut at the front as far as the line asks for. */
const GREETINGS = ["Guten Tag, hier die ", "Hallo liebes Team, anbei meine ", "Sehr geehrte Damen und Herren, die "];

/** A text in which the number straddles the end of a line of this length: the break falls between two of its digits. */
export function straddling(random: Random, number: string, length: 27 | 35): string | null {
	const places = [...number.matchAll(/(?<=\d)(?=\d)/g)].map((match) => match.index);
	if (places.length === 0) return null;
	const before = length - random.pick(places);
	const filled = `${random.pick(GREETINGS)}${random.pick(LEADS)}`.slice(-before);
	return `${filled}${number}${random.pick(["", " danke", " MfG", ""])}`;
}
