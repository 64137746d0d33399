import { Day, Instant, Money, PaymentTerm, Text } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";

/** Why something is not done, or is later: a code for machines, and the sentence it reads as. */
const Why = z.object({ code: z.string(), text: Text });

/** What is done about an order to have it paid, in the order of its life. */
export const StepKind = z.enum([
	"paymentInformation",
	"repetition",
	"beforeDue",
	"question",
	"reminder",
	"cancel",
	"overdue",
	"handover",
]);

/** Something that will be done by itself, if nothing changes. */
export const PlannedStep = z
	.object({
		kind: StepKind,
		/** Of a reminder, 1 being the first. */
		level: z.int().nullable(),
		/** Never sooner (PRODUCT F8); null: cannot be said yet. */
		earliest: Day.nullable(),
		later: z.array(Why),
		/** Why it is not done whatever its day; empty: it is done in the first run on or after `earliest`. */
		held: z.array(Why),
		/** Payment information that was sent, and says something else now (PRODUCT B6). */
		again: z.enum(["amount", "address"]).nullable(),
	})
	.meta({ id: "PlannedStep" });
export type PlannedStep = z.infer<typeof PlannedStep>;

export const StepTaken = z
	.object({
		kind: StepKind,
		level: z.int().nullable(),
		day: Day,
		by: z.enum(["machine", "person", "shop"]),
		fee: Money.nullable(),
		/** What was sent with it; null: nothing, or it was removed. */
		message: z.uuid().nullable(),
	})
	.meta({ id: "StepTaken" });
export type StepTaken = z.infer<typeof StepTaken>;

/** What will happen to an order, and when, before it does (PRODUCT G7, M14). */
export const OrderPlan = z
	.object({
		/** Why nothing is done about it at all. */
		idle: Why.nullable(),
		/** What the days are counted from (PRODUCT G2). */
		reference: z.object({ day: Day, source: z.enum(["byHand", "shop", "invoice", "order", "trackedAnew"]) }),
		/** The end of the payment term. */
		due: Day.nullable(),
		/** Why reminders are left out that are set up (PRODUCT F14). */
		leftOut: Why.nullable(),
		steps: z.array(PlannedStep),
		/** Owed besides the order's amount, and still open (PRODUCT M9). */
		charges: z.object({ fees: Money, lumpSum: Money, interest: Money }).nullable(),
		taken: z.array(StepTaken),
		/** What was arranged about this order. */
		arrangement: z.object({
			referenceDay: Day.nullable(),
			terms: z.array(PaymentTerm).nullable(),
			dunningBlock: z.object({ until: Day.nullable() }).nullable(),
			alreadyPaidAt: Instant.nullable(),
		}),
	})
	.meta({ id: "OrderPlan" });
export type OrderPlan = z.infer<typeof OrderPlan>;

const params = z.object({ order: z.uuid() });

export const getOrderPlan = operation({
	id: "getOrderPlan",
	method: "get",
	path: "/v1/orders/{order}/plan",
	audience: "merchant",
	summary: "What was done about an order, what will be done next and when, and why not sooner.",
	params,
	result: OrderPlan,
});

export const arrangeOrder = operation({
	id: "arrangeOrder",
	method: "patch",
	path: "/v1/orders/{order}/arrangement",
	audience: "merchant",
	summary: "Sets an order's due or invoice date, its payment terms, or stops its reminders; the schedule follows.",
	params,
	body: z.object({
		referenceDay: Day.nullable().optional(),
		terms: z.array(PaymentTerm).min(1).max(10).nullable().optional(),
		dunningBlock: z
			.object({ until: Day.nullable().default(null) })
			.nullable()
			.optional(),
		/** The customer said that he has paid (PRODUCT F11). */
		alreadyPaid: z.boolean().optional(),
	}),
	result: OrderPlan,
});

export const runOrderDunning = operation({
	id: "runOrderDunning",
	method: "post",
	path: "/v1/orders/{order}/dunning-run",
	audience: "merchant",
	summary: "Does now what is due of one order; where nothing is, nothing happens.",
	params,
	result: OrderPlan,
});

/** Something a person can do with an order. */
export const OfferedAction = z
	.object({
		action: z.string(),
		title: Text,
		/** Why it is not offered now; null: it is. */
		why: Why.nullable(),
	})
	.meta({ id: "OfferedAction" });
export type OfferedAction = z.infer<typeof OfferedAction>;

export const listOrderActions = operation({
	id: "listOrderActions",
	method: "get",
	path: "/v1/orders/{order}/actions",
	audience: "merchant",
	summary: "What can be done with an order now, and why the rest cannot.",
	params,
	result: z.object({ items: z.array(OfferedAction) }),
});

