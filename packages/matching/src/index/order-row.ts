import type { MatchOrder } from "../order.ts";

/** Between the texts of a row. A row without it is one whose texts hold it themselves: it is JSON. */
const SEPARATOR = "\u0001";

/** What few orders have, as JSON in a row's last place. */
type Rare = Pick<MatchOrder, "additionalNames" | "additionalNumbers" | "terms">;
const NOTHING_RARE: Rare = {};
/** With what the names of some of them begin. */
const ADDITIONS = "additionalN";

/** An order's texts. A text left out and an empty one are the same. */
export type OrderTexts = Omit<MatchOrder, "shop" | "amount" | "open" | "standing" | "testSystem">;

/**
 * All texts of an order in one flat string: one object for the garbage collector instead of a dozen, and none of them keeps the
 * answer alive that it was read from.
 */
export function packRow(order: MatchOrder): string {
	const texts = [
		order.id,
		order.number,
		order.invoiceNumber ?? "",
		order.customerNumber ?? "",
		order.name ?? "",
		order.company ?? "",
		order.email ?? "",
		order.postcode ?? "",
		order.city ?? "",
		order.placedAt ?? "",
		order.paymentCode ?? "",
		packRare(order),
	];
	for (const text of texts) if (text.includes(SEPARATOR)) return JSON.stringify(texts);
	return texts.join(SEPARATOR);
}

export function unpackRow(row: string): OrderTexts {
	const [id, number, invoiceNumber, customerNumber, name, company, email, postcode, city, placedAt, paymentCode, rare] =
		rowTexts(row);
	const { additionalNames, additionalNumbers, terms } = rareOf(rare);
	return {
		id: id ?? "",
		number: number ?? "",
		invoiceNumber: invoiceNumber || undefined,
		customerNumber: customerNumber || undefined,
		name: name || undefined,
		company: company || undefined,
		email: email || undefined,
		postcode: postcode || undefined,
		city: city || undefined,
		placedAt: placedAt || undefined,
		paymentCode: (paymentCode || undefined) as MatchOrder["paymentCode"],
		additionalNames,
		additionalNumbers,
		terms,
	};
}

/** Where in a row a text stands. */
export const PLACE = {
	id: 0,
	number: 1,
	invoiceNumber: 2,
	customerNumber: 3,
	name: 4,
	company: 5,
	placedAt: 9,
	paymentCode: 10,
} as const;

/** One text of a row; "" where the order has none. */
export function rowText(row: string, place: number): string {
	let start = 0;
	for (let i = 0; i < place; i++) {
		start = row.indexOf(SEPARATOR, start) + 1;
		if (start === 0) return rowTexts(row)[place] ?? "";
	}
	const end = row.indexOf(SEPARATOR, start);
	return end < 0 ? (rowTexts(row)[place] ?? "") : row.slice(start, end);
}

/** Further names and numbers, which few orders have. */
export function rowAdditions(row: string): Pick<Rare, "additionalNames" | "additionalNumbers"> {
	return row.includes(ADDITIONS) ? rowRare(row) : NOTHING_RARE;
}

/** What cash discount was agreed. */
export function rowTerms(row: string): Rare["terms"] {
	return rowRare(row).terms;
}

function rowRare(row: string): Rare {
	if (row.endsWith(SEPARATOR)) return NOTHING_RARE;
	const start = row.lastIndexOf(SEPARATOR) + 1;
	return rareOf(start === 0 ? rowTexts(row).at(-1) : row.slice(start));
}

/** What was parsed last, by its text: most orders of a merchant have the same few terms. */
const PARSED = new Map<string, Rare>();
const MOST_PARSED = 64;

function rareOf(text: string | undefined): Rare {
	if (text === undefined || text === "") return NOTHING_RARE;
	const known = PARSED.get(text);
	if (known !== undefined) return known;
	const rare = JSON.parse(text) as Rare;
	if (PARSED.size === MOST_PARSED) PARSED.clear();
	PARSED.set(text, rare);
	return rare;
}

/** Whether the row is that of the order with this id; unpacks nothing. */
export function rowHasId(row: string, id: string): boolean {
	const end = row.indexOf(SEPARATOR);
	return end < 0 ? rowTexts(row)[0] === id : end === id.length && row.startsWith(id);
}

/** What the row's string takes in memory, as V8 keeps it: one byte per character, two where any is beyond Latin-1. */
export function rowBytes(row: string): number {
	const width = /[\u0100-\uffff]/.test(row) ? 2 : 1;
	return Math.ceil((16 + row.length * width) / 8) * 8;
}

function rowTexts(row: string): string[] {
	return row.includes(SEPARATOR) ? row.split(SEPARATOR) : (JSON.parse(row) as string[]);
}

function packRare({ additionalNames = [], additionalNumbers = [], terms = [] }: MatchOrder): string {
	if (additionalNames.length + additionalNumbers.length + terms.length === 0) return "";
	return JSON.stringify({
		additionalNames: additionalNames.length > 0 ? additionalNames : undefined,
		additionalNumbers: additionalNumbers.length > 0 ? additionalNumbers : undefined,
		terms: terms.length > 0 ? terms : undefined,
	} satisfies Rare);
}
