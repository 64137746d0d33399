import type { Day } from "@kontor/connector";
import type { MerchantTransaction } from "../../db/database.ts";
import type { Asked } from "../identity/entry.ts";
import type { DeliveredEntry } from "./compare-days.ts";
import { Staging } from "./staging.ts";

/** An entry asked about, with everything that is stored if it is new. */
export interface AskedEntry {
	readonly entry: DeliveredEntry;
	readonly target: number;
	readonly inPieces: boolean;
	/** Its rows of the staging, as PostgreSQL writes them. */
	readonly delivered: object;
	readonly postings: readonly AskedPosting[];
}

interface AskedPosting {
	readonly amount: number;
	readonly currency: string;
	readonly counterparty_name: string | null;
	readonly remittance: string;
}

/** The entries with their rows, day by day. */
export async function takeFromStaging(
	tx: MerchantTransaction,
	asked: readonly Asked<DeliveredEntry>[],
): Promise<Map<Day, AskedEntry[]>> {
	const rows = await tx.query<{ entry: number; delivered: object; postings: AskedPosting[] }>(
		`SELECT d.entry, to_jsonb(d) AS delivered, jsonb_agg(to_jsonb(p) ORDER BY p.part) AS postings
		   FROM delivered d JOIN delivered_postings p USING (entry) WHERE d.entry = ANY ($1) GROUP BY d.entry, d.*`,
		asked.map(({ entry }) => entry.entry),
	);
	const found = new Map(rows.map((row) => [row.entry, row]));
	const entries = asked.flatMap(({ entry, ...one }): AskedEntry[] => {
		const row = found.get(entry.entry);
		return row === undefined ? [] : [{ ...one, entry, delivered: row.delivered, postings: row.postings }];
	});
	return Map.groupBy(entries, ({ entry }) => entry.bookingDay);
}

/** Puts them where they were, numbered anew. */
export async function putIntoStaging(
	tx: MerchantTransaction,
	asked: readonly AskedEntry[],
): Promise<Asked<DeliveredEntry>[]> {
	await Staging.open(tx);
	const numbered = (of: (asked: AskedEntry) => readonly object[]) =>
		JSON.stringify(asked.flatMap((one, entry) => of(one).map((row) => ({ ...row, entry }))));
	await tx.execute(
		`INSERT INTO delivered SELECT * FROM jsonb_populate_recordset(NULL::delivered, $1::jsonb)`,
		numbered(({ delivered }) => [delivered]),
	);
	await tx.execute(
		`INSERT INTO delivered_postings SELECT * FROM jsonb_populate_recordset(NULL::delivered_postings, $1::jsonb)`,
		numbered(({ postings }) => postings),
	);
	return asked.map(({ entry, target, inPieces }, number) => ({ entry: { ...entry, entry: number }, target, inPieces }));
}