export const doOrderAction = operation({
	id: "doOrderAction",
	method: "post",
	path: "/v1/orders/{order}/actions/{action}",
	audience: "merchant",
	summary: "Does one of the actions that need nothing but the click.",
	params: params.extend({
		action: z.enum([
			"send-payment-information",
			"send-reminder",
			"send-payment-slip",
			"send-reminder-letter",
			"send-invoice-letter",
			"hand-over",
			"end-collection",
			"revive",
			"stop-reminders",
			"resume-reminders",
		]),
	}),
	result: OrderPlan,
});

/** One thing that a run does, or would do. */
export const DueStep = z
	.object({
		order: z.uuid(),
		orderNumber: z.string(),
		kind: StepKind,
		level: z.int().nullable(),
		amount: Money,
	})
	.meta({ id: "DueStep" });
export type DueStep = z.infer<typeof DueStep>;

export const previewDunning = operation({
	id: "previewDunning",
	method: "get",
	path: "/v1/dunning-run",
	audience: "merchant",
	summary: "What a run would do now, the first 500, and how many there are of each kind; nothing is done.",
	result: z.object({ counts: z.record(z.string(), z.int()), items: z.array(DueStep) }),
});

export const runDunning = operation({
	id: "runDunning",
	method: "post",
	path: "/v1/dunning-run",
	audience: "merchant",
	summary: "Has all orders looked through now, besides the daily run.",
	status: 202,
});

/** Receivables' settings as they are stored: any of the fields, by section. What each means is in `fields`. */
const Override = z.record(z.string(), z.record(z.string(), z.unknown()));

export const ReceivablesSettingsView = z
	.object({
		/** What was set here; everything else is inherited. */
		own: Override,
		/** What holds in the end. */
		effective: Override,
		/** Title and help of each field: "invoice.reminders". */
		fields: z.record(z.string(), z.object({ title: Text, help: Text.nullable() })),
	})
	.meta({ id: "ReceivablesSettings" });
export type ReceivablesSettingsView = z.infer<typeof ReceivablesSettingsView>;

export const getReceivablesSettings = operation({
	id: "getReceivablesSettings",
	method: "get",
	path: "/v1/receivables-settings",
	audience: "merchant",
	summary:
		"How payments are asked for, reminded and given up: the merchant's settings, or what a shop sets differently.",
	query: z.object({ connection: z.uuid().optional() }),
	result: ReceivablesSettingsView,
});

export const putReceivablesSettings = operation({
	id: "putReceivablesSettings",
	method: "put",
	path: "/v1/receivables-settings",
	audience: "merchant",
	summary:
		"Sets them, for the merchant or for one shop; what is left out is inherited. Changes the future, never the past.",
	query: z.object({ connection: z.uuid().optional() }),
	body: Override,
	result: ReceivablesSettingsView,
});

/** What the merchant's messages say of himself. */
export const SenderProfile = z
	.object({
		/** Null: the name of each shop. */
		name: z.string().trim().min(1).max(100).nullable().default(null),
		phone: z.string().trim().max(40).nullable().default(null),
		/** `#rrggbb`, for buttons and lines. */
		color: z
			.string()
			.regex(/^#[0-9a-fA-F]{6}$/)
			.default("#333333"),
		/** What a business letter must name: company and form, address, register, managing directors, VAT id; a line each. */
		imprint: z.array(z.string().trim().min(1).max(200)).max(12).default([]),
		/** Above the recipient's on letters, and on Swiss QR-bills, which cannot be made without. */
		address: z
			.object({
				street: z.string().trim().min(1).max(100),
				postcode: z.string().trim().min(1).max(20),
				city: z.string().trim().min(1).max(100),
				/** ISO 3166-1 alpha-2. */
				country: z.string().regex(/^[A-Z]{2}$/),
			})
			.nullable()
			.default(null),
	})
	.meta({ id: "SenderProfile" });
export type SenderProfile = z.infer<typeof SenderProfile>;

export const getSenderProfile = operation({
	id: "getSenderProfile",
	method: "get",
	path: "/v1/sender-profile",
	audience: "merchant",
	summary: "What the merchant's messages say of himself.",
	result: SenderProfile,
});

export const putSenderProfile = operation({
	id: "putSenderProfile",
	method: "put",
	path: "/v1/sender-profile",
	audience: "merchant",
	summary: "Sets what the merchant's messages say of himself.",
	body: SenderProfile,
	result: SenderProfile,
});
