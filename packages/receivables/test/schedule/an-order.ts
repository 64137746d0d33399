import type { Day } from "@kontor/connector";
import {
	addDays,
	bankingCalendar,
	effectiveSettings,
	type OrderHistory,
	type Plan,
	plan,
	type RunContext,
	type ScheduledOrder,
	type SettingsOverride,
	type StepTaken,
	unpaid,
} from "../../src/index.ts";

/** An unpaid prepayment order over 100 EUR, placed on Monday, 2 March 2026. */
export function anOrder(given: Partial<ScheduledOrder> = {}): ScheduledOrder {
	return {
		paymentCode: "prepayment",
		lifecycle: "managed",
		settlement: unpaid(10_000, "EUR"),
		days: { placedOn: "2026-03-02", byHand: null, statedByShop: null, invoiceDate: null },
		terms: { byHand: null, fromShop: null, dueOnInvoice: null },
		hasInvoiceNumber: false,
		customer: { number: "K1", group: "retail", email: "a@example.com" },
		dunningBlock: null,
		alreadyPaidOn: null,
		inReview: false,
		closedWhileDetached: false,
		maybeImported: false,
		ledElsewhere: false,
		...given,
	};
}

export function aRun(today: Day, override: SettingsOverride = {}, given: Partial<RunContext> = {}): RunContext {
	return {
		settings: effectiveSettings(override),
		calendar: bankingCalendar("DE"),
		stale: [],
		operation: "live",
		testSystem: false,
		disconnected: false,
		today,
		...given,
	};
}

export const NOTHING_DONE: OrderHistory = { steps: [], informed: null, anewSince: null };

/** What a merchant's life with one order may change from day to day. */
export interface Day2Day {
	readonly order?: Partial<ScheduledOrder>;
	readonly override?: SettingsOverride;
	readonly run?: Partial<RunContext>;
	readonly anewSince?: Day;
	/** Done by a person on this day, before the run. */
	readonly byHand?: StepTaken;
}

/**
 * Runs every day, does what is next, and says what was done: "2026-03-02 paymentInformation". `on` says what is different
 * on a day; an overdue order is one from then on.
 */
export function live(first: Day, days: number, on: (day: Day) => Day2Day): string[] {
	const steps: StepTaken[] = [];
	const done: string[] = [];
	let informed: OrderHistory["informed"] = null;
	for (let day = first; day <= addDays(first, days); day = addDays(day, 1)) {
		const { order: given = {}, override = {}, run = {}, anewSince = null, byHand } = on(day);
		if (byHand !== undefined) steps.push(byHand);
		const isOverdue = steps.some(({ kind }) => kind === "overdue");
		const order = anOrder({ ...(isOverdue ? { lifecycle: "overdue" } : {}), ...given });
		const { next }: Plan = plan(order, { steps: [...steps], informed, anewSince }, aRun(day, override, run));
		if (next === null) continue;
		done.push(`${day} ${next.kind}${next.level ?? ""}${next.again === null ? "" : ` ${next.again}`}`);
		steps.push({ kind: next.kind, on: day, ...(next.level === null ? {} : { level: next.level }) });
		if (next.kind === "paymentInformation") {
			informed = { amountMinor: order.settlement.amount, email: order.customer.email };
		}
		if (next.kind === "cancel" || next.kind === "handover") break;
	}
	return done;
}
