import type { Day, Money } from "@kontor/connector";
import type { EntryKind } from "@kontor/documents";

/** A period that is exported, and the merchant's clock. */
export interface Period {
	readonly from: Day;
	readonly to: Day;
	readonly timeZone: string;
	readonly language: "de" | "en";
}

/** Money that moved and that no export has told of, as an entry tells it. */
export interface Movement {
	/** What it is of: no two entries are of the same. */
	readonly source: string;
	readonly kind: EntryKind;
	/** Within the period. */
	readonly day: Day;
	readonly amount: Money;
	readonly order: string;
	readonly assignment: string | null;
	readonly told: Told;
	/** It changes what an earlier export said. */
	readonly correction: boolean;
}

/** What else an entry says, kept as it was exported. */
export interface Told {
	readonly order: {
		readonly number: string;
		readonly shop: string;
		/** Its connection: what it sells may be of a tax rate of its own. */
		readonly shopId?: string;
		readonly invoiceNumber?: string | undefined;
		readonly customerNumber?: string | undefined;
		readonly customerName?: string | undefined;
	};
	readonly bankAccount?: string | undefined;
	readonly text?: string | undefined;
}

/** Of an order and, where there is one, its posting: the columns that an entry tells, for `toldOf`. */
export const TOLD_COLUMNS = `
	o.number, c.name AS shop, c.id AS shop_id, o.body->'invoice'->>'number' AS invoice_number, o.body->'customer'->>'number' AS customer_number,
	nullif(coalesce(o.body->'customer'->>'company', o.body->'customer'->>'name'), '') AS customer_name`;

export interface ToldRow {
	number: string;
	shop: string;
	shop_id: string;
	invoice_number: string | null;
	customer_number: string | null;
	customer_name: string | null;
}

export function orderTold(row: ToldRow): Told["order"] {
	return {
		number: row.number,
		shop: row.shop,
		shopId: row.shop_id,
		...(row.invoice_number !== null && { invoiceNumber: row.invoice_number }),
		...(row.customer_number !== null && { customerNumber: row.customer_number }),
		...(row.customer_name !== null && { customerName: row.customer_name }),
	};
}

/** "Nachtrag zum 28.10.2026": an entry that belongs to a day of an earlier export. */
export function lateText(day: Day, { language }: Pick<Period, "language">, text: string | null): string {
	const late = language === "de" ? `Nachtrag zum ${day.split("-").reverse().join(".")}` : `Subsequent entry for ${day}`;
	return [late, text].filter((part) => part !== null && part !== "").join(" ");
}
