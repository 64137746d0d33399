import { closeSync, mkdirSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { LabelledSet } from "./data.ts";

const ROWS_AT_ONCE = 5_000;

/** The set as the files that `kontor assign --orders … --postings …` reads, and its truth, into an existing or a new folder. */
export function writeSet({ orders, closed, payers, postings }: LabelledSet, folder: string): void {
	mkdirSync(folder, { recursive: true });
	writeLines(join(folder, "orders.jsonl"), orders);
	writeLines(join(folder, "closed.jsonl"), closed);
	writeLines(join(folder, "payers.jsonl"), payers);
	writeLines(
		join(folder, "postings.jsonl"),
		postings.map(({ posting }) => posting),
	);
	writeLines(
		join(folder, "truth.jsonl"),
		postings.map(({ posting, truth, decidable, scenario }) => ({
			posting: posting.id,
			orders: truth.orders,
			decidable,
			scenario,
		})),
	);
}

function writeLines(file: string, rows: readonly unknown[]): void {
	const descriptor = openSync(file, "w");
	for (let first = 0; first < rows.length; first += ROWS_AT_ONCE) {
		const lines = rows.slice(first, first + ROWS_AT_ONCE).map((row) => `${JSON.stringify(row)}\n`);
		writeSync(descriptor, lines.join(""));
	}
	closeSync(descriptor);
}
