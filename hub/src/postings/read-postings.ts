import type { Day } from "@kontor/connector";
import type { Suggestion as EngineSuggestion } from "@kontor/matching";
import { type Assignment, type listPostings, type Posting, problem, type Suggestion } from "@kontor/protocol";
import type * as z from "zod";
import { reasonsOf } from "../assigning/reasons.ts";
import type { MerchantTransaction } from "../db/database.ts";

interface Row {
	id: string;
	account_id: string;
	booking_day: Day;
	amount: bigint;
	assigned: bigint;
	currency: string;
	counterparty_name: string | null;
	counterparty_iban: string | null;
	remittance: string;
	status: Posting["status"];
	outcome: Posting["outcome"];
	decided_by: Posting["decidedBy"];
	decided_at: Date | null;
	held: boolean;
	decision: { suggestions: EngineSuggestion[]; reasons: unknown } | null;
}

const COLUMNS = `p.id, p.account_id, p.booking_day::text, p.amount, p.assigned, p.currency, p.counterparty_name,
	p.counterparty_iban, p.remittance, p.status, p.outcome, p.decided_by, p.decided_at, p.held, p.decision`;

/** Newest first. A batch that was split is not there: its payments are. */
export async function pageOfPostings(
	tx: MerchantTransaction,
	{ after, limit, outcome, account }: z.infer<typeof listPostings.query>,
): Promise<{ items: Posting[]; next: string | null }> {
	const rows = await tx.query<Row>(
		`SELECT ${COLUMNS} FROM postings p
		  WHERE p.merchant_id = $1::uuid AND p.status <> 'split'
		    AND ($2::uuid IS NULL OR p.account_id = $2::uuid)
		    AND ($3::text IS NULL OR coalesce(p.outcome, 'undecided') = $3)
		    AND ($4::uuid IS NULL OR (p.booking_day, p.id) <
		         (SELECT a.booking_day, a.id FROM postings a WHERE a.merchant_id = $1::uuid AND a.id = $4::uuid))
		  ORDER BY p.booking_day DESC, p.id DESC LIMIT $5`,
		tx.merchantId,
		account ?? null,
		outcome ?? null,
		after ?? null,
		limit + 1,
	);
	const page = rows.slice(0, limit);
	return { items: await postingsOf(tx, page), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** @throws ProblemError 404 */
export async function readPosting(tx: MerchantTransaction, id: string): Promise<Posting> {
	const rows = await tx.query<Row>(
		`SELECT ${COLUMNS} FROM postings p WHERE p.merchant_id = $1::uuid AND p.id = $2::uuid AND p.status <> 'split'`,
		tx.merchantId,
		id,
	);
	const [posting] = await postingsOf(tx, rows);
	if (posting === undefined) throw problem("NOT_FOUND", { detail: "no such posting" });
	return posting;
}

async function postingsOf(tx: MerchantTransaction, rows: readonly Row[]): Promise<Posting[]> {
	const assignments = await assignmentsOf(tx, rows);
	const suggested = rows.flatMap(({ decision }) => decision?.suggestions ?? []);
	const numbers = await numbersOf(
		tx,
		suggested.flatMap(({ orders }) => orders.map(({ order }) => order)),
	);
	return rows.map((row): Posting => {
		const money = (minor: bigint | number) => ({ minor: Number(minor), currency: row.currency });
		const suggestions = (row.decision?.suggestions ?? []).map(
			({ orders, probability, evidence }): Suggestion => ({
				orders: orders.map(({ order, minor }) => ({ order, number: numbers.get(order) ?? "", amount: money(minor) })),
				probability,
				reasons: reasonsOf(evidence),
			}),
		);
		return {
			id: row.id,
			account: row.account_id,
			bookingDay: row.booking_day,
			amount: money(row.amount),
			assigned: money(row.assigned),
			counterparty: { name: row.counterparty_name, iban: row.counterparty_iban },
			remittance: row.remittance,
			status: row.status,
			outcome: row.outcome,
			decidedBy: row.decided_by,
			decidedAt: row.decided_at?.toISOString() ?? null,
			held: row.held,
			assignments: assignments.get(row.id) ?? [],
			suggestions,
			reasons: reasonsOf(row.decision?.reasons ?? []),
		};
	});
}

async function assignmentsOf(tx: MerchantTransaction, rows: readonly Row[]): Promise<Map<string, Assignment[]>> {
	const assignments = await tx.query<{
		id: string;
		posting: string;
		order: string;
		orderNumber: string;
		kind: Assignment["kind"];
		amount: bigint;
		currency: string;
		orderAmount: bigint;
		orderCurrency: string;
		decidedBy: Assignment["decidedBy"];
		evidence: unknown;
		at: Date;
		undoneAt: Date | null;
	}>(
		`SELECT a.id, a.posting_id AS posting, a.order_id AS "order", o.number AS "orderNumber", a.kind, a.amount, p.currency,
		        a.order_amount AS "orderAmount", o.currency AS "orderCurrency", a.decided_by AS "decidedBy", a.evidence,
		        a.created_at AS at, a.undone_at AS "undoneAt"
		   FROM assignments a
		   JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
		   JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
		  WHERE a.merchant_id = $1::uuid AND a.posting_id = ANY($2::uuid[]) ORDER BY a.created_at, a.id`,
		tx.merchantId,
		rows.map(({ id }) => id),
	);
	return Map.groupBy(
		assignments.map(({ currency, orderCurrency, evidence, ...row }) => ({
			...row,
			amount: { minor: Number(row.amount), currency },
			orderAmount: { minor: Number(row.orderAmount), currency: orderCurrency },
			reasons: reasonsOf(evidence),
			at: row.at.toISOString(),
			undoneAt: row.undoneAt?.toISOString() ?? null,
		})),
		({ posting }) => posting,
	);
}

async function numbersOf(tx: MerchantTransaction, ids: readonly string[]): Promise<Map<string, string>> {
	const rows = await tx.query<{ id: string; number: string }>(
		`SELECT id, number FROM orders WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[])`,
		tx.merchantId,
		[...new Set(ids)],
	);
	return new Map(rows.map(({ id, number }) => [id, number]));
}
