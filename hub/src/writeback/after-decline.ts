import { countsAsOpen, type DeclineCode, type Outcome } from "@kontor/connector";
import type { WorkOutcome } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { notify } from "../notifications/notify.ts";
import { applyOrderEvents } from "../orders/apply-events.ts";
import { rereadOrder } from "../orders/decide-by-hand.ts";
import { storeUpdates } from "../orders/intake/store.ts";
import { shopsOf } from "../orders/shops.ts";
import { expectOfWaiting } from "./expect-of-waiting.ts";
import { changedMeanwhile, neverAllowed, refusedByShop } from "./notices.ts";
import type { CommandUnderSettlement } from "./settle-command.ts";
import { endWork, offerAgain } from "./work-under-settlement.ts";

type Declined = Extract<Outcome, { status: "declined" }>;
type Follow = (tx: MerchantTransaction, settled: CommandUnderSettlement, answer: Declined) => Promise<void>;

/** What follows when a shop says no. The command itself is over. */
const AFTER: Readonly<Record<DeclineCode, Follow>> = {
	"order-gone": (tx, { order }) => markGone(tx, order),
	"wrong-state": async (tx, { order, command }) => {
		await notify(tx, [refusedByShop(order, command)]);
		await rereadOrder(tx, order);
	},
	// Our figures are not the shop's any more: read again, they lead to what is to be told now.
	"amount-mismatch": async (tx, { order, command }) => {
		await notify(tx, [refusedByShop(order, command)]);
		await rereadOrder(tx, order);
	},
	"changed-meanwhile": async (tx, { order, command }) => {
		await notify(tx, [changedMeanwhile(order, command)]);
		await rereadOrder(tx, order);
	},
	"not-allowed-here": (tx, { order, command }) => notify(tx, [neverAllowed(order.connectionId, command)]),
};

/** More often than this no shop changes by chance between look and write. */
const LOOKS = 5;

export async function afterDecline(
	tx: MerchantTransaction,
	settled: CommandUnderSettlement,
	outcome: WorkOutcome,
	answer: Declined,
): Promise<void> {
	if (answer.code === "changed-meanwhile" && (await stillWaitsForMoney(tx, settled, answer))) {
		await lookAgain(tx, settled, outcome, answer);
		return;
	}
	await endWork(tx, settled.work, "declined", outcome);
	await AFTER[answer.code](tx, settled, answer);
}

/** From one open status to another: nobody decided anything about the money, so the command stands (PRODUCT E4). */
async function stillWaitsForMoney(
	tx: MerchantTransaction,
	{ work, order }: CommandUnderSettlement,
	{ observed }: Declined,
): Promise<boolean> {
	if (observed === null || work.attempts >= LOOKS || !order.openInShop) return false;
	const shop = (await shopsOf(tx, [order.connectionId])).get(order.connectionId);
	const { paymentMethod } = order;
	return shop !== undefined && countsAsOpen({ paymentMethod, statuses: observed.statuses }, shop.mapping);
}

async function lookAgain(
	tx: MerchantTransaction,
	{ work, order }: CommandUnderSettlement,
	outcome: WorkOutcome,
	{ observed }: Declined,
): Promise<void> {
	const statuses = observed?.statuses ?? order.statuses;
	await expectOfWaiting(tx, [{ orderId: order.id, statuses }], work.id);
	await offerAgain(tx, work, { dueAt: tx.now, outcome });
}

async function markGone(tx: MerchantTransaction, order: CommandUnderSettlement["order"]): Promise<void> {
	if (order.gone) return;
	const { receivedInShop, reportedByUs } = order.settlement;
	const { id, statuses, revision, paymentCode } = order;
	await storeUpdates(tx, [
		{
			id,
			delivered: null,
			statuses,
			revision,
			paymentCode,
			openInShop: false,
			gone: true,
			receivedInShop,
			reportedByUs,
		},
	]);
	await applyOrderEvents(tx, [{ orderId: id, event: "deleted-in-shop", cause: { by: "shop" } }]);
}
