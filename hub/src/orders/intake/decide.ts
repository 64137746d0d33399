import { countsAsOpen, type Mapping, type PaymentCode, paymentCodeOf } from "@kontor/connector";
import type { ItemResult } from "@kontor/protocol";
import { firstLifecycle, type Lifecycle, type OrderState, orderState, unpaid } from "@kontor/receivables";
import type { OrderEvent } from "../apply-events.ts";
import { type OwnCommand, seenInShop } from "../seen-in-shop.ts";
import type { TrackedOrder } from "../tracked-order.ts";
import { type Delivered, type DeliveredOrder, revisionOf } from "./read-items.ts";

/** What an order's delivery is judged by. */
export interface Judged {
	readonly mapping: Mapping;
	/** T of the first connection (PRODUCT A7). */
	readonly connectedAt: Date;
	/** Orders of watched methods that were recorded later are too young to be read (PRODUCT L3). */
	readonly watchedUntil: Date;
	/** The delivery is part of a list of what the shop holds at this moment. */
	readonly ofList: boolean;
	/** Named in payouts that wait to be booked: taken in although they are not open (PRODUCT D3). */
	readonly paidOut: ReadonlySet<string>;
}

/** An order that is tracked from now on. */
export interface Creation {
	readonly delivered: DeliveredOrder;
	readonly paymentCode: PaymentCode;
	readonly lifecycle: Lifecycle;
	readonly state: OrderState;
	readonly openInShop: boolean;
}

/** What changes of an order that is known. */
export interface Update {
	readonly id: string;
	/** The shop's data; null where only its statuses are taken over. */
	readonly delivered: DeliveredOrder | null;
	readonly statuses: Readonly<Record<string, string>>;
	readonly revision: number;
	readonly paymentCode: PaymentCode;
	readonly openInShop: boolean;
	readonly gone: boolean;
	readonly receivedInShop: number;
	readonly reportedByUs: number;
	readonly events: readonly OrderEvent[];
	/** Detached orders stay as they are: the merchant is told what the shop shows (PRODUCT B8). */
	readonly tellMerchant: "closed" | "gone" | "received" | null;
}

export type Decision =
	| { readonly result: "created"; readonly creation: Creation }
	| { readonly result: "updated"; readonly update: Update }
	| { readonly result: "ignored"; readonly tooYoung?: DeliveredOrder }
	| { readonly result: Exclude<ItemResult["result"], "created" | "updated" | "rejected" | "ignored"> }
	| { readonly result: "rejected"; readonly issue: { readonly path: string; readonly message: string } };

/** An order that Kontor does not know: tracked if it is open, by the first-connection rule (PRODUCT A7). */
export function decideNew(delivered: Delivered, { mapping, connectedAt, watchedUntil, paidOut }: Judged): Decision {
	if (delivered.kind !== "order") return { result: "ignored" };
	const { order } = delivered;
	const paymentCode = paymentCodeOf(order, mapping);
	const isPaidOut = paidOut.has(order.ref);
	const openInShop = countsAsOpen(order, mapping);
	if (paymentCode === null || !(openInShop || isPaidOut)) return { result: "ignored" };
	if (paymentCode === "monitored" && !isPaidOut && new Date(order.recordedAt) > watchedUntil) {
		return { result: "ignored", tooYoung: delivered };
	}
	const lifecycle = firstLifecycle(paymentCode, new Date(order.recordedAt) <= connectedAt);
	const received = { receivedInShop: order.receivedInShop.minor };
	const state = orderState(lifecycle, { ...unpaid(order.amount.minor, order.amount.currency), ...received });
	return { result: "created", creation: { delivered, paymentCode, lifecycle, state, openInShop } };
}

/** An order that is known: what changed in the shop, and what of it happened to the order. `own`: see `seenInShop`. */
export function decideKnown(
	known: TrackedOrder,
	delivered: Delivered,
	judged: Judged,
	own: OwnCommand | null,
): Decision {
	if (delivered.kind === "gone") return goneNow(known);
	const revision = revisionOf(delivered);
	if (revision < known.revision) return { result: "stale" };
	// What was found missing by looking for it is not brought back by a late message of the same version.
	if (known.gone && revision === known.revision && !judged.ofList) return { result: "stale" };
	if (delivered.kind === "unmapped") return closedNow(known, delivered.statuses, revision, own);
	const { order } = delivered;
	if (order.amount.currency !== known.settlement.currency) {
		const message = `expected ${known.settlement.currency}: an order keeps its currency`;
		return { result: "rejected", issue: { path: "order.amount.currency", message } };
	}
	const paymentCode = paymentCodeOf(order, judged.mapping);
	if (paymentCode === null) return closedNow(known, order.statuses, revision, own);
	const open = countsAsOpen(order, judged.mapping);
	const same = delivered.hash === known.contentHash && open === known.openInShop && paymentCode === known.paymentCode;
	if (same && !known.gone) return { result: "unchanged" };
	return { result: "updated", update: changed(known, delivered, { paymentCode, open }, own) };
}

