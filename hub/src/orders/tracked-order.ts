import type { Order, PaymentCode, Statuses } from "@kontor/connector";
import type { Lifecycle, OrderState, Settlement } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";

/** An order as the rules see it: what is stored of it besides the shop's own data. */
export interface TrackedOrder {
	readonly id: string;
	readonly connectionId: string;
	readonly ref: string;
	readonly number: string;
	readonly revision: number;
	readonly paymentCode: PaymentCode;
	readonly lifecycle: Lifecycle;
	readonly state: OrderState;
	readonly openInShop: boolean;
	readonly gone: boolean;
	readonly detached: boolean;
	/** PRODUCT A13; `asked`: the merchant has to say whether it is the same receivable as another one. */
	readonly linkedAs: "leader" | "follower" | "asked" | null;
	/** Whose wish it was that its personal data is gone (PRODUCT G13). */
	readonly erasedBy: "customer" | "shop" | null;
	readonly statuses: Statuses;
	readonly paymentMethod: Order["paymentMethod"];
	/** By the running totals as they are now. */
	readonly settlement: Settlement;
	/** As the stored state was computed from. */
	readonly counted: Settlement;
	/** SHA-256 of the body as it was last delivered, in hex. */
	readonly contentHash: string;
}

export interface TrackedRow {
	id: string;
	connection_id: string;
	ref: string;
	number: string;
	revision: bigint;
	currency: string;
	amount: bigint;
	received_in_shop: bigint;
	reported_by_us: bigint;
	assigned: bigint;
	settled_otherwise: bigint;
	repaid: bigint;
	charged: bigint;
	counted_assigned: bigint;
	counted_otherwise: bigint;
	counted_repaid: bigint;
	payment_code: PaymentCode;
	lifecycle: Lifecycle;
	state: OrderState;
	open_in_shop: boolean;
	gone: boolean;
	detached: boolean;
	linked_as: TrackedOrder["linkedAs"];
	erased_by: TrackedOrder["erasedBy"];
	statuses: Statuses;
	payment_method: Order["paymentMethod"];
	content_hash: string;
}

export const TRACKED_COLUMNS = `o.id, o.connection_id, o.ref, o.number, o.revision, o.currency, o.amount, o.received_in_shop, o.reported_by_us,
	o.assigned, o.settled_otherwise, o.repaid, o.charged, o.counted_assigned, o.counted_otherwise, o.counted_repaid, o.payment_code,
	o.lifecycle, o.state, o.open_in_shop, o.gone, o.detached, o.linked_as, o.erased_by,
	o.body->'statuses' AS statuses, o.body->'paymentMethod' AS payment_method, encode(o.content_hash, 'hex') AS content_hash`;

/**
 * Locks orders until the transaction ends, always in the order of their ids: two transactions that want the same orders
 * wait for each other instead of failing. Unknown ids are left out. `onlyFree`: so are those that somebody else holds.
 */
export async function lockOrders(
	tx: MerchantTransaction,
	ids: readonly string[],
	{ onlyFree = false } = {},
): Promise<TrackedOrder[]> {
	if (ids.length === 0) return [];
	// A look-up for each id: without statistics, as in a hub's first hour, `id = ANY` reads all orders of the merchant.
	const rows = await tx.query<TrackedRow>(
		`SELECT o.* FROM unnest($2::uuid[]) AS given(id) CROSS JOIN LATERAL (
			SELECT ${TRACKED_COLUMNS} FROM orders o WHERE o.merchant_id = $1::uuid AND o.id = given.id FOR UPDATE${onlyFree ? " SKIP LOCKED" : ""}) o`,
		tx.merchantId,
		[...new Set(ids)].toSorted(byId),
	);
	return rows.map(tracked);
}

/** As PostgreSQL orders them. */
function byId(a: string, b: string): number {
	return a < b ? -1 : 1;
}

/** The same by the shop's refs. */
export async function lockOrdersByRef(
	tx: MerchantTransaction,
	connectionId: string,
	refs: readonly string[],
): Promise<TrackedOrder[]> {
	const rows = await tx.query<TrackedRow>(
		`SELECT ${TRACKED_COLUMNS} FROM orders o
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND ref = ANY($3::text[]) ORDER BY id FOR UPDATE`,
		tx.merchantId,
		connectionId,
		refs,
	);
	return rows.map(tracked);
}

export function tracked(row: TrackedRow): TrackedOrder {
	return {
		id: row.id,
		connectionId: row.connection_id,
		ref: row.ref,
		number: row.number,
		revision: Number(row.revision),
		paymentCode: row.payment_code,
		lifecycle: row.lifecycle,
		state: row.state,
		openInShop: row.open_in_shop,
		gone: row.gone,
		detached: row.detached,
		linkedAs: row.linked_as,
		erasedBy: row.erased_by,
		statuses: row.statuses,
		paymentMethod: row.payment_method,
		settlement: settlementOf(row),
		counted: settlementOf({
			...row,
			assigned: row.counted_assigned,
			settled_otherwise: row.counted_otherwise,
			repaid: row.counted_repaid,
		}),
		contentHash: row.content_hash,
	};
}

export type SettlementColumns = Pick<
	TrackedRow,
	| "currency"
	| "amount"
	| "received_in_shop"
	| "reported_by_us"
	| "assigned"
	| "settled_otherwise"
	| "repaid"
	| "charged"
>;

/** Only the sum of what settles an order besides is kept beside it; its parts are assignments of their own. */
export function settlementOf(row: SettlementColumns): Settlement {
	return {
		currency: row.currency,
		amount: Number(row.amount),
		receivedInShop: Number(row.received_in_shop),
		reportedByUs: Number(row.reported_by_us),
		assigned: Number(row.assigned),
		besides: { cashDiscount: 0, charges: 0, tolerance: Number(row.settled_otherwise), byHand: 0 },
		repaid: Number(row.repaid),
		charged: Number(row.charged),
	};
}
