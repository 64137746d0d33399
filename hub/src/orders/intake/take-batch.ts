import type { ItemResult, OrdersBatch } from "@kontor/protocol";
import { requestAssignment } from "../../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../../db/database.ts";
import { linkDelivered } from "../../linked-orders/link-orders.ts";
import { namedInPayouts } from "../../settlements/payouts/read-orders.ts";
import { commandsUnderWay } from "../../writeback/under-way.ts";
import { applyOrderEvents } from "../apply-events.ts";
import { withoutContact } from "../erasing/without-contact.ts";
import type { OwnCommand } from "../seen-in-shop.ts";
import { lockOrdersByRef, type TrackedOrder } from "../tracked-order.ts";
import { readLater, youngForMs } from "../watching/young-orders.ts";
import { type Creation, type Decision, decideKnown, decideNew, type Judged, type Update } from "./decide.ts";
import { fetchInvoices } from "./fetch-invoices.ts";
import { noticeDetached } from "./notice-detached.ts";
import { type Delivered, newest, type ReadItem } from "./read-items.ts";
import { lockReadShop, moveCursor } from "./reading-shop.ts";
import { refreshExpectations } from "./refresh-expectations.ts";
import { askAboutNumbers } from "./repeated-numbers.ts";
import { storeCreations, storeUpdates } from "./store.ts";

/** A batch whose items are read. */
export interface ReadBatch extends Pick<OrdersBatch, "cursor" | "list"> {
	readonly items: readonly ReadItem[];
}

interface Decided {
	readonly known: TrackedOrder | undefined;
	readonly delivered: Delivered;
	readonly decision: Decision;
}

/** Stores a batch of orders as the shop has them now, with all that follows, in one transaction (PRODUCT B). */
export async function takeBatch(
	tx: MerchantTransaction,
	connectionId: string,
	batch: ReadBatch,
): Promise<{ results: ItemResult[] }> {
	const shop = await lockReadShop(tx, connectionId);
	if (batch.cursor !== undefined) await moveCursor(tx, shop, batch.cursor);

	const deliveries = oneOfEach(batch.items);
	const known = new Map(
		(await lockOrdersByRef(tx, connectionId, [...deliveries.keys()])).map((order) => [order.ref, order] as const),
	);
	const own = await commandsUnderWay(
		tx,
		[...known.values()].map(({ id }) => id),
	);
	const youngFor = await youngForMs(tx, shop);
	const watchedUntil = new Date(tx.now.getTime() - youngFor);
	const paidOut = shop.paysOut ? await namedInPayouts(tx, connectionId, [...deliveries.keys()]) : new Set<string>();
	const judged = { ...shop, watchedUntil, ofList: batch.list !== undefined, paidOut };
	const decided = new Map<string, Decided>();
	for (const [ref, delivered] of deliveries) {
		const order = known.get(ref);
		decided.set(ref, { known: order, delivered, decision: decide(order, delivered, judged, own) });
	}

	const decisions = [...decided.values()];
	const creations = decisions.flatMap(({ decision }) => (decision.result === "created" ? [decision.creation] : []));
	const updates = decisions.flatMap(({ decision }) => (decision.result === "updated" ? [decision.update] : []));
	const young = decisions.flatMap(({ decision }) =>
		decision.result === "ignored" && decision.tooYoung !== undefined ? [decision.tooYoung.order] : [],
	);
	await readLater(
		tx,
		connectionId,
		young.map(({ ref, recordedAt }) => ({ ref, readAt: new Date(Date.parse(recordedAt) + youngFor) })),
	);
	await storeCreations(tx, connectionId, creations, batch.list ?? null);
	await askAboutNumbers(tx, shop, creations);
	await storeUpdates(tx, updates);
	if (batch.list !== undefined) await markListed(tx, connectionId, [...known.keys()], batch.list);
	await refreshExpectations(tx, updates);
	await applyOrderEvents(
		tx,
		updates.flatMap(({ events }) => events),
	);
	if (shop.linked) await linkDelivered(tx, connectionId, changedRefs(creations, known, updates));
	await noticeDetached(tx, known, updates);
	if (shop.documents) await fetchInvoices(tx, connectionId, decisions);
	if (creations.length + updates.length > 0) await requestAssignment(tx);
	return { results: batch.items.map((item) => (item.ok ? answer(item.delivered, decided) : item.rejected)) };
}

function changedRefs(
	creations: readonly Creation[],
	known: ReadonlyMap<string, TrackedOrder>,
	updates: readonly Update[],
): string[] {
	const updated = new Set(updates.map(({ id }) => id));
	const ofUpdates = [...known.values()].filter(({ id }) => updated.has(id)).map(({ ref }) => ref);
	return [...creations.map(({ delivered }) => delivered.ref), ...ofUpdates];
}

/** One delivery a ref: the newest. */
function oneOfEach(items: readonly ReadItem[]): Map<string, Delivered> {
	const deliveries = new Map<string, Delivered>();
	for (const item of items) {
		if (!item.ok) continue;
		const { delivered } = item;
		const other = deliveries.get(delivered.ref);
		deliveries.set(delivered.ref, other === undefined ? delivered : newest(other, delivered));
	}
	return deliveries;
}

function decide(
	known: TrackedOrder | undefined,
	delivered: Delivered,
	judged: Judged,
	own: ReadonlyMap<string, OwnCommand>,
): Decision {
	if (known === undefined) return decideNew(delivered, judged);
	const kept = delivered.kind === "order" && known.erasedBy === "customer" ? withoutContact(delivered) : delivered;
	return decideKnown(known, kept, judged, own.get(known.id) ?? null);
}

function answer(delivered: Delivered, decided: ReadonlyMap<string, Decided>): ItemResult {
	const { ref } = delivered;
	const counted = decided.get(ref);
	if (counted === undefined) throw new Error(`no decision for ${ref}`);
	if (counted.delivered !== delivered)
		return { ref, result: isSame(delivered, counted.delivered) ? "unchanged" : "stale" };
	const { decision } = counted;
	return decision.result === "rejected"
		? { ref, result: "rejected", issues: [decision.issue] }
		: { ref, result: decision.result };
}

function isSame(one: Delivered, other: Delivered): boolean {
	return one.kind === "order" && other.kind === "order" && one.hash === other.hash;
}

async function markListed(
	tx: MerchantTransaction,
	connectionId: string,
	refs: readonly string[],
	list: string,
): Promise<void> {
	await tx.execute(
		`UPDATE orders SET last_list = $4::uuid
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND ref = ANY($3::text[])`,
		tx.merchantId,
		connectionId,
		refs,
		list,
	);
}
