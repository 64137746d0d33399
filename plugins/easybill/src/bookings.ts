import type { Command, CommandId, Day } from "@kontor/connector";
import type { Api } from "./client.ts";
import * as faults from "./faults.ts";
import { DocumentPayment, type EasybillDocument, List } from "./shapes.ts";

/** The payments of one invoice, looked up: easybill records whatever it is sent, as often as it is sent. */
export interface Bookings {
	/** Kontor's own, oldest first. */
	readonly own: readonly DocumentPayment[];
	/** The sum of those. */
	readonly ownSum: number;
	/** What else the invoice counts as paid. */
	readonly others: number;
}

/** Ends the reference of every payment that Kontor records: by it they are known again. */
function signature(id: CommandId): string {
	return `(Kontor ${id})`;
}

function isSigned({ reference }: DocumentPayment): boolean {
	return /\(Kontor [0-9a-f-]{36}\)$/.test(reference);
}

export async function lookUp(api: Api, { id, paid_amount }: EasybillDocument): Promise<Bookings> {
	const payments: DocumentPayment[] = [];
	for (let page = 1, pages = 1; page <= pages; page++) {
		// Not by `reference`: a comma in the bank's would be read as two of them.
		const { body } = await api.get("document-payments", { document_id: id, limit: 1000, page });
		const list = List.extend({ items: DocumentPayment.array() }).safeParse(body);
		if (!list.success) throw faults.unexpected("GET document-payments", "a list of payments");
		payments.push(...list.data.items);
		pages = list.data.pages;
	}
	const own = payments
		.filter((payment) => payment.document_id === id && isSigned(payment))
		.toSorted((a, b) => a.id - b.id);
	const ownSum = sum(own);
	return { own, ownSum, others: paid_amount - ownSum };
}

export interface Booking {
	/** What Kontor's payments are to add up to, in hundredths. */
	readonly target: number;
	readonly paidOn: Day;
	readonly bankReference: string;
	/** The rest is cash discount: the invoice counts as paid although less came in. */
	readonly closes: boolean;
}

/**
 * Brings what Kontor recorded to the target: by one more payment, or by taking back the newest. Nothing else decides what
 * to write, so that the same again writes nothing, and what was stopped half-way goes on.
 */
export async function book(
	api: Api,
	{ id }: EasybillDocument,
	{ own }: Bookings,
	command: Command,
	{ target, paidOn, bankReference, closes }: Booking,
): Promise<void> {
	const kept = keptOf(own, target, closes);
	const taken = own.slice(kept.length);
	for (const payment of taken.toReversed()) await takeBack(api, payment);
	const amount = target - sum(kept);
	if (amount <= 0) return;
	await api.post(
		"document-payments",
		{
			document_id: id,
			amount,
			// Without a day easybill takes 1970-01-01.
			payment_at: taken[0]?.payment_at?.slice(0, 10) ?? paidOn,
			type: "Überweisung",
			provider: "Kontor",
			reference: `${bankReference} ${signature(command.id)}`.trim(),
		},
		closes ? { paid: true } : {},
	);
}

/** Closing an invoice needs a payment that says so: where all money was recorded before, the last one is recorded anew. */
function keptOf(own: readonly DocumentPayment[], target: number, closes: boolean): readonly DocumentPayment[] {
	let kept = own.length;
	while (kept > 0 && (sum(own.slice(0, kept)) > target || (closes && sum(own.slice(0, kept)) === target))) kept--;
	return own.slice(0, kept);
}

async function takeBack(api: Api, { id }: DocumentPayment): Promise<void> {
	try {
		await api.delete(`document-payments/${id}`);
	} catch (error) {
		// Somebody was faster, if it really is not there.
		if (!faults.isNotFound(error) || (await exists(api, id))) throw error;
	}
}

async function exists(api: Api, payment: number): Promise<boolean> {
	try {
		await api.get(`document-payments/${payment}`);
		return true;
	} catch (error) {
		if (faults.isNotFound(error)) return false;
		throw error;
	}
}

function sum(payments: readonly DocumentPayment[]): number {
	return payments.reduce((total, { amount }) => total + amount, 0);
}
