import { receivedElsewhere, settledByUs } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { addJob } from "../jobs/jobs.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { lockOrders, type TrackedOrder } from "../orders/tracked-order.ts";
import { levelled, type Member } from "./level.ts";
import { cancelledThere, causeOfMore, moreThere } from "./notices.ts";
import { refreshNumbers } from "./numbers.ts";
import { type Change, settleLinked } from "./settle-linked.ts";
import { type Known, knownOf, lastPayments, storeLevels, UNKNOWN } from "./stored-levels.ts";
import { type Listening, tellOfLeader } from "./told-of-leader.ts";

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
	const settled = await settleLinked(
		tx,
		moved.filter((change) => !waiting.includes(change)),
	);
	await tellOfLeader(tx, listening(changes, settled.length === 0 ? orders : await byId(tx, orders)), settled);
	await sayDoubts(tx, leaders, changes);
	await refreshNumbers(tx, leaders);
}

async function byId(tx: MerchantTransaction, orders: ReadonlyMap<string, TrackedOrder>) {
	return new Map((await lockOrders(tx, [...orders.keys()])).map((order) => [order.id, order]));
}

/** The orders as they are by now, with what their systems know of each other. */
function listening(changes: readonly Change[], orders: ReadonlyMap<string, TrackedOrder>): Listening[] {
	const now = (id: string) => orders.get(id) as TrackedOrder;
	const groups = Map.groupBy(changes, ({ leader }) => leader);
	return changes.map(({ leader, order, before, now: { settled } }) => {
		const members = groups.get(leader) ?? [];
		const repaid = members.reduce((sum, one) => sum + now(one.order.id).settlement.repaid, 0);
		return { leader: now(leader), order: now(order.id), told: before, settled, repaid };
	});
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
