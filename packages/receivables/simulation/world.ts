import type { Day, PaymentCode } from "@kontor/connector";
import type { SettingsOverride } from "../src/settings/schema.ts";

/**
 * A year of a merchant: what happens to him, but nothing of what Kontor does about it.
 *
 * A day's course: in the morning each bank account that is no outage is fetched, and brings what was booked before this day; then
 * each shop that is no outage is read, and brings its events up to and including this day; then what persons do; then the daily run.
 */
export interface World {
	readonly seed: number;
	readonly timeZone: string;
	/** Of the merchant: decides public holidays. */
	readonly country: string;
	readonly firstDay: Day;
	readonly lastDay: Day;
	/** When, in UTC, shops are read and the daily run starts. */
	readonly readAt: string;
	readonly runAt: string;
	readonly merchant: SettingsOverride;
	/** D6. */
	readonly paymentForCancelled: "review" | "revive";
	/** E5: days on which everything is held. */
	readonly held: readonly Span[];
	readonly accounts: readonly WorldAccount[];
	readonly shops: readonly WorldShop[];
	readonly orders: readonly WorldOrder[];
}

/** Days, both ends included. */
export interface Span {
	readonly from: Day;
	readonly to: Day;
}

export interface WorldAccount {
	readonly id: string;
	/** Empty: all (C2). */
	readonly shops: readonly string[];
	readonly countries: readonly string[];
	readonly limitDays: number;
	readonly outages: readonly Span[];
}

export interface WorldShop {
	readonly id: string;
	readonly settings: SettingsOverride;
	readonly testSystem: boolean;
	readonly outages: readonly Span[];
}

export interface WorldOrder {
	readonly id: string;
	readonly shop: string;
	/** ISO 3166, of the billing address. */
	readonly country: string;
	readonly paymentCode: Exclude<PaymentCode, "monitored">;
	readonly amountMinor: number;
	readonly customer: { readonly number: string; readonly group: string; readonly email: string };
	readonly placedOn: Day;
	/** Was in the shop when it was first connected (A7). */
	readonly isOld: boolean;
	/** By day. */
	readonly events: readonly WorldEvent[];
}

export type WorldEvent =
	| ShopEvent
	| PersonEvent
	/** Booked on the account on this day. In review for so many days after it was seen, because nothing names the order. */
	| {
			readonly kind: "pays";
			readonly on: Day;
			readonly minor: number;
			readonly account: string;
			readonly reviewDays: number;
	  };

/** What the shop shows from this day on. */
export type ShopEvent =
	| { readonly kind: "invoice"; readonly on: Day; readonly date: Day | null }
	| { readonly kind: "amount"; readonly on: Day; readonly minor: number }
	| { readonly kind: "email"; readonly on: Day; readonly email: string }
	| { readonly kind: "closed"; readonly on: Day }
	| { readonly kind: "deleted"; readonly on: Day }
	| { readonly kind: "reopened"; readonly on: Day };

/** What the merchant does with the order, or its customer says. */
export type PersonEvent =
	| { readonly kind: "blocks"; readonly on: Day; readonly until: Day | null }
	| { readonly kind: "unblocks"; readonly on: Day }
	| { readonly kind: "says-paid"; readonly on: Day }
	| { readonly kind: "sets-reference"; readonly on: Day; readonly day: Day }
	| { readonly kind: "takes-over"; readonly on: Day }
	/** Debt collection ended without money, where it was handed over. */
	| { readonly kind: "ends-collection"; readonly on: Day }
	/** Cancellation or overdue mark lifted, where there is one. */
	| { readonly kind: "revives"; readonly on: Day }
	| { readonly kind: "cancels"; readonly on: Day };

/** What was done in that year, by whatever was simulated: the checker's other half. */
export interface Outcome {
	/** By day; within a day in the order it was done. */
	readonly done: readonly Done[];
	readonly orders: readonly OrderOutcome[];
}

/** A message to the customer, or a step that gives the order up. */
export interface Done {
	readonly order: string;
	readonly on: Day;
	readonly kind: string;
	/** Of a reminder. */
	readonly level: number | null;
}

export interface OrderOutcome {
	readonly order: string;
	/** PRODUCT H; null: never read. */
	readonly state: string | null;
	readonly assignedMinor: number;
}

export function isIn(spans: readonly Span[], day: Day): boolean {
	return spans.some(({ from, to }) => from <= day && day <= to);
}
