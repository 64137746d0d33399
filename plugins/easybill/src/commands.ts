import type { Command, CommandOf, Money, Outcome } from "@kontor/connector";
import { dayInBerlin } from "./berlin-time.ts";
import { type Bookings, book, lookUp } from "./bookings.ts";
import { cancelled, carryOut, changedMeanwhile, type Declined } from "./carry-out.ts";
import type { Api } from "./client.ts";
import { creditsOf } from "./credits.ts";
import * as faults from "./faults.ts";
import { owedOf } from "./mapping.ts";
import type { EasybillDocument } from "./shapes.ts";
import { CANCELLED, MACHINE, OPEN, PAID, PARTIALLY_PAID, statusOf } from "./statuses.ts";

/** What Kontor received is recorded as payments; easybill closes the invoice when they cover it, or by cash discount. */
export async function markPaid(api: Api, command: CommandOf<"mark-paid">): Promise<Outcome> {
	onlyBy(command, PAID);
	return carryOut(api, command, async (invoice, writing) => {
		const bookings = await lookUp(writing, invoice);
		const discount = command.cashDiscount?.minor ?? 0;
		const target = Math.max(0, command.amount.minor - discount);
		const status = statusOf(invoice);
		const isBooked = bookings.ownSum === target && (discount === 0 || status === PAID);
		// Recorded by the merchant himself: once is enough.
		if (status !== CANCELLED && (isBooked || (status === PAID && bookings.ownSum < target))) return "already-applied";
		const declined =
			changedMeanwhile(invoice, command) ??
			cancelled(invoice) ??
			otherCurrency(invoice, command.amount) ??
			(await tooLittle(writing, invoice, bookings, command));
		if (declined !== null) return declined;
		const { paidOn, bankReference } = command;
		await book(writing, invoice, bookings, command, { target, paidOn, bankReference, closes: discount > 0 });
		return "applied";
	});
}

export async function markPartiallyPaid(api: Api, command: CommandOf<"mark-partially-paid">): Promise<Outcome> {
	onlyBy(command, PARTIALLY_PAID);
	return carryOut(api, command, async (invoice, writing) => {
		const bookings = await lookUp(writing, invoice);
		const target = Math.max(0, command.received.minor - (command.cashDiscount?.minor ?? 0));
		if (bookings.ownSum === target && statusOf(invoice) !== CANCELLED) return "already-applied";
		const declined =
			changedMeanwhile(invoice, command) ?? cancelled(invoice) ?? otherCurrency(invoice, command.received);
		if (declined !== null) return declined;
		const { paidOn = dayInBerlin(new Date(command.issuedAt)), bankReference = "" } = command;
		await book(writing, invoice, bookings, command, { target, paidOn, bankReference, closes: false });
		return "applied";
	});
}

/** Takes Kontor's payments back as far as needed. Those of others stay: nobody but their author knows what they were. */
export async function revokePayment(api: Api, command: CommandOf<"revoke-payment">): Promise<Outcome> {
	onlyBy(command, OPEN);
	return carryOut(api, command, async (invoice, writing) => {
		const bookings = await lookUp(writing, invoice);
		const declined =
			changedMeanwhile(invoice, command) ?? cancelled(invoice) ?? otherCurrency(invoice, command.outstanding);
		if (declined !== null) return declined;
		const owed = owedOf(invoice, await creditsOf(writing, { ...invoice, paid_at: null }));
		const rest = owed - command.outstanding.minor - bookings.others - (command.cashDiscount?.minor ?? 0);
		if (rest < 0 && bookings.ownSum === 0) {
			return { code: "wrong-state", detail: `${bookings.others} paid by others, nothing by Kontor` };
		}
		const target = Math.max(0, rest);
		if (bookings.ownSum <= target) return "already-applied";
		const paidOn = dayInBerlin(new Date(command.issuedAt));
		await book(writing, invoice, bookings, command, { target, paidOn, bankReference: "", closes: false });
		return "applied";
	});
}

/** easybill writes a cancellation document (STORNO) with its own number. @returns declined where payments are recorded */
export async function cancel(api: Api, command: CommandOf<"cancel">): Promise<Outcome> {
	onlyBy(command, CANCELLED);
	return carryOut(api, command, async (invoice, writing) => {
		if (statusOf(invoice) === CANCELLED) return "already-applied";
		const declined = changedMeanwhile(invoice, command);
		if (declined !== null) return declined;
		if (invoice.paid_amount > 0 || statusOf(invoice) === PAID) {
			return { code: "wrong-state", detail: `easybill holds the invoice as ${statusOf(invoice)}` };
		}
		await writing.post(`documents/${invoice.id}/cancel`, {});
		return "applied";
	});
}

/** easybill shows one status after each command, by itself; a mapping that wants another cannot be carried out. */
function onlyBy({ kind, status }: Command, byItself: string): void {
	if (status === null || (status.machine === MACHINE && status.status === byItself)) return;
	throw faults.statusNotWritable(kind);
}

function otherCurrency({ currency }: EasybillDocument, amount: Money): Declined | null {
	if (amount.currency === currency) return null;
	return { code: "amount-mismatch", detail: `paid in ${amount.currency}, the invoice is in ${currency}` };
}

/** The amount was raised since the hub last saw it. Credit notes are asked for only where they could explain it. */
async function tooLittle(
	api: Api,
	invoice: EasybillDocument,
	{ others }: Bookings,
	{ amount }: CommandOf<"mark-paid">,
): Promise<Declined | null> {
	const covered = Math.max(0, others) + amount.minor;
	if (covered >= invoice.amount) return null;
	const owed = owedOf(invoice, await creditsOf(api, invoice));
	if (covered >= owed) return null;
	return { code: "amount-mismatch", detail: `${covered} ${amount.currency} paid, ${owed} asked for` };
}
