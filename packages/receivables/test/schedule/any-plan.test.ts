import fc from "fast-check";
import { expect, test } from "vitest";
import {
	addDays,
	LIFECYCLES,
	type OrderHistory,
	plan,
	type RunContext,
	type ScheduledOrder,
	type SettingsOverride,
	STEP_KINDS,
	settlementStatus,
} from "../../src/index.ts";
import { anySettlement } from "../any-settlement.ts";
import { anOrder, aRun } from "./an-order.ts";

const day = fc.integer({ min: 0, max: 90 }).map((offset) => addDays("2026-03-02", offset));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const interval = fc.integer({ min: 1, max: 15 });
const level = interval.map((afterDays) => ({ afterDays, fee: { minor: 0, currency: "EUR" }, dunning: false }));
const asked = {
	informationBy: fc.constantFrom("kontor" as const, "shop" as const),
	repeatAfterDays: maybe(interval),
	reminders: fc.array(level, { maxLength: 3 }),
};
const anyOverride: fc.Arbitrary<SettingsOverride> = fc.record({
	common: fc.record({ skipNonBankingDays: fc.boolean() }),
	prepayment: fc.record({ ...asked, cancelAfterDays: maybe(interval) }),
	invoice: fc.record({
		...asked,
		overdueAfterDays: maybe(interval),
		collectionAfterDays: maybe(interval),
		beforeDueDays: maybe(interval),
	}),
});
const order: fc.Arbitrary<Partial<ScheduledOrder>> = fc.record({
	paymentCode: fc.constantFrom("prepayment" as const, "invoice" as const, "cashOnDelivery" as const),
	lifecycle: fc.oneof(fc.constant("managed" as const), fc.constantFrom(...LIFECYCLES)),
	days: fc.record({ placedOn: day, byHand: maybe(day), statedByShop: maybe(day), invoiceDate: maybe(day) }),
	settlement: fc.oneof(fc.constant(anOrder().settlement), anySettlement),
	inReview: fc.boolean(),
});
const history: fc.Arbitrary<OrderHistory> = fc.record({
	steps: fc
		.array(fc.record({ kind: fc.constantFrom(...STEP_KINDS), level: fc.integer({ min: 1, max: 3 }), on: day }), {
			maxLength: 5,
		})
		.map((steps) => steps.toSorted((a, b) => (a.on < b.on ? -1 : 1))),
	informed: maybe(fc.record({ amountMinor: fc.constantFrom(10_000, 9_000), email: fc.constant("a@example.com") })),
	anewSince: maybe(day),
});

function whatever(check: (order: ScheduledOrder, history: OrderHistory, run: RunContext) => void): void {
	fc.assert(
		fc.property(order, history, anyOverride, day, (given, past, override, today) => {
			const steps = past.steps.filter(({ on }) => on <= today);
			const anewSince = past.anewSince !== null && past.anewSince <= today ? past.anewSince : null;
			check(anOrder(given), { ...past, steps, anewSince }, aRun(today, override));
		}),
		{ numRuns: 2_000 },
	);
}

test("what is next is never before its earliest day, never held, and never of an order that nothing is owed on", () => {
	whatever((given, past, run) => {
		const { next, idle } = plan(given, past, run);
		if (next === null) return;
		expect(next.held).toEqual([]);
		expect((next.earliest ?? "9999") <= run.today).toBe(true);
		expect(idle).toBeNull();
		expect(["unpaid", "partiallyPaid"]).toContain(settlementStatus(given.settlement));
	});
});

test("once it is done, nothing more is done on that day, however often it is asked (I4, F8)", () => {
	whatever((given, past, run) => {
		const { next } = plan(given, past, run);
		if (next === null) return;
		const { kind, level } = next;
		const isInformed = kind === "paymentInformation";
		const after: OrderHistory = {
			...past,
			steps: [...past.steps, { kind, on: run.today, ...(level === null ? {} : { level }) }],
			informed: isInformed ? { amountMinor: given.settlement.amount, email: given.customer.email } : past.informed,
		};
		expect(plan(given, after, run).next).toBeNull();
	});
});

test("while a message could not leave yet, nothing follows it but changed payment information (F8)", () => {
	whatever((given, past, run) => {
		const [last] = past.steps.slice(-1);
		if (last === undefined) return;
		const waiting = { ...past, steps: [...past.steps.slice(0, -1), { ...last, on: run.today, waits: true }] };
		const { next } = plan(given, waiting, run);
		expect(next?.kind ?? "paymentInformation").toBe("paymentInformation");
	});
});

test("no step is skipped: a reminder's level is the next one", () => {
	whatever((given, past, run) => {
		const { steps } = plan(given, past, run);
		const levels = steps.flatMap(({ kind, level }) => (kind === "reminder" && level !== null ? [level] : []));
		const taken = past.steps.filter(({ kind, on }) => kind === "reminder" && (past.anewSince ?? "") <= on);
		const reached = Math.max(0, ...taken.map(({ level }) => level ?? 1));
		expect(levels).toEqual(levels.map((_, index) => reached + index + 1));
	});
});
