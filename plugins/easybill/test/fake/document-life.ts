import type { Account } from "./account.ts";
import type { Document, DocumentPayment } from "./schema.ts";

/** What is left out has easybill's default: without a day it takes the beginning of Unix time. */
export type NewPayment = Partial<DocumentPayment> & { readonly amount: number };

/** What a merchant does in easybill. */

const EMPTY_ADDRESS: Document["address"] = {
	salutation: 0,
	personal: false,
	title: "",
	first_name: "Ada",
	last_name: "Käufer",
	suffix_1: "Hinterhaus",
	suffix_2: "",
	company_name: "Käufer GmbH",
	street: "Hauptstr. 1",
	zip_code: "24103",
	city: "Kiel",
	state: "",
	country: "DE",
};

const CUSTOMER: Document["customer_snapshot"] = {
	id: 3_900_001,
	number: "K-10023",
	company_name: "Käufer GmbH",
	first_name: "Ada",
	last_name: "Käufer",
	display_name: "Käufer GmbH (Ada Käufer)",
	street: "Hauptstr. 1",
	suffix_1: null,
	suffix_2: null,
	zip_code: "24103",
	city: "Kiel",
	country: "DE",
	emails: ["rechnung@example.org", "ada@example.org"],
	group_id: null,
	due_in_days: 14,
	cash_allowance: null,
	cash_allowance_days: 7,
};

/** A finished invoice over 100.00 EUR, due in 14 days, unless it is said otherwise. */
export function write(account: Account, given: Partial<Document> = {}): Document {
	const id = account.nextId();
	const wall = account.wall();
	const { type = "INVOICE", is_draft = false } = given;
	const document: Document = {
		id,
		type,
		is_draft,
		is_archive: false,
		is_replica: false,
		number: is_draft ? null : account.nextNumber(type === "INVOICE" ? "RE" : type.slice(0, 2)),
		title: null,
		currency: "EUR",
		amount: 10_000,
		amount_net: 8403,
		paid_amount: 0,
		paid_at: null,
		cancel_id: null,
		ref_id: null,
		root_id: null,
		document_date: wall.slice(0, 10),
		due_date: is_draft ? null : wall.slice(0, 10),
		due_in_days: 14,
		grace_period: 14,
		created_at: wall,
		edited_at: wall,
		cash_allowance: null,
		cash_allowance_days: null,
		cash_allowance_text: null,
		customer_id: CUSTOMER.id,
		external_id: null,
		order_number: "",
		buyer_reference: "",
		bank_debit_form: null,
		pdf_template: null,
		pdf_pages: is_draft ? 0 : 1,
		status: null,
		vat_option: null,
		address: { ...EMPTY_ADDRESS },
		customer_snapshot: { ...CUSTOMER },
		...given,
	};
	account.documents.set(id, document);
	return document;
}

export function edit(account: Account, document: Document, change: Partial<Document>): void {
	Object.assign(document, change, { edited_at: account.wall() });
}

/** Writes the STORNO with its negative amount. Whether the invoice's own time of change moves is not documented: here it does not. */
export function cancel(account: Account, invoice: Document): Document {
	const storno = write(account, {
		type: "STORNO",
		amount: -invoice.amount,
		amount_net: -invoice.amount_net,
		currency: invoice.currency,
		ref_id: invoice.id,
		root_id: invoice.id,
	});
	invoice.cancel_id = storno.id;
	account.happened(invoice.id, "cancelled");
	return storno;
}

/** Records whatever it is given, as often as it is given. */
export function pay(account: Account, invoice: Document, given: NewPayment, closes = false): DocumentPayment {
	const payment: DocumentPayment = {
		id: account.nextId(),
		document_id: invoice.id,
		login_id: 4711,
		payment_at: "1970-01-01",
		type: "",
		provider: "",
		reference: "",
		notice: "",
		is_overdue_fee: false,
		...given,
	};
	account.payments.set(payment.id, payment);
	account.settle(invoice, closes);
	account.happened(
		invoice.id,
		`payment of ${payment.amount} on ${payment.payment_at}${closes ? ", closed by it" : ""}`,
	);
	return payment;
}

export function takeBack(account: Account, payment: DocumentPayment): void {
	account.payments.delete(payment.id);
	const invoice = account.documents.get(payment.document_id);
	if (invoice !== undefined) account.settle(invoice);
	account.happened(payment.document_id, `payment of ${payment.amount} taken back`);
}
