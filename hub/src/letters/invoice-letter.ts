import { localeOf } from "@kontor/documents";
import type { MerchantTransaction } from "../db/database.ts";
import type { NewMessage } from "../messages/queue-messages.ts";
import type { StoredMessage } from "../messages/stored-message.ts";
import { type AskedOrder, askedOrders } from "../reminding/asked-orders.ts";
import type { NotPrepared, WaitsFor } from "../reminding/not-prepared.ts";
import { rulesOfWriting } from "../reminding/rules-of-writing.ts";
import { addressOfLetter } from "./letter-parts.ts";
import type { MadeLetter } from "./write-letter.ts";

/** What the letter's intent is: the invoice as it is, which has its address in its own window. */
export const INVOICE = "invoice";

/** Invoices may be made long after the order (PRODUCT B5). */
const WITHIN_MS = 90 * 24 * 60 * 60 * 1000;

/** Waits until the invoice's PDF is there. An invoice is sent to whoever has paid, too. */
export function invoiceLetterOf({ id, number, customer, history }: AskedOrder, now: Date, again = ""): NewMessage {
	const english = localeOf(customer.language, customer.billing.country) === "en";
	return {
		kind: INVOICE,
		channel: "letter",
		causeKey: `invoice-letter ${id} ${history.anewSince ?? ""}${again}`,
		order: id,
		audience: "customer",
		recipient: customer.name,
		subject: english ? `Invoice for order ${number}` : `Rechnung zur Bestellung ${number}`,
		text: "",
		html: null,
		optional: false,
		intent: { message: INVOICE },
		onlyWhile: again === "" ? ["open", "partiallyPaid", "paid", "overpaid", "overdue"] : [],
		validUntil: new Date(now.getTime() + WITHIN_MS),
		files: [],
	};
}

/** The newest PDF of the order's invoice, as a letter. */
export async function invoiceLetter(
	tx: MerchantTransaction,
	message: StoredMessage,
): Promise<MadeLetter | NotPrepared | WaitsFor> {
	const rules = await rulesOfWriting(tx);
	const { orderId } = message;
	const [order] = orderId === null ? [] : await askedOrders(tx, { ...rules, inReview: new Set() }, [orderId]);
	if (order === undefined) return { reason: "the order is gone", isOver: true };
	const document = await tx.model.document.findFirst({
		where: { merchantId: tx.merchantId, orderId: order.id },
		orderBy: [{ createdAt: "desc" }, { documentRef: "desc" }],
	});
	if (document === null) return { waitsFor: "the invoice's PDF is not there yet" };
	const locale = localeOf(order.customer.language, order.customer.billing.country);
	return {
		subject: message.subject,
		address: addressOfLetter(order.customer, rules.country, locale),
		pdf: document.bytes,
	};
}
