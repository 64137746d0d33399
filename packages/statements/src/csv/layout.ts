import type { Column, Columns } from "./columns.ts";
import type { Header } from "./header.ts";
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

/** A column as people find it: the text of its header, else its number. */
export function columnName({ header }: Layout, place: number): string {
	return header[place]?.trim() || `${place + 1}`;
}

/** The columns that a mapping needs and this row has not; none where the row is its header. */
export function missingColumns({ mapping }: NamedMapping, header: Header): readonly Column[] {
	return (mapping.header ?? neededOf(mapping.columns)).filter((column) => header.find(column) < 0);
}

/** What a mapping needs at least, where it does not say by what its header is known. */
function neededOf({ bookingDay, amount, debit, credit }: Columns): readonly Column[] {
	return [bookingDay, ...[amount, debit, credit].filter((column) => column !== undefined)];
}

export function layoutOf({ mapping }: NamedMapping, header: Header): Layout {
	const { columns } = mapping;
	const at = (column: Column | undefined, behind?: number) => (column === undefined ? -1 : header.find(column, behind));
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
		currency: header.currencyOf(money),
		header: header.cells,
		width: header.cells.findLastIndex((text) => text.trim() !== "") + 1 || header.cells.length,
	};
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
