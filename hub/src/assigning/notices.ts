import type { MerchantTransaction } from "../db/database.ts";
import { type Notice, notify, withdraw } from "../notifications/notify.ts";
import { requestPayouts } from "../settlements/payouts/request-payouts.ts";
import type { StoredReason } from "./reasons.ts";
import type { Decided } from "./record-decisions.ts";

const IN_REVIEW = "postings-in-review";
const IN_REVIEW_NOTICE: Notice = {
	code: "POSTINGS_IN_REVIEW",
	causeKey: IN_REVIEW,
	text: { de: "Buchungen warten auf Ihre Prüfung.", en: "Postings wait for your review." },
	about: {},
};

/** Tells what of the decisions needs a person, and takes back what does not any more (PRODUCT D4, D6, L4). */
export async function noteDecisions(tx: MerchantTransaction, decided: readonly Decided[]): Promise<void> {
	const review = decided.filter(({ decision }) => decision.outcome === "review");
	const over = decided.filter(({ decision }) => cancelledOrder(decision) === undefined);
	await withdrawForPostings(
		tx,
		over.map(({ undecided }) => undecided.posting.id),
	);
	await notify(tx, review.flatMap(forCancelled));
	const isPayout = ({ decision }: Decided) => decision.reasons.some(({ finding }) => finding === "payout");
	if (decided.some(isPayout)) await requestPayouts(tx);
	if (review.some(({ undecided }) => undecided.outcome !== "review")) await notify(tx, [IN_REVIEW_NOTICE]);
}

/** Nothing waits any more: nothing is said any more. */
export async function noteReviewEnd(tx: MerchantTransaction): Promise<void> {
	const waiting = await tx.model.posting.findFirst({
		where: { merchantId: tx.merchantId, outcome: "review" },
		select: { id: true },
	});
	if (waiting === null) await withdraw(tx, [IN_REVIEW]);
}

/** What was said of postings is done with their decision. */
export async function withdrawForPostings(tx: MerchantTransaction, postings: readonly string[]): Promise<void> {
	await withdraw(tx, postings.map(causeForCancelled));
}

function forCancelled({ decision, undecided }: Decided): Notice[] {
	const found = cancelledOrder(decision);
	const before = undecided.decision === null ? undefined : cancelledOrder(undecided.decision);
	if (found?.order === undefined || found.order === before?.order) return [];
	const number = typeof found.expected === "string" ? found.expected : "";
	return [
		{
			code: "PAYMENT_FOR_CANCELLED_ORDER",
			causeKey: causeForCancelled(decision.posting),
			text: {
				de: `Für die stornierte oder überfällige Bestellung ${number} ging eine Zahlung ein. Sie ist nicht gebucht und wartet auf Ihre Prüfung.`,
				en: `A payment arrived for order ${number}, which is cancelled or overdue. It is not booked and waits for your review.`,
			},
			about: { posting: decision.posting, order: found.order },
		},
	];
}

function cancelledOrder({ outcome, reasons }: { outcome?: string; reasons: readonly StoredReason[] }) {
	return outcome === "assigned" ? undefined : reasons.find(({ finding }) => finding === "cancelled");
}

function causeForCancelled(posting: string): string {
	return `payment-for-cancelled:${posting}`;
}
