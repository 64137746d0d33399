import type { Day } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";
import type { Level, Levelled } from "./level.ts";
import type { Told } from "./told-of-leader.ts";

/** What is stored of a linked order. */
export interface Known extends Level, Told {
	readonly linked: number;
	readonly byHand: number;
}

type Marks = Pick<Known, "mark" | "earlier">;

export const UNKNOWN: Known = {
	said: 0,
	counted: 0,
	doubted: 0,
	settled: 0,
	linked: 0,
	byHand: 0,
	mark: null,
	earlier: null,
	repaid: 0,
};

export async function knownOf(tx: MerchantTransaction, orderIds: readonly string[]): Promise<Map<string, Known>> {
	const rows = await tx.query<{ id: string } & Marks & Record<Exclude<keyof Known, keyof Marks>, bigint>>(
		`SELECT given.id, coalesce(l.said, 0) AS said, coalesce(l.counted, 0) AS counted, coalesce(l.doubted, 0) AS doubted,
		        coalesce(l.settled, 0) AS settled, l.mark, l.earlier_mark AS earlier, coalesce(l.repaid, 0) AS repaid, s.linked, s."byHand"
		   FROM unnest($2::uuid[]) AS given(id)
		   LEFT JOIN linked_orders l ON l.merchant_id = $1::uuid AND l.order_id = given.id
		  CROSS JOIN LATERAL (
			SELECT coalesce(sum(order_amount) FILTER (WHERE kind = 'linked'), 0)::bigint AS linked,
			       coalesce(sum(order_amount) FILTER (WHERE kind = 'byHand'), 0)::bigint AS "byHand"
			  FROM assignments a WHERE a.merchant_id = $1::uuid AND a.order_id = given.id AND a.undone_at IS NULL) s`,
		tx.merchantId,
		orderIds,
	);
	return new Map(
		rows.map(({ id, said, counted, doubted, settled, linked, byHand, mark, earlier, repaid }) => [
			id,
			{
				said: Number(said),
				counted: Number(counted),
				doubted: Number(doubted),
				settled: Number(settled),
				linked: Number(linked),
				byHand: Number(byHand),
				mark,
				earlier,
				repaid: Number(repaid),
			},
		]),
	);
}

const LEVEL = ["said", "counted", "doubted", "settled"] as const;

export async function storeLevels(
	tx: MerchantTransaction,
	changes: readonly { readonly before: Level; readonly now: Levelled }[],
): Promise<void> {
	const rows = changes.filter(({ before, now }) => LEVEL.some((field) => now[field] !== before[field]));
	if (rows.length === 0) return;
	await tx.execute(
		`INSERT INTO linked_orders (merchant_id, order_id, said, counted, doubted, settled)
		 SELECT $1::uuid, n."order", n.said, n.counted, n.doubted, n.settled
		   FROM jsonb_to_recordset($2::jsonb) AS n("order" uuid, said bigint, counted bigint, doubted bigint, settled bigint)
		 ON CONFLICT (merchant_id, order_id) DO UPDATE SET said = EXCLUDED.said, counted = EXCLUDED.counted, doubted = EXCLUDED.doubted, settled = EXCLUDED.settled`,
		tx.merchantId,
		JSON.stringify(
			rows.map(({ now: { order, said, counted, doubted, settled } }) => ({ order, said, counted, doubted, settled })),
		),
	);
}

/** What shops are told of a payment beside its amount. */
interface Payment {
	readonly paidOn: Day;
	readonly bankReference: string;
}

/** The newest posting on any of the orders. */
export async function lastPayments(tx: MerchantTransaction, leaders: readonly string[]) {
	const rows = await tx.query<{ leader: string } & Payment>(
		`SELECT DISTINCT ON (m.leader) m.leader, p.booking_day::text AS "paidOn",
		        left(coalesce(p.body->>'bankReference', p.body->>'uniqueId', p.end_to_end_id, p.id::text), 190) AS "bankReference"
		   FROM (SELECT unnest($2::uuid[]) AS leader, unnest($2::uuid[]) AS id UNION
		         SELECT leader_order_id, follower_order_id FROM order_links
		          WHERE merchant_id = $1::uuid AND leader_order_id = ANY($2::uuid[]) AND ended_at IS NULL) m
		   JOIN assignments a ON a.merchant_id = $1::uuid AND a.order_id = m.id AND a.undone_at IS NULL AND a.kind = 'payment'
		   JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
		  ORDER BY m.leader, a.created_at DESC, a.id DESC`,
		tx.merchantId,
		leaders,
	);
	return new Map(rows.map(({ leader, ...payment }) => [leader, payment]));
}

/** The newest posting with which money of any of the orders went back, by the given order's id. */
export async function lastRepayments(tx: MerchantTransaction, orderIds: readonly string[]) {
	if (orderIds.length === 0) return new Map<string, Payment>();
	const rows = await tx.query<{ order: string } & Payment>(
		`SELECT DISTINCT ON (given.id) given.id AS order, p.booking_day::text AS "paidOn", left(b.end_to_end_id, 190) AS "bankReference"
		   FROM unnest($2::uuid[]) AS given(id)
		   JOIN order_links own ON own.merchant_id = $1::uuid AND own.ended_at IS NULL AND given.id IN (own.leader_order_id, own.follower_order_id)
		   JOIN order_links l ON l.merchant_id = $1::uuid AND l.ended_at IS NULL AND l.leader_order_id = own.leader_order_id
		   JOIN repayments r ON r.merchant_id = $1::uuid AND r.order_id IN (l.leader_order_id, l.follower_order_id)
		   JOIN repayment_bookings b ON b.merchant_id = $1::uuid AND b.repayment_id = r.id AND b.kind = 'left' AND b.undone_at IS NULL
		   JOIN postings p ON p.merchant_id = $1::uuid AND p.id = b.posting_id
		  ORDER BY given.id, b.created_at DESC, b.id DESC`,
		tx.merchantId,
		orderIds,
	);
	return new Map(rows.map(({ order, ...payment }) => [order, payment]));
}
