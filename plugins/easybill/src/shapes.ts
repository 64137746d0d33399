import * as z from "zod";

/**
 * What of easybill's answers (REST v1) is read, and nothing else. Older documents leave out what was added later, or have
 * null there; PHP writes an empty object as an empty list.
 */

const optionalText = z
	.union([z.string(), z.number()])
	.nullish()
	.transform((text) => String(text ?? "").trim());
const optionalInt = z
	.int()
	.nullish()
	.transform((value) => value ?? null);
const cents = z
	.int()
	.nullish()
	.transform((value) => value ?? 0);
const optionalNumber = z
	.union([z.number(), z.string().regex(/^\d+(\.\d+)?$/)])
	.nullish()
	.transform((value) => (value === null || value === undefined ? null : Number(value)));
/** "2026-11-22" or "2026-11-22 09:30:00" in Berlin's time; null for what is missing or empty. */
const moment = z
	.string()
	.nullish()
	.transform((text) => text || null);

function phpObject<S extends z.ZodRawShape>(shape: S) {
	return z.preprocess(
		(value) => (value === null || value === undefined || Array.isArray(value) ? {} : value),
		z.object(shape),
	);
}

const person = {
	first_name: optionalText,
	last_name: optionalText,
	company_name: optionalText,
	street: optionalText,
	suffix_1: optionalText,
	suffix_2: optionalText,
	zip_code: optionalText,
	city: optionalText,
	country: optionalText,
};

export const EasybillDocument = z.object({
	id: z.int().positive(),
	type: z.string(),
	is_draft: z
		.boolean()
		.nullish()
		.transform((draft) => draft === true),
	number: optionalText,
	currency: z
		.string()
		.nullish()
		.transform((currency) => currency || "EUR"),
	/** In hundredths, whatever the currency. */
	amount: cents,
	paid_amount: cents,
	paid_at: moment,
	cancel_id: optionalInt,
	ref_id: optionalInt,
	document_date: moment,
	due_date: moment,
	created_at: moment,
	edited_at: moment,
	due_in_days: optionalInt,
	grace_period: optionalInt,
	cash_allowance: optionalNumber,
	cash_allowance_days: optionalInt,
	external_id: optionalText,
	order_number: optionalText,
	buyer_reference: optionalText,
	bank_debit_form: optionalText,
	pdf_template: optionalText,
	address: phpObject(person),
	/** The customer as he was when the document was finished. */
	customer_snapshot: phpObject({
		...person,
		number: optionalText,
		group_id: optionalText,
		emails: z
			.array(z.string())
			.nullish()
			.transform((emails) => emails ?? []),
	}),
});
export type EasybillDocument = z.infer<typeof EasybillDocument>;

export const DocumentPayment = z.object({
	id: z.int().positive(),
	document_id: z.int().positive(),
	amount: z.int(),
	payment_at: moment,
	reference: optionalText,
});
export type DocumentPayment = z.infer<typeof DocumentPayment>;

export const Login = z.object({ id: z.int().positive(), login_type: z.string().nullish() });

export const EasybillWebhook = z.object({
	id: z.int().positive(),
	url: z.string(),
	content_type: z.string(),
	events: z.array(z.string()),
	is_active: z.boolean(),
});
export type EasybillWebhook = z.infer<typeof EasybillWebhook>;

/** A page of any list; its items are read one by one. */
export const List = z.object({
	page: z.int(),
	pages: z.int(),
	limit: z.int().positive(),
	total: z.int(),
	items: z.array(z.unknown()),
});
