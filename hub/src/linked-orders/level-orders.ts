import { receivedElsewhere, settledByUs } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { addJob } from "../jobs/jobs.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import type { OrderEvent } from "../orders/apply-events.ts";
import { carryOutEvents } from "../orders/carry-out-events.ts";
import { lockOrders, type TrackedOrder } from "../orders/tracked-order.ts";
import { type Levelled, levelled, type Member } from "./level.ts";
import { cancelledThere, causeOfMore, moreThere } from "./notices.ts";
import { refreshNumbers } from "./numbers.ts";
import { type Known, knownOf, lastPayments, storeLevels, UNKNOWN } from "./stored-levels.ts";

/** An order with those that follow it. */
interface Group {
	readonly leader: string;
	readonly followers: readonly { readonly order: string; readonly tolerated: number }[];
}

/**
 * Brings the orders that are one receivable with some of the given to one level, each with its state, history and write-back, in
 * the caller's transaction (I3). Who holds one of them may want another that somebody else holds, who wants his: where a row is not
 * free, a job of its own does it right after both.
 */
export async function levelWhereFree(tx: MerchantTransaction, orderIds: readonly string[]): Promise<void> {
	const groups = await groupsOf(tx, orderIds);
	if (groups.length === 0) return;
	const free = await lockOrders(tx, groups.flatMap(membersOf), { onlyFree: true });
	const ids = new Set(free.map(({ id }) => id));
	const held = groups.filter((group) => !membersOf(group).every((id) => ids.has(id)));
	for (const { leader } of held) await levelLater(tx, leader);
	await level(
		tx,
		groups.filter((group) => !held.includes(group)),
		free,
	);
}

/** The same, waiting for whoever holds one of them. The caller holds no order. */
export async function levelOrders(tx: MerchantTransaction, leader: string): Promise<void> {
	const groups = await groupsOf(tx, [leader]);
	await level(tx, groups, await lockOrders(tx, groups.flatMap(membersOf)));
}

async function levelLater(tx: MerchantTransaction, leader: string): Promise<void> {
	const { merchantId } = tx;
	await addJob(tx, "levelOrders", { merchantId, leader }, { key: `level:${merchantId}:${leader}`, inMs: 0 });
}

function membersOf({ leader, followers }: Group): string[] {
	return [leader, ...followers.map(({ order }) => order)];
}

async function groupsOf(tx: MerchantTransaction, orderIds: readonly string[]): Promise<Group[]> {
	const rows = await tx.query<{ leader: string; order: string; tolerated: bigint }>(
		`SELECT l.leader_order_id AS leader, l.follower_order_id AS order, l.tolerated FROM order_links l
		  WHERE l.merchant_id = $1::uuid AND l.ended_at IS NULL AND l.leader_order_id IN (
			SELECT unnest($2::uuid[]) UNION
			SELECT leader_order_id FROM order_links WHERE merchant_id = $1::uuid AND follower_order_id = ANY($2::uuid[]) AND ended_at IS NULL)
		  ORDER BY 1, 2`,
		tx.merchantId,
		orderIds,
	);
	return [...Map.groupBy(rows, ({ leader }) => leader)].map(([leader, followers]) => ({
		leader,
		followers: followers.map(({ order, tolerated }) => ({ order, tolerated: Number(tolerated) })),
	}));
}

async function level(
	tx: MerchantTransaction,
	groups: readonly Group[],
	locked: readonly TrackedOrder[],
): Promise<void> {
	if (groups.length === 0) return;
	const orders = new Map(locked.map((order) => [order.id, order]));
	const leaders = groups.map(({ leader }) => leader);
	const known = await knownOf(tx, groups.flatMap(membersOf));
	const payments = await lastPayments(tx, leaders);
	const changes = groups.flatMap((group) => {
		const members = membersOf(group).map((id) => {
			const order = orders.get(id);
			if (order === undefined) throw new Error(`linked order ${id} is not there`);
			const tolerated = group.followers.find((one) => one.order === id)?.tolerated ?? 0;
			return member(order, tolerated, known.get(id) ?? UNKNOWN);
		});
		return levelled(members as [Member, ...Member[]]).map((now): Change => {
			const order = orders.get(now.order) as TrackedOrder;
			const before = known.get(now.order) ?? UNKNOWN;
			return { leader: group.leader, order, before, now, payment: payments.get(group.leader) };
		});
	});
	await storeLevels(tx, changes);
	const moved = changes.filter(({ before, now }) => now.linked !== before.linked);
	const waiting = moved.filter(isForMerchant);
	await notify(
		tx,
		waiting.map(({ order }) => cancelledThere(order)),
	);
	await settle(
		tx,
		moved.filter((change) => !waiting.includes(change)),
	);
	await sayDoubts(tx, leaders, changes);
	await refreshNumbers(tx, leaders);
}

