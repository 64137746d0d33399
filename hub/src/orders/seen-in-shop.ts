import { type Command, holds, type Statuses } from "@kontor/connector";
import { isSettled, receivedElsewhere, settlementStatus } from "@kontor/receivables";
import type { OrderEvent } from "./apply-events.ts";
import type { TrackedOrder } from "./tracked-order.ts";

/** What a shop shows of an order now. */
export interface Sight {
	readonly statuses: Statuses;
	/** By the mapping. */
	readonly open: boolean;
	/** In the order's minor units. */
	readonly receivedInShop: number;
}

/** A command that may be why the shop shows what it shows. */
export interface OwnCommand {
	readonly command: Command;
	/**
	 * Nothing more is tried: it had its effect unseen, or the merchant enters by hand what he was told that it failed to.
	 * That is its money either way; the status is his.
	 */
	readonly givenUp: boolean;
}

export interface Seen {
	/** How much of `receivedInShop` Kontor reported. */
	readonly reportedByUs: number;
	/** What happened there that was not our doing. */
	readonly events: readonly OrderEvent["event"][];
}

/**
 * Tells what a merchant did in his shop from what Kontor did there: `own` is the command that is on its way, that has just
 * been carried out, or that was given up. Its own effect is no event: neither the status it writes nor the money it reports (DESIGN 8).
 */
export function seenInShop(order: TrackedOrder, sight: Sight, own: OwnCommand | null): Seen {
	const reportedByUs = reported(order, sight, own?.command ?? null);
	const before = receivedElsewhere(order.settlement);
	const after = receivedElsewhere({ ...order.settlement, receivedInShop: sight.receivedInShop, reportedByUs });
	const events: OrderEvent["event"][] = before === after ? [] : ["received-in-shop"];
	const ours = own !== null && !own.givenUp && explains(own.command, sight.statuses);
	if (sight.open && !order.openInShop && !ours) events.push("reopened-in-shop");
	if (!sight.open && closes(order, sight) && !ours) events.push("closed-in-shop");
	return { reportedByUs, events };
}

/**
 * An order whose status Kontor wrote is not open by the mapping, yet tracked while money is missing (A5): there any
 * further change of status is the merchant's, and closes it.
 */
function closes(order: TrackedOrder, { statuses }: Sight): boolean {
	if (order.openInShop) return true;
	const tracked = order.lifecycle !== "removedExternally" && !isSettled(settlementStatus(order.settlement));
	return tracked && Object.entries(statuses).some(([machine, status]) => order.statuses[machine] !== status);
}

/** Whether a command of ours is why the shop shows this. Where no status is mapped, or the shop passes others on its way, the command itself says why the order moved on. */
export function explains(own: Command, statuses: Statuses): boolean {
	if (own.kind === "mark-paid" || own.kind === "cancel") return true;
	return own.status !== null && holds(own.status, statuses);
}

/** A command reports no more than its own amount: what is above came in by another way. */
function reported({ settlement }: TrackedOrder, { receivedInShop }: Sight, own: Command | null): number {
	const { reportedByUs } = settlement;
	const grown = receivedInShop - settlement.receivedInShop;
	if (own === null || grown === 0) return reportedByUs;
	if (grown < 0) return Math.max(0, reportedByUs + grown);
	return Math.max(reportedByUs, Math.min(reportedByUs + grown, mostReported(own)));
}

function mostReported(own: Command): number {
	if (own.kind === "mark-paid") return own.amount.minor;
	if (own.kind === "mark-partially-paid") return own.received.minor;
	// A status may book the money by itself (WooCommerce dates the payment when it becomes "processing").
	return own.status === null ? 0 : Number.MAX_SAFE_INTEGER;
}
