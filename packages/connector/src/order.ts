import * as z from "zod";
import { Money } from "./money.ts";
import { Day, Instant } from "./time.ts";

/** The shop's own immutable key of an order. Opaque: the hub never parses it. */
export const OrderRef = z.string().min(1).max(190).brand("OrderRef");
export type OrderRef = z.infer<typeof OrderRef>;

/**
 * The statuses of an order as the shop names them, by machine. WooCommerce has one machine (`order`), Shopware three
 * (`order`, `transaction`, `delivery`).
 */
export const Statuses = z.record(z.string(), z.string()).describe("status by machine, as the shop names them");
export type Statuses = z.infer<typeof Statuses>;

/** A payment term: paid within `days` the customer may deduct `discountPercent` (0: the net term). PRODUCT F12. */
export const PaymentTerm = z.object({
	days: z.int().min(0).max(3650),
	discountPercent: z.number().min(0).max(100),
});
export type PaymentTerm = z.infer<typeof PaymentTerm>;

export const Address = z.object({
	name: z.string().optional(),
	company: z.string().optional(),
	street: z.string().optional(),
	postcode: z.string().optional(),
	city: z.string().optional(),
	/** ISO 3166-1 alpha-2. */
	country: z
		.string()
		.regex(/^[A-Z]{2}$/)
		.optional(),
});
export type Address = z.infer<typeof Address>;

export const Customer = z.object({
	/** The customer number as it stands on invoices, where the shop has one. */
	number: z.string().optional(),
	name: z.string(),
	company: z.string().optional(),
	group: z.string().optional(),
	email: z.string().optional(),
	/** BCP 47, as the order was placed: "de", "de-CH". Left out where the shop does not know it. */
	language: z.string().optional(),
	billing: Address,
});
export type Customer = z.infer<typeof Customer>;

/** May arrive later than the order, field by field (PRODUCT B5). */
export const Invoice = z.object({
	number: z.string().min(1),
	date: Day.optional(),
	dueDate: Day.optional(),
	/** What `document` is asked with; left out where there is no PDF (yet). */
	documentRef: z.string().optional(),
});
export type Invoice = z.infer<typeof Invoice>;

/** An order as the shop knows it now: what assignment, payment information and reminders need, and nothing else. */
export const Order = z
	.object({
		ref: OrderRef,
		/** What the buyer sees and may type into the transfer's remittance text. */
		number: z.string().min(1).max(190),
		/**
		 * Grows with the shop's own changes. The hub drops what is strictly lower than what it has; equal revision with
		 * other content counts as a change, since shops do not bump it for everything.
		 */
		revision: z.int().nonnegative(),
		/** When the buyer ordered. An import may carry an old date. */
		placedAt: Instant,
		/** When the shop recorded it: decides whether it existed at the first connection (PRODUCT A7). */
		recordedAt: Instant,
		/** What the customer owes in total now: after credits, before payments. */
		amount: Money,
		/** What the shop itself says it has received, by whatever way, our own reports included; in `amount`'s currency. */
		receivedInShop: Money,
		/** Where the order was placed in another currency: what the customer saw, and the decimal rate to `amount`. */
		foreign: z.object({ amount: Money, rate: z.string() }).optional(),
		/** As the shop names it. Which payment code it means is the merchant's mapping. */
		paymentMethod: z.object({ id: z.string(), title: z.string() }),
		statuses: Statuses,
		customer: Customer,
		invoice: Invoice.optional(),
		paymentTerms: z.array(PaymentTerm).max(10).optional(),
		/** Further numbers a payer may quote: project, ticket, external order number. */
		additionalNumbers: z.array(z.string().min(1)).max(50).default([]),
	})
	.meta({ id: "Order" });
export type Order = z.infer<typeof Order>;