/** Until a person has looked at it nobody is reminded of an order that the other system says is paid (see `asked-orders.ts`). */
async function sayDoubts(
	tx: MerchantTransaction,
	leaders: readonly string[],
	changes: readonly Change[],
): Promise<void> {
	const exceeding = new Set(changes.filter(({ now }) => now.exceeds).map(({ leader }) => leader));
	// What a person has marked as done is not said again for the same.
	const doubted = changes.filter(
		({ before, now }) => now.exceeds && (now.said > before.said || now.settled < before.settled),
	);
	await notify(
		tx,
		doubted.map(({ order, leader }) => moreThere(leader, order)),
	);
	await withdraw(tx, leaders.filter((id) => !exceeding.has(id)).map(causeOfMore));
}

interface Change {
	readonly leader: string;
	readonly order: TrackedOrder;
	readonly before: Known;
	readonly now: Levelled;
	readonly payment: OrderEvent["payment"];
}

/** Whether a payment is booked on it is the merchant's decision (PRODUCT D6). */
function isForMerchant({ order: { lifecycle, paymentCode }, before, now }: Change): boolean {
	const cancelled = lifecycle === "cancelled" || (lifecycle === "overdue" && paymentCode === "cashOnDelivery");
	return cancelled && now.linked > before.linked;
}

function member({ id, settlement }: TrackedOrder, tolerated: number, known: Known): Member {
	const { reportedByUs } = settlement;
	const { said, counted, doubted, settled, linked, byHand } = known;
	return {
		order: id,
		amount: settlement.amount,
		own: settledByUs(settlement) - linked - byHand,
		claimed: receivedElsewhere(settlement) + byHand,
		reported: reportedByUs,
		tolerated,
		before: { said, counted, doubted, settled },
	};
}

/** What settles them on account of each other, and what follows from it. */
async function settle(tx: MerchantTransaction, changes: readonly Change[]): Promise<void> {
	if (changes.length === 0) return;
	await tx.execute(
		`UPDATE assignments SET undone_at = $3
		  WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[]) AND kind = 'linked' AND undone_at IS NULL`,
		tx.merchantId,
		changes.map(({ order }) => order.id),
		tx.now,
	);
	await tx.execute(
		`INSERT INTO assignments (merchant_id, id, order_id, kind, amount, order_amount, decided_by, evidence, created_at)
		 SELECT $1::uuid, uuidv7(), n."order", 'linked', 0, n.linked, 'machine', '[]', $3
		   FROM jsonb_to_recordset($2::jsonb) AS n("order" uuid, linked bigint) WHERE n.linked <> 0`,
		tx.merchantId,
		JSON.stringify(changes.map(({ now: { order, linked } }) => ({ order, linked }))),
		tx.now,
	);
	await carryOutEvents(
		tx,
		changes.map(({ order, before, now, payment }): OrderEvent => {
			const minor = now.linked - before.linked;
			const amount = { minor, currency: order.settlement.currency };
			return {
				orderId: order.id,
				event: eventOf(before, now),
				cause: { by: "machine", linked: true, amount },
				...(payment === undefined ? {} : { payment }),
			};
		}),
	);
}

function eventOf(before: Known, now: Levelled): OrderEvent["event"] {
	if (now.linked > before.linked) return now.linked > 0 ? "payment-assigned" : "settled-besides";
	// What its own system says stands in place of it: nothing was taken back.
	return now.said > before.said ? "settled-besides" : "assignment-undone";
}

/** An order is one by itself again: what settled it on account of others is gone. The caller holds it. */
export async function unlevel(tx: MerchantTransaction, orders: readonly TrackedOrder[]): Promise<void> {
	const known = await knownOf(
		tx,
		orders.map(({ id }) => id),
	);
	const changes = orders.flatMap((order): Change[] => {
		const before = known.get(order.id) ?? UNKNOWN;
		const now = { ...before, order: order.id, linked: 0, exceeds: false };
		return before.linked === 0 ? [] : [{ leader: order.id, order, before, now, payment: undefined }];
	});
	await settle(tx, changes);
	await withdraw(
		tx,
		orders.map(({ id }) => causeOfMore(id)),
	);
	await tx.execute(
		`DELETE FROM linked_orders WHERE merchant_id = $1::uuid AND order_id = ANY($2::uuid[])`,
		tx.merchantId,
		orders.map(({ id }) => id),
	);
}