function changed(
	known: TrackedOrder,
	delivered: DeliveredOrder,
	{ paymentCode, open }: { paymentCode: PaymentCode; open: boolean },
	own: OwnCommand | null,
): Update {
	const { order } = delivered;
	const sight = { statuses: order.statuses, open, receivedInShop: order.receivedInShop.minor };
	const seen = seenInShop(known, sight, own);
	const shared = { id: known.id, statuses: order.statuses, revision: order.revision, openInShop: open, gone: false };
	if (known.detached) {
		const { receivedInShop, reportedByUs } = known.settlement;
		const closed = seen.events.includes("closed-in-shop");
		const tellMerchant = closed ? "closed" : seen.events.includes("received-in-shop") ? "received" : null;
		const own = { paymentCode: known.paymentCode, receivedInShop, reportedByUs };
		return { ...shared, ...own, delivered: null, events: [], tellMerchant };
	}
	const { amount } = known.settlement;
	const events: OrderEvent[] = [];
	if (order.amount.minor !== amount) events.push(amountChanged(known, order.amount.minor));
	if (paymentCode !== known.paymentCode) {
		events.push(byShop(known, "payment-code-changed", { from: known.paymentCode, to: paymentCode }));
	}
	for (const event of seen.events) events.push(byShop(known, event));
	const { receivedInShop, reportedByUs } = known.settlement;
	const before = { amount, receivedInShop, reportedByUs };
	return {
		...shared,
		delivered,
		paymentCode,
		receivedInShop: order.receivedInShop.minor,
		reportedByUs: seen.reportedByUs,
		events: events.map((event) => ({ ...event, before })),
		tellMerchant: null,
	};
}

/** Its payment method is not mapped any more: no longer open, whatever its statuses say (PRODUCT B7). */
function closedNow(
	known: TrackedOrder,
	statuses: Update["statuses"],
	revision: number,
	own: OwnCommand | null,
): Decision {
	const { receivedInShop } = known.settlement;
	const { events } = seenInShop(known, { statuses, open: false, receivedInShop }, own);
	const changedStatus = Object.entries(statuses).some(([machine, status]) => known.statuses[machine] !== status);
	if (!known.openInShop && !known.gone && revision === known.revision && !changedStatus) return { result: "unchanged" };
	return { result: "updated", update: withoutBody(known, { statuses, revision, gone: false, events, tell: "closed" }) };
}

function goneNow(known: TrackedOrder): Decision {
	if (known.gone) return { result: "unchanged" };
	const { statuses, revision } = known;
	const events = ["deleted-in-shop"] as const;
	return { result: "updated", update: withoutBody(known, { statuses, revision, gone: true, events, tell: "gone" }) };
}

function withoutBody(
	known: TrackedOrder,
	now: Pick<Update, "statuses" | "revision" | "gone"> & {
		readonly events: readonly OrderEvent["event"][];
		readonly tell: "closed" | "gone";
	},
): Update {
	const { statuses, revision, gone } = now;
	const { receivedInShop, reportedByUs } = known.settlement;
	const told = known.detached && now.events.length > 0;
	return {
		id: known.id,
		delivered: null,
		statuses,
		revision,
		gone,
		openInShop: false,
		paymentCode: known.paymentCode,
		receivedInShop,
		reportedByUs,
		events: known.detached ? [] : now.events.map((event) => byShop(known, event)),
		tellMerchant: told ? now.tell : null,
	};
}

function amountChanged(known: TrackedOrder, minor: number): OrderEvent {
	const { amount, currency } = known.settlement;
	return byShop(known, "amount-changed", { from: { minor: amount, currency }, to: { minor, currency } });
}

function byShop(
	{ id }: TrackedOrder,
	event: OrderEvent["event"],
	details: Readonly<Record<string, unknown>> = {},
): OrderEvent {
	return { orderId: id, event, cause: { by: "shop", ...details } };
}
