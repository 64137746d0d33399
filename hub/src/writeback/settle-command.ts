import { type Command, countsAsOpen, type Observed, type Outcome } from "@kontor/connector";
import type { WorkOutcome } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { levelWhereFree } from "../linked-orders/level-orders.ts";
import { withdraw } from "../notifications/notify.ts";
import { applyOrderEvents } from "../orders/apply-events.ts";
import { storeUpdates } from "../orders/intake/store.ts";
import { explains, seenInShop } from "../orders/seen-in-shop.ts";
import { shopsOf } from "../orders/shops.ts";
import type { TrackedOrder } from "../orders/tracked-order.ts";
import { afterDecline } from "./after-decline.ts";
import { afterFault } from "./after-fault.ts";
import { expectOfWaiting } from "./expect-of-waiting.ts";
import { causeOf } from "./notices.ts";
import { endWork, type WorkUnderSettlement } from "./work-under-settlement.ts";

/** A command with the order it is about, both locked. */
export interface CommandUnderSettlement {
	readonly work: WorkUnderSettlement;
	readonly order: TrackedOrder;
	readonly command: Command;
}

export async function settleCommand(
	tx: MerchantTransaction,
	settled: CommandUnderSettlement,
	outcome: Extract<WorkOutcome, { kind: "outcome" | "fault" }>,
): Promise<void> {
	if (outcome.kind === "fault") return afterFault(tx, settled, outcome);
	const answer: Outcome = outcome.outcome;
	if (answer.status === "declined") return afterDecline(tx, settled, outcome, answer);
	const { work, order, command } = settled;
	await takeObserved(tx, settled, answer.observed);
	await endWork(tx, work, "done", outcome);
	// Earlier ones may have failed for good: the shop knows now.
	if (command.kind === "mark-paid") await withdraw(tx, [causeOf(order.id)]);
}

/**
 * Takes over what the shop shows after our own write, without mistaking it for the merchant's change; what our command
 * does not explain is his (DESIGN 8). Commands that wait expect what is shown now. What was seen before the shop's last
 * message, or of an order that is deleted since, is over.
 */
async function takeObserved(
	tx: MerchantTransaction,
	{ order, command }: CommandUnderSettlement,
	observed: Observed,
): Promise<void> {
	if (order.gone) return;
	const { amount, receivedInShop, reportedByUs, currency } = order.settlement;
	const stale = observed.revision < order.revision;
	const statuses = stale ? order.statuses : { ...order.statuses, ...observed.statuses };
	const received =
		!stale && observed.receivedInShop.currency === currency ? observed.receivedInShop.minor : receivedInShop;
	const moved = Object.entries(statuses).some(([machine, status]) => order.statuses[machine] !== status);
	const known = !moved && received === receivedInShop && observed.revision <= order.revision;
	const ours = explains(command, statuses);
	// Also where the shop's own message told of the status first: it does not know that it is ours.
	if (ours) await expectOfWaiting(tx, [{ orderId: order.id, statuses }]);
	if (known) return;

	const shop = (await shopsOf(tx, [order.connectionId])).get(order.connectionId);
	const open = shop !== undefined && countsAsOpen({ paymentMethod: order.paymentMethod, statuses }, shop.mapping);
	// What the merchant closed meanwhile stays his (PRODUCT E4).
	if (moved && open && !ours) await expectOfWaiting(tx, [{ orderId: order.id, statuses }]);

	const seen = seenInShop(order, { statuses, open, receivedInShop: received }, { command, givenUp: false });
	const events = seen.events.map((event) => ({
		orderId: order.id,
		event,
		cause: { by: "shop" as const },
		before: { amount, receivedInShop, reportedByUs },
	}));
	await storeUpdates(tx, [
		{
			id: order.id,
			delivered: null,
			statuses,
			revision: Math.max(order.revision, observed.revision),
			paymentCode: order.paymentCode,
			openInShop: open,
			gone: false,
			receivedInShop: received,
			reportedByUs: seen.reportedByUs,
		},
	]);
	await applyOrderEvents(tx, events);
	// Also where nothing happened: what is now known to be reported by us is not money of its own (PRODUCT A13).
	if (order.linkedAs === "leader" || order.linkedAs === "follower") await levelWhereFree(tx, [order.id]);
}
