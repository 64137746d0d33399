import * as z from "zod";

/**
 * The part of easybill's Swagger 2.0 (REST v1, 1.92.3) that the fake answers with: each property as it is typed there. A
 * property that is read-only and without `x-nullable` is null in its examples: those may be null here.
 */

const integer = z.int();
const text = z.string();
const date = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const dateTime = z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);

const TYPES = [
	"INVOICE",
	"RECURRING",
	"CREDIT",
	"OFFER",
	"REMINDER",
	"DUNNING",
	"STORNO",
	"STORNO_CREDIT",
	"DELIVERY",
	"PDF",
	"CHARGE",
	"CHARGE_CONFIRM",
	"LETTER",
	"ORDER",
	"PROFORMA_INVOICE",
	"STORNO_PROFORMA_INVOICE",
] as const;

const DocumentAddress = z.strictObject({
	salutation: integer,
	personal: z.boolean(),
	title: text,
	first_name: text,
	last_name: text,
	suffix_1: text,
	suffix_2: text,
	company_name: text,
	street: text,
	zip_code: text,
	city: text,
	state: text,
	country: text,
});

const CustomerSnapshot = z.strictObject({
	id: integer,
	number: text,
	company_name: text.nullable(),
	first_name: text.nullable(),
	last_name: text,
	display_name: text,
	street: text,
	suffix_1: text.nullable(),
	suffix_2: text.nullable(),
	zip_code: text.nullable(),
	city: text.nullable(),
	country: text,
	emails: z.array(text).max(3),
	group_id: integer.nullable(),
	due_in_days: integer.nullable(),
	cash_allowance: z.number().nullable(),
	cash_allowance_days: integer,
});

export const Document = z.strictObject({
	id: integer,
	type: z.enum(TYPES),
	is_draft: z.boolean(),
	is_archive: z.boolean(),
	is_replica: z.boolean(),
	number: text.nullable(),
	title: text.nullable(),
	currency: text,
	amount: integer,
	amount_net: integer,
	paid_amount: integer,
	paid_at: date.nullable(),
	cancel_id: integer.nullable(),
	ref_id: integer.nullable(),
	root_id: integer.nullable(),
	document_date: date,
	due_date: date.nullable(),
	due_in_days: integer.nullable(),
	grace_period: integer.nullable(),
	created_at: dateTime.nullable(),
	edited_at: dateTime.nullable(),
	cash_allowance: z.number().nullable(),
	cash_allowance_days: integer.nullable(),
	cash_allowance_text: text.nullable(),
	customer_id: integer.nullable(),
	external_id: text.nullable(),
	order_number: text,
	buyer_reference: text,
	bank_debit_form: text.nullable(),
	pdf_template: text.nullable(),
	pdf_pages: integer,
	status: z.enum(["ACCEPT", "DONE", "DROPSHIPPING", "CANCEL"]).nullable(),
	vat_option: text.nullable(),
	address: DocumentAddress,
	customer_snapshot: CustomerSnapshot,
});
export type Document = z.infer<typeof Document>;

export const DocumentPayment = z.strictObject({
	id: integer,
	document_id: integer,
	login_id: integer,
	amount: integer,
	payment_at: date,
	type: text.max(255),
	provider: text.max(255),
	reference: text.max(255),
	notice: text,
	is_overdue_fee: z.boolean(),
});
export type DocumentPayment = z.infer<typeof DocumentPayment>;

/** A body that the API takes: no read-only property in it. */
export const NewPayment = DocumentPayment.omit({ id: true, login_id: true })
	.partial()
	.required({ document_id: true, amount: true });

const EVENTS = [
	...["create", "update", "completed", "deleted", "payment_add", "payment_delete"].map((event) => `document.${event}`),
	...["customer", "contact", "position"].flatMap((of) =>
		["create", "update", "delete"].map((event) => `${of}.${event}`),
	),
	...["create", "update", "delete", "sent"].map((event) => `postbox.${event}`),
];

export const WebHook = z.strictObject({
	id: integer,
	url: text,
	content_type: z.enum(["form", "json"]),
	secret: text,
	events: z.array(z.enum(EVENTS as [string, ...string[]])),
	description: text,
	is_active: z.boolean(),
	last_response: z.strictObject({ date: dateTime, code: integer, response: text }).nullable(),
});
export type WebHook = z.infer<typeof WebHook>;

/** `is_active` may be left out, and is then false. */
export const NewWebHook = WebHook.omit({ id: true, last_response: true }).partial({ is_active: true });

export const Login = z.strictObject({
	id: integer,
	first_name: text,
	last_name: text,
	display_name: text,
	email: text,
	login_type: z.enum(["ADMIN", "ASSISTANT"]),
	locale: text,
	time_zone: text,
});
export type Login = z.infer<typeof Login>;

export function listOf<S extends z.ZodType>(item: S) {
	return z.strictObject({
		page: integer,
		pages: integer,
		limit: integer.max(1000),
		total: integer,
		items: z.array(item),
	});
}
