import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Finished, kontor } from "./kontor.ts";

export const ERIKA = {
	id: "o1",
	shop: "main",
	number: "AU-10001",
	customerNumber: "20001",
	name: "Erika Mustermann",
	amount: { minor: 11900, currency: "EUR" },
	placedAt: "2026-10-30",
};
export const ERIKA_PAYS = {
	id: "p1",
	account: "DE1",
	bookingDate: "2026-11-03",
	amount: { minor: 11900, currency: "EUR" },
	counterparty: { name: "ERIKA MUSTERMANN", iban: "DE27200505501015871393" },
	remittance: "Bestellung AU-10001",
};

/** A line of the decisions' file, as far as these tests look at it. */
interface DecisionLine {
	readonly posting: string;
	readonly outcome: string;
	readonly probability: number;
	readonly assignments: readonly { order: string; minor: number; orderMinor: number; kind: string }[];
	readonly suggestions: readonly {
		readonly orders: readonly { order: string; minor: number }[];
		readonly probability: number;
		readonly reasons: readonly ReasonLine[];
	}[];
	readonly reasons: readonly ReasonLine[];
}
interface ReasonLine {
	readonly field: string;
	readonly finding: string;
	readonly order?: string;
	readonly weight: number;
	readonly text: { readonly de: string; readonly en: string };
}

/** A folder with these files, gone after the test; gives its path. Objects are written as lines of JSON. */
export async function folderOf(
	files: Readonly<Record<string, string | Uint8Array | readonly object[]>>,
): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), "kontor-lines-"));
	onTestFinished(() => rm(folder, { recursive: true }));
	for (const [name, content] of Object.entries(files)) {
		const plain = typeof content === "string" || content instanceof Uint8Array;
		await writeFile(join(folder, name), plain ? content : lines(content));
	}
	return folder;
}

export function lines(objects: readonly object[]): string {
	return objects.map((object) => `${JSON.stringify(object)}\n`).join("");
}

export interface Run extends Finished {
	readonly decisions: readonly DecisionLine[];
	readonly written: string | null;
}

/** Runs `kontor assign` on a folder's orders.jsonl and postings.jsonl. */
export async function assignIn(folder: string, ...options: readonly string[]): Promise<Run> {
	const output = join(folder, "decisions.jsonl");
	const [orders, postings] = [join(folder, "orders.jsonl"), join(folder, "postings.jsonl")];
	const files = ["--orders", orders, "--postings", postings, "--decisions", output];
	const finished = await kontor(["assign", ...files, ...options]);
	const written = await readFile(output, "utf8").catch(() => null);
	const decisions = (written ?? "").split("\n").filter((line) => line.startsWith("{"));
	return { ...finished, written, decisions: decisions.map((line) => JSON.parse(line)) };
}
