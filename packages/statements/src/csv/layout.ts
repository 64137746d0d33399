import type { Column, Columns } from "./columns.ts";
import { folded } from "./fold.ts";
import type { NamedMapping } from "./profile.ts";

type Single = Exclude<keyof Columns, "remittance" | "references">;

/** Where in a row what stands: 0-based indices, -1 for what the file has not. */
export interface Layout {
	readonly of: Readonly<Record<Single, number>>;
	readonly remittance: readonly number[];
	readonly references: readonly number[];
	readonly sign: number;
	readonly status: number;
	readonly impact: number;
	readonly monthFirst: number;
	readonly mayLack: number;
	/** The currency that the header of the amount names: "Betrag in CHF", "Betrag (€)". */
	readonly currency: string | undefined;
	readonly header: readonly string[];
	/** Number of columns, without nameless ones at the end. */
	readonly width: number;
}

/** The columns of this row where it is the mapping's header, else the names of those that it lacks. */
export function layoutOf({ mapping }: NamedMapping, header: readonly string[]): Layout | readonly Column[] {
	const find = finder(header);
	const { columns } = mapping;
	const needed = mapping.header ?? neededOf(columns);
	const missing = needed.filter((column) => find(column) < 0);
	if (missing.length > 0) return missing;
	return made(mapping, header, find);
}

/** The columns by their numbers, in a file without header. */
export function numberedLayout({ mapping }: NamedMapping, width: number): Layout {
	const header = Array.from({ length: width }, () => "");
	return made(mapping, header, finder(header));
}

export function isLayout(found: Layout | readonly Column[]): found is Layout {
	return !Array.isArray(found);
}

/** What a mapping needs at least, where it does not say by what its header is known. */
function neededOf({ bookingDay, amount, debit, credit }: Columns): readonly Column[] {
	return [bookingDay, ...[amount, debit, credit].filter((column) => column !== undefined)];
}

function made(mapping: NamedMapping["mapping"], header: readonly string[], find: Find): Layout {
	const { columns } = mapping;
	const at = (column: Column | undefined, behind?: number) => (column === undefined ? -1 : find(column, behind));
	const amount = at(columns.amount);
	const money = amount >= 0 ? amount : Math.max(at(columns.debit), at(columns.credit));
	const { remittance, references, ...single } = columns;
	const of: Partial<Record<Single, number>> = {};
	for (const name of SINGLE) of[name] = at(single[name], name === "currency" ? money : undefined);
	return {
		of: of as Readonly<Record<Single, number>>,
		remittance: (remittance ?? []).map((column) => at(column)).filter((index) => index >= 0),
		references: (references ?? []).map((column) => at(column)).filter((index) => index >= 0),
		sign: at(mapping.sign?.column),
		status: at(mapping.status?.column),
		impact: at(mapping.impact?.column),
		monthFirst: at(mapping.monthFirst?.column),
		mayLack: at(mapping.mayLack),
		currency: currencyIn(header[money] ?? ""),
		header,
		width: header.findLastIndex((text) => text.trim() !== "") + 1 || header.length,
	};
}

type Find = (column: Column, behind?: number) => number;

/** Where a header stands twice (the currencies of amount and balance), the one behind the given column counts. */
function finder(header: readonly string[]): Find {
	const names = header.map(folded);
	const one = (name: string | number, behind: number): number => {
		if (typeof name === "number") return name <= names.length ? name - 1 : -1;
		const wanted = folded(name);
		const fits =
			name.endsWith("*") && name.length > 1
				? (text: string) => text.startsWith(wanted)
				: (text: string, at: number) => text === wanted && (wanted !== "" || header[at]?.trim() === "");
		const after = names.findIndex((text, at) => at > behind && fits(text, at));
		return after >= 0 ? after : names.findIndex(fits);
	};
	return (column, behind = -1) => {
		for (const name of Array.isArray(column) ? column : [column]) {
			const index = one(name, behind);
			if (index >= 0) return index;
		}
		return -1;
	};
}

/** "€", or three capitals in brackets or at the end. */
function currencyIn(header: string): string | undefined {
	if (header.includes("€")) return "EUR";
	return /\b(?:in|en|\()\s*([A-Z]{3})\)?\s*$/.exec(header.trim())?.[1] ?? /\(([A-Z]{3})\)/.exec(header)?.[1];
}

const SINGLE: readonly Single[] = [
	"bookingDay",
	"valueDay",
	"amount",
	"debit",
	"credit",
	"currency",
	"name",
	"payer",
	"payee",
	"ultimateName",
	"iban",
	"payerAccount",
	"payeeAccount",
	"bic",
	"bookingText",
	"endToEndId",
	"mandateId",
	"creditorId",
	"customerReference",
	"bankReference",
	"uniqueId",
	"fee",
	"originalAmount",
	"originalCurrency",
	"exchangeRate",
	"balance",
	"account",
];
