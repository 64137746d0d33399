import type { Day } from "@kontor/connector";
import type { Decision, MatchPosting } from "@kontor/matching";
import type { MerchantTransaction } from "../db/database.ts";
import { evidenceSince } from "./read-orders.ts";
import type { StoredReason } from "./reasons.ts";

/** What is kept of a decision beside its outcome and assignments. */
export interface StoredDecision extends Pick<Decision, "suggestions" | "margin" | "probability"> {
	readonly reasons: readonly StoredReason[];
	/** The one that it belongs to: it left with this posting, or came back with it (PRODUCT K1). */
	readonly repayment?: string;
}

/** A posting that the machine may decide, and what it decided before. */
export interface Undecided {
	readonly posting: MatchPosting;
	/** What a shop is told to find it by at the bank. */
	readonly bankReference: string;
	readonly outcome: string | null;
	/** The last decision as it was stored; null before the first. */
	readonly decision: StoredDecision | null;
}

/** How far a run has come: postings are decided in the order of their booking. */
export interface Progress {
	readonly bookingDay: Day;
	readonly id: string;
}

/**
 * What may be decided: booked, not held (C4), nothing of it assigned, and no person decided about it (I9). What waits in
 * review or paid no order is decided again, since its order may have arrived (D7).
 */
export function mayBeDecided(p: string): string {
	return `${p}.status = 'booked' AND NOT ${p}.held AND ${p}.assigned = 0 AND ${p}.outcome IS DISTINCT FROM 'assigned'
	        AND ${p}.decided_by IS DISTINCT FROM 'person'`;
}

interface Row {
	id: string;
	account_id: string;
	connections: string[];
	booking_day: Day;
	amount: bigint;
	currency: string;
	counterparty_name: string | null;
	counterparty_iban: string | null;
	remittance: string;
	search_text: string | null;
	end_to_end_id: string | null;
	references: string[] | null;
	transaction_code: string | null;
	return_reason: string | null;
	bank_reference: string;
	outcome: string | null;
	decision: StoredDecision | null;
}

/**
 * `new`: never decided. `again`: those left to a person, or that paid no order as far as was known. Else of those left to a
 * person the ones that one of these orders is suggested for.
 */
export type Which = "new" | "again" | { readonly suggested: readonly string[] };

const NEW = "p.outcome IS NULL";
const AGAIN = "p.outcome IN ('review', 'none') AND (p.outcome = 'review' OR p.amount > 0)";
const SUGGESTED = `p.outcome = 'review' AND EXISTS (
	SELECT FROM jsonb_path_query(p.decision, '$.suggestions[*].orders[*].order') suggested WHERE suggested #>> '{}' = ANY ($6))`;

export async function undecidedAfter(
	tx: MerchantTransaction,
	which: Which,
	after: Progress | null,
	limit: number,
): Promise<Undecided[]> {
	const [condition, ...orders] =
		which === "new" ? [NEW] : which === "again" ? [AGAIN] : ([SUGGESTED, which.suggested] as const);
	const rows = await tx.query<Row>(
		`SELECT p.id, p.account_id, a.connections, p.booking_day::text, p.amount, p.currency, p.counterparty_name,
		        p.counterparty_iban, p.remittance, p.body->>'searchText' AS search_text, p.end_to_end_id,
		        p.body->'references' AS references, p.transaction_code, p.return_reason, p.outcome, p.decision,
		        left(coalesce(p.body->>'bankReference', p.body->>'uniqueId', p.end_to_end_id, p.id::text), 190) AS bank_reference
		   FROM postings p JOIN accounts a ON a.merchant_id = p.merchant_id AND a.id = p.account_id
		  WHERE p.merchant_id = $1::uuid AND ${mayBeDecided("p")} AND ${condition}
		    AND ($2::date IS NULL OR p.booking_day >= $2::date)
		    AND ($3::uuid IS NULL OR (p.booking_day, p.id) > ($4::date, $3::uuid))
		  ORDER BY p.booking_day, p.id LIMIT $5`,
		tx.merchantId,
		which === "new" ? null : evidenceSince(tx.now),
		after?.id ?? null,
		after?.bookingDay ?? null,
		limit,
		...orders,
	);
	return rows.map((row) => ({
		posting: postingOf(row),
		bankReference: row.bank_reference,
		outcome: row.outcome,
		decision: row.decision,
	}));
}

function postingOf(row: Row): MatchPosting {
	return {
		id: row.id,
		account: row.account_id,
		shops: row.connections.length > 0 ? row.connections : undefined,
		bookingDate: row.booking_day,
		amount: { minor: Number(row.amount), currency: row.currency },
		counterparty: { name: row.counterparty_name ?? undefined, iban: row.counterparty_iban ?? undefined },
		remittance: row.remittance,
		searchText: row.search_text ?? undefined,
		endToEndId: row.end_to_end_id ?? undefined,
		references: row.references ?? [],
		transactionCode: row.transaction_code ?? undefined,
		returnReason: row.return_reason ?? undefined,
	};
}
