import { type assignPosting as operation, problem } from "@kontor/protocol";
import { outstanding } from "@kontor/receivables";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { applyOrderEvents } from "../orders/apply-events.ts";
import { shopsOf } from "../orders/shops.ts";
import { lockOrders, type TrackedOrder } from "../orders/tracked-order.ts";
import { exceeded, insertAssignments, type NewAssignment } from "./insert-assignments.ts";
import { judgeByPerson, judgeConfirmed } from "./judge-decisions.ts";
import { learnPayers } from "./learn-payers.ts";
import { assertNoRepayment, type LockedPosting, lockPosting, markDecided } from "./locked-posting.ts";
import { noteReviewEnd, withdrawForPostings } from "./notices.ts";
import { requestAssignment } from "./request-assignment.ts";

type Wish = z.infer<typeof operation.body>["orders"][number];

/**
 * A person books a posting, or parts of it, on orders (PRODUCT D4, D6). What goes beyond an order's outstanding amount is
 * its surplus (M7). The same once more changes nothing (I4).
 * @throws ProblemError 404; 409 where it exceeds what is left of the posting or cannot pay the order
 */
export async function assignPosting(
	tx: MerchantTransaction,
	postingId: string,
	wishes: readonly Wish[],
	credential: string,
): Promise<void> {
	const posting = await lockPosting(tx, postingId);
	if (await isDone(tx, posting, wishes)) {
		await judgeConfirmed(tx, posting);
		return;
	}
	assertNoRepayment(posting);
	if (posting.pending) throw refused("pending");
	if (posting.minor <= 0) throw refused("outgoing");
	const orders = await ordersFor(tx, posting, wishes);

	const assignments = await insertAssignments(tx, shareOut(posting, orders, wishes));
	await markDecided(tx, posting.id, "by-amount");
	await applyOrderEvents(
		tx,
		wishes.map(({ order }) => ({
			orderId: order,
			event: "payment-assigned",
			cause: {
				by: "person",
				credential,
				posting: posting.id,
				assignments: assignments.filter((one) => one.order === order).map(({ id }) => id),
			},
			payment: { paidOn: posting.bookingDay, bankReference: posting.bankReference },
		})),
	);
	await learnPayers(
		tx,
		assignments.map(({ id }) => id),
	);
	const booked = posting.assigned + assignments.reduce((sum, { minor }) => sum + minor, 0);
	if (booked === posting.minor) await judgeByPerson(tx, posting, new Set((await bookedOn(tx, posting)).keys()));
	await withdrawForPostings(tx, [posting.id]);
	await noteReviewEnd(tx);
	// What was suggested the orders paid now has to be looked at again.
	await requestAssignment(tx);
}

/** What each order gets of the posting, in the order they are named: up to what it needs, the rest as surplus. */
function shareOut(posting: LockedPosting, orders: readonly TrackedOrder[], wishes: readonly Wish[]): NewAssignment[] {
	const parts: NewAssignment[] = [];
	let left = posting.minor - posting.assigned;
	for (const { order, minor } of wishes) {
		const open = outstanding(orderOf(orders, order).settlement);
		const wanted = minor ?? Math.min(open, left);
		if (wanted > left) throw exceeded();
		if (wanted === 0) throw left === 0 ? exceeded() : refused("paid");
		left -= wanted;
		const paid = Math.min(wanted, open);
		const evidence = evidenceFor(posting, wishes, order);
		const part = (kind: "payment" | "surplus", minor: number): NewAssignment[] =>
			minor === 0
				? []
				: [{ posting: posting.id, order, kind, minor, orderMinor: minor, decidedBy: "person", evidence }];
		parts.push(...part("payment", paid), ...part("surplus", wanted - paid));
	}
	return parts;
}

/** It is booked just so already, by whomever: a second click. Where part of the posting is left, only by the amounts named. */
async function isDone(tx: MerchantTransaction, posting: LockedPosting, wishes: readonly Wish[]): Promise<boolean> {
	if (posting.assigned === 0) return false;
	const booked = await bookedOn(tx, posting);
	if (posting.assigned !== posting.minor) {
		return wishes.every(({ order, minor }) => minor !== undefined && booked.get(order) === minor);
	}
	return (
		booked.size === wishes.length &&
		wishes.every(({ order, minor }) => booked.has(order) && (minor === undefined || booked.get(order) === minor))
	);
}

/** What of the posting each order has got. */
async function bookedOn(tx: MerchantTransaction, { id }: LockedPosting): Promise<Map<string, number>> {
	const rows = await tx.query<{ order: string; minor: bigint }>(
		`SELECT order_id AS "order", sum(amount)::bigint AS minor FROM assignments
		  WHERE merchant_id = $1::uuid AND posting_id = $2::uuid AND undone_at IS NULL GROUP BY 1`,
		tx.merchantId,
		id,
	);
	return new Map(rows.map(({ order, minor }) => [order, Number(minor)]));
}

async function ordersFor(
	tx: MerchantTransaction,
	{ currency }: LockedPosting,
	wishes: readonly Wish[],
): Promise<TrackedOrder[]> {
	const ids = wishes.map(({ order }) => order);
	if (new Set(ids).size < ids.length) throw problem("INVALID_REQUEST", { detail: "an order is named twice" });
	const orders = await lockOrders(tx, ids);
	if (orders.length < ids.length) throw problem("NOT_FOUND", { detail: "no such order" });
	const shops = await shopsOf(
		tx,
		orders.map(({ connectionId }) => connectionId),
	);
	for (const order of orders) {
		if (order.settlement.currency !== currency) throw refused("currency");
		if (shops.get(order.connectionId)?.testSystem === true) throw refused("testSystem");
	}
	return orders;
}

/** What the machine found, where the person accepts what it suggested. */
function evidenceFor({ decision }: LockedPosting, wishes: readonly Wish[], order: string) {
	const accepted = decision?.suggestions.find(
		({ orders }) => orders.length === wishes.length && orders.every((one) => wishes.some((w) => w.order === one.order)),
	);
	return accepted?.evidence.filter((found) => found.order === undefined || found.order === order) ?? [];
}

function orderOf(orders: readonly TrackedOrder[], id: string): TrackedOrder {
	const order = orders.find((one) => one.id === id);
	if (order === undefined) throw problem("NOT_FOUND", { detail: "no such order" });
	return order;
}

const REFUSALS = {
	pending: {
		de: "Die Buchung ist nur vorgemerkt. Zugeordnet werden kann sie, sobald die Bank sie gebucht hat.",
		en: "The posting is only pending. It can be assigned once the bank has booked it.",
	},
	outgoing: {
		de: "Die Buchung ist kein Zahlungseingang und kann keine Bestellung bezahlen.",
		en: "The posting is not an incoming payment and cannot pay an order.",
	},
	paid: {
		de: "Die Bestellung ist schon bezahlt. Soll der Betrag als Überzahlung gebucht werden, geben Sie ihn bitte an.",
		en: "The order is paid already. To book it as surplus, please name the amount.",
	},
	currency: {
		de: "Buchung und Bestellung lauten auf verschiedene Währungen.",
		en: "Posting and order are in different currencies.",
	},
	testSystem: {
		de: "Die Bestellung gehört zu einem Testsystem und nimmt an der Zuordnung nicht teil.",
		en: "The order belongs to a test system and takes no part in assignment.",
	},
} as const;

function refused(reason: keyof typeof REFUSALS) {
	return problem("CONFLICT", { detail: REFUSALS[reason].en, forMerchant: REFUSALS[reason] });
}
