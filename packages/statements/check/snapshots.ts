import { readFileSync } from "node:fs";
import { parseMoney } from "@kontor/connector";
import type { Detail, Entry, Statement } from "../src/index.ts";

/** One posting, reduced to what is compared. A field that the snapshot does not know is absent. */
export interface Compared {
	readonly minor?: number | undefined;
	readonly bookingDay?: string | undefined;
	readonly valueDay?: string | undefined;
	readonly endToEndId?: string | undefined;
	/** Remittance text without white space. */
	readonly text?: string | undefined;
}

/** The fields of a snapshot that this check reads; there is one layout for MT940, one for camt and one for CSV. */
interface Snapshot {
	/** CSV: tables of an accounting program, sorted by day; the last row only ends the table. */
	readonly tables?: readonly {
		readonly rows: readonly {
			readonly Date: string;
			readonly DateValue?: string;
			readonly Income?: string;
			readonly Expenses?: string;
		}[];
	}[];
	readonly transactions?: readonly {
		readonly amount: string;
		readonly currency?: string;
		readonly valueDate: string;
		readonly entryDate?: string;
		readonly endToEnd?: string;
		readonly details?: string;
		readonly purpose?: string;
		readonly additionalPurpose?: string;
	}[];
	readonly statements?: readonly {
		readonly entries: readonly {
			readonly amount: { readonly minor: number };
			readonly bookingDate: string | null;
			readonly valueDate: string | null;
			readonly details: readonly {
				readonly amount: { readonly minor: number } | null;
				readonly endToEndId: string | null;
				readonly remittance: string | null;
				readonly unstructured: readonly string[];
			}[];
		}[];
	}[];
}

/** The snapshot's postings in file order; in camt an entry is followed by its details. */
export function expectedPostings(file: string): readonly Compared[] {
	const snapshot: Snapshot = JSON.parse(readFileSync(file, "utf8"));
	if (snapshot.tables) {
		const rows = snapshot.tables.flatMap((table) => table.rows.filter(({ Date: day }) => /^\d/.test(day)));
		return sorted(
			rows.map((row) => ({
				minor: parseMoney(row.Income ?? "0", "CHF").minor - parseMoney(row.Expenses ?? "0", "CHF").minor,
				bookingDay: dayIn(dashed(row.Date)),
				valueDay: row.DateValue === undefined ? undefined : dayIn(dashed(row.DateValue)),
			})),
		);
	}
	if (snapshot.transactions) {
		return snapshot.transactions.map((one) => ({
			minor: parseMoney(one.amount, one.currency ?? "EUR").minor,
			bookingDay: one.entryDate,
			valueDay: one.valueDate,
			endToEndId: one.endToEnd?.trim(),
			text: bare(one.details ?? (one.purpose === undefined ? undefined : one.purpose + (one.additionalPurpose ?? ""))),
		}));
	}
	return (snapshot.statements ?? []).flatMap(({ entries }) =>
		entries.flatMap((entry) => [
			{ minor: entry.amount.minor, bookingDay: dayIn(entry.bookingDate), valueDay: dayIn(entry.valueDate) },
			...entry.details.map((detail) => ({
				minor: detail.amount?.minor,
				endToEndId: detail.endToEndId ?? undefined,
				text: detail.remittance === null ? undefined : bare([detail.remittance, ...detail.unstructured].join("")),
			})),
		]),
	);
}

/** What was read, in the same order. */
export function readPostings(statements: readonly Statement[]): readonly Compared[] {
	if (statements[0]?.format === "csv") return sorted(statements.flatMap(({ entries }) => entries.map(compared)));
	return statements.flatMap(({ format, entries }) =>
		entries.flatMap((entry) => {
			if (!format.startsWith("camt.")) return [compared(entry)];
			const { minor, bookingDay, valueDay } = compared(entry);
			const details = entry.details.length > 0 ? entry.details : holdsDetail(entry) ? [entry] : [];
			return [{ minor, bookingDay, valueDay }, ...details.map(compared)];
		}),
	);
}

/** An entry with one payment holds that payment's data itself; one without any has no TxDtls. */
function holdsDetail(entry: Entry): boolean {
	return /<(\w+:)?TxDtls\b/.test(entry.raw);
}

function compared(posting: Entry | Detail): Compared {
	return {
		minor: posting.amount?.minor,
		bookingDay: posting.bookingDay,
		valueDay: posting.valueDay,
		endToEndId: posting.endToEndId,
		text: bare(posting.remittance),
	};
}

/** By day and amount: a snapshot of a CSV has its own order. */
function sorted(postings: readonly Compared[]): readonly Compared[] {
	const key = ({ bookingDay, minor, valueDay }: Compared) =>
		[bookingDay, String(minor).padStart(12), valueDay].join(" ");
	return postings.toSorted((a, b) => key(a).localeCompare(key(b)));
}

/** Some snapshots leave the days as the file has them. */
function dashed(day: string): string {
	return day.replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3");
}

function bare(text: string | undefined): string | undefined {
	return text?.replace(/\s+/g, "");
}

function dayIn(text: string | null): string | undefined {
	return text?.slice(0, 10);
}
