import { Order } from "@kontor/connector";
import { type Assignment, type OrderDetail, problem, Reason, WorkOutcome, type WriteBack } from "@kontor/protocol";
import type { OrderState } from "@kontor/receivables";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { historyText } from "./history-text.ts";
import { SUMMARY_COLUMNS, type SummaryRow, summary } from "./order-summary.ts";

interface OwnColumns {
	body: unknown;
	detached: boolean;
	open_in_shop: boolean;
	repeats_number: OrderDetail["repeatsNumber"];
	erased_by: OrderDetail["personalDataRemoved"];
}

/** One order with what happened, why, and what its shop was told. @throws ProblemError 404 */
export async function detailOf(tx: MerchantTransaction, id: string): Promise<OrderDetail> {
	const [row] = await tx.query<SummaryRow & OwnColumns>(
		`SELECT ${SUMMARY_COLUMNS}, body, detached, open_in_shop, repeats_number, erased_by FROM orders WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
	);
	if (row === undefined) throw problem("NOT_FOUND");
	return {
		...summary(row),
		order: Order.parse(row.body),
		detached: row.detached,
		openInShop: row.open_in_shop,
		repeatsNumber: row.repeats_number,
		personalDataRemoved: row.erased_by,
		history: await historyOf(tx, id),
		assignments: await assignmentsOf(tx, id),
		writeBacks: await writeBacksOf(tx, id),
		documents: await documentsOf(tx, id),
	};
}

async function historyOf(tx: MerchantTransaction, id: string): Promise<OrderDetail["history"]> {
	const rows = await tx.query<{
		at: Date;
		event: string;
		from_state: OrderState | null;
		to_state: OrderState;
		cause: Record<string, unknown>;
	}>(
		`SELECT at, event, from_state, to_state, cause FROM order_history
		  WHERE merchant_id = $1::uuid AND order_id = $2::uuid ORDER BY id`,
		tx.merchantId,
		id,
	);
	return rows.map(({ at, event, from_state, to_state, cause }) => ({
		at: at.toISOString(),
		event,
		from: from_state,
		to: to_state,
		cause,
		text: historyText(event, cause),
	}));
}

async function assignmentsOf(tx: MerchantTransaction, id: string): Promise<Assignment[]> {
	const rows = await tx.query<{
		id: string;
		posting_id: string | null;
		kind: Assignment["kind"];
		amount: bigint;
		order_amount: bigint;
		decided_by: Assignment["decidedBy"];
		evidence: unknown;
		created_at: Date;
		undone_at: Date | null;
		number: string;
		currency: string;
		posting_currency: string | null;
	}>(
		`SELECT a.id, a.posting_id, a.kind, a.amount, a.order_amount, a.decided_by, a.evidence, a.created_at, a.undone_at,
		        o.number, o.currency, p.currency AS posting_currency
		   FROM assignments a
		   JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
		   LEFT JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
		  WHERE a.merchant_id = $1::uuid AND a.order_id = $2::uuid ORDER BY a.created_at, a.id`,
		tx.merchantId,
		id,
	);
	return rows.map((row) => ({
		id: row.id,
		posting: row.posting_id,
		order: id,
		orderNumber: row.number,
		kind: row.kind,
		amount: { minor: Number(row.amount), currency: row.posting_currency ?? row.currency },
		orderAmount: { minor: Number(row.order_amount), currency: row.currency },
		decidedBy: row.decided_by,
		reasons: z.array(Reason).catch([]).parse(row.evidence),
		at: row.created_at.toISOString(),
		undoneAt: row.undone_at?.toISOString() ?? null,
	}));
}

async function writeBacksOf(tx: MerchantTransaction, id: string): Promise<WriteBack[]> {
	const rows = await tx.query<{
		id: string;
		kind: string;
		state: WriteBack["state"];
		attempts: number;
		issued_at: string;
		settled_at: Date | null;
		outcome: unknown;
	}>(
		`SELECT id, body->'command'->>'kind' AS kind, state, attempts, body->'command'->>'issuedAt' AS issued_at, settled_at,
		        outcome
		   FROM work
		  WHERE merchant_id = $1::uuid AND order_id = $2::uuid AND kind = 'command' ORDER BY seq`,
		tx.merchantId,
		id,
	);
	return rows.map(({ id, kind, state, attempts, issued_at, settled_at, outcome }) => ({
		id,
		kind,
		state,
		attempts,
		at: issued_at,
		settledAt: settled_at?.toISOString() ?? null,
		detail: detailOfOutcome(outcome),
	}));
}

/** Why it was declined, or failed the last time. */
function detailOfOutcome(stored: unknown): string | null {
	const outcome = WorkOutcome.safeParse(stored).data;
	if (outcome?.kind === "fault") return `${outcome.fault.code}: ${outcome.fault.message}`;
	if (outcome?.kind !== "outcome" || outcome.outcome.status !== "declined") return null;
	return `${outcome.outcome.code}: ${outcome.outcome.detail}`;
}

async function documentsOf(tx: MerchantTransaction, id: string): Promise<string[]> {
	const rows = await tx.query<{ document_ref: string }>(
		`SELECT d.document_ref FROM documents d JOIN orders o ON o.merchant_id = d.merchant_id AND o.id = d.order_id
		  WHERE d.merchant_id = $1::uuid AND d.order_id = $2::uuid AND o.erased_by IS NULL ORDER BY d.document_ref`,
		tx.merchantId,
		id,
	);
	return rows.map(({ document_ref }) => document_ref);
}
