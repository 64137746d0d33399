import type { Change, Vorgang } from "../erp.ts";
import type { Erp } from "../manifest.ts";
import { readFile, writeFile } from "./files.ts";
import { type Row, readTable, writeTable } from "./tables.ts";

/** What Kontor writes into the folder: the ERP reads it, and nobody else changes it. */
const LEDGER = "kontor-zahlungen.csv";
const COLUMNS = ["Belegnummer", "Bezahlt", "Grundlage", "Vermerk"];

/**
 * Kontor's own table: what is paid of a Vorgang in total, on which paid amount of the export that was based, and its
 * traces. As long as the export shows that amount the ERP has not taken it over yet, and what is written here counts.
 */
export interface Ledger {
	readonly of: (vorgang: Vorgang) => Vorgang;
	/** @returns false where it was changed meanwhile: nothing was written */
	readonly write: (exported: Vorgang, change: Change) => Promise<boolean>;
}

export async function openLedger(ctx: Erp): Promise<Ledger> {
	const file = await readFile(ctx, LEDGER);
	const rows = new Map((file === null ? [] : readTable(file.bytes, LEDGER)).map((row) => [row.Belegnummer ?? "", row]));
	return {
		of(vorgang) {
			const row = rows.get(vorgang.number);
			if (row === undefined) return vorgang;
			const taken = row.Bezahlt === "" || row.Grundlage !== vorgang.paid;
			return { ...vorgang, memo: row.Vermerk ?? "", ...(taken ? {} : { paid: row.Bezahlt ?? vorgang.paid }) };
		},
		write(exported, { paid, memo }) {
			const before = rows.get(exported.number);
			const row: Row = {
				Belegnummer: exported.number,
				Bezahlt: paid ?? before?.Bezahlt ?? "",
				Grundlage: paid === undefined ? (before?.Grundlage ?? "") : exported.paid,
				Vermerk: memo,
			};
			const others = [...rows.values()].filter(({ Belegnummer }) => Belegnummer !== exported.number);
			return writeFile(ctx, LEDGER, writeTable(COLUMNS, [...others, row]), file);
		},
	};
}
