import type { LifecycleEvent } from "@kontor/receivables";
import { followOrders } from "../collecting/follow-orders.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { settingsOf } from "../merchants/settings.ts";
import { effective } from "../merchants/shop-settings.ts";
import { tellShops } from "../writeback/tell-shops.ts";
import type { MovedOrder, OrderEvent } from "./apply-events.ts";
import { moveOrder, type Surroundings } from "./move-order.ts";
import { noticeMoves } from "./notice-moves.ts";
import { shopsOf } from "./shops.ts";
import { lockOrders, type TrackedOrder } from "./tracked-order.ts";

/** `applyOrderEvents` for these orders alone. */
export async function carryOutEvents(
	tx: MerchantTransaction,
	events: readonly OrderEvent[],
	locked: readonly TrackedOrder[] | null = null,
): Promise<readonly MovedOrder[]> {
	if (events.length === 0) return [];
	const byOrder = Map.groupBy(events, ({ orderId }) => orderId);
	const orders = locked ?? (await lockOrders(tx, [...byOrder.keys()]));
	const shops = await shopsOf(
		tx,
		orders.map(({ connectionId }) => connectionId),
	);
	const merchant = await settingsOf(tx);
	const formerly = await formerlyOf(tx, events);

	const moved = orders.map((order): MovedOrder => {
		const shop = shops.get(order.connectionId);
		if (shop === undefined) throw new Error(`order ${order.id} has no connection`);
		const surroundings: Surroundings = {
			written: shop.mapping.statuses[order.paymentCode]?.written ?? {},
			testSystem: shop.testSystem,
			paymentRevives: effective(merchant, shop.ownSettings ?? {}).paymentForCancelled === "revive",
			formerly: formerly.get(order.id) ?? null,
		};
		return { order, shop, move: moveOrder(order, byOrder.get(order.id) ?? [], surroundings) };
	});
	await storeMoves(tx, moved);
	await noticeMoves(tx, moved);
	await tellShops(tx, moved);
	await followOrders(tx, moved);
	return moved;
}

async function storeMoves(tx: MerchantTransaction, moved: readonly MovedOrder[]): Promise<void> {
	const states = moved.map(({ order, move }) => ({
		id: order.id,
		lifecycle: move.lifecycle,
		state: move.state,
		assigned: order.settlement.assigned,
	}));
	const stored = await tx.execute(
		`UPDATE orders o
		    SET lifecycle = m.lifecycle, state = m.state, counted_assigned = o.assigned,
		        counted_otherwise = o.settled_otherwise, counted_repaid = o.repaid, version = o.version + 1, updated_at = $3
		   FROM jsonb_to_recordset($2::jsonb) AS m(id uuid, lifecycle text, state text, assigned bigint)
		  WHERE o.merchant_id = $1::uuid AND o.id = m.id AND o.assigned = m.assigned`,
		tx.merchantId,
		JSON.stringify(states),
		tx.now,
	);
	if (stored < moved.length) throw new Error("an order's total is not what its state was made of");
	const entries = moved.flatMap(({ move }) =>
		move.entries.map(({ event, ...states }) => ({ ...states, ...event, before: undefined })),
	);
	await tx.execute(
		`INSERT INTO order_history (merchant_id, order_id, at, event, from_state, to_state, from_lifecycle, cause)
		 SELECT $1::uuid, e."orderId", $3, e.event, e."fromState", e."toState", e."fromLifecycle", e.cause
		   FROM jsonb_to_recordset($2::jsonb) AS e("orderId" uuid, event text, "fromState" text, "toState" text, "fromLifecycle" text,
		        cause jsonb)`,
		tx.merchantId,
		JSON.stringify(entries),
		tx.now,
	);
}

const GOES_BACK: readonly LifecycleEvent[] = ["assignment-undone", "reopened-in-shop"];

/** Which lifecycle the last change of it ended, for the orders that may go back there, and whether payments since then stand. */
async function formerlyOf(
	tx: MerchantTransaction,
	events: readonly OrderEvent[],
): Promise<Map<string, NonNullable<Surroundings["formerly"]>>> {
	const ids = events.filter(({ event }) => GOES_BACK.includes(event)).map(({ orderId }) => orderId);
	if (ids.length === 0) return new Map();
	const rows = await tx.query<{
		order_id: string;
		event: string;
		from_lifecycle: NonNullable<Surroundings["formerly"]>["lifecycle"];
		paid_since: boolean;
	}>(
		`SELECT DISTINCT ON (h.order_id) h.order_id, h.event, h.from_lifecycle, EXISTS (
		        SELECT FROM assignments a WHERE a.merchant_id = h.merchant_id AND a.order_id = h.order_id
		           AND a.undone_at IS NULL AND a.created_at >= h.at) AS paid_since
		   FROM order_history h
		  WHERE h.merchant_id = $1::uuid AND h.order_id = ANY($2::uuid[]) AND h.from_lifecycle IS NOT NULL
		  ORDER BY h.order_id, h.id DESC`,
		tx.merchantId,
		ids,
	);
	return new Map(
		rows.map(
			({ order_id, event, from_lifecycle, paid_since }) =>
				[order_id, { event, lifecycle: from_lifecycle, paidSince: paid_since }] as const,
		),
	);
}
