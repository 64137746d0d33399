import { addDays, bankingCalendar, effectiveSettings, plan, type ScheduledOrder, unpaid } from "../src/index.ts";

/**
 * How long a plan takes, in microseconds, over orders of all ages. Prints JSON: `{plans, steps, microseconds, cpu}`, the last in
 * processor time, which other work on the machine does not lengthen.
 */
const PLANS = 100_000;
const today = "2026-11-20";
const settings = effectiveSettings({
	common: { skipNonBankingDays: true, excludedMailDomains: ["example.org"] },
	prepayment: { repeatAfterDays: 3, cancelAfterDays: 7 },
	invoice: { overdueAfterDays: 7, collectionAfterDays: 14, beforeDueDays: 2 },
});
const run = {
	settings,
	calendar: bankingCalendar("DE", "BY"),
	stale: [],
	operation: "live",
	testSystem: false,
	disconnected: false,
	today,
} as const;

const orders = Array.from({ length: PLANS }, (_, index): ScheduledOrder => {
	const placedOn = addDays(today, -(index % 60));
	return {
		paymentCode: index % 2 === 0 ? "prepayment" : "invoice",
		lifecycle: "managed",
		settlement: unpaid(1_000 + index, "EUR"),
		days: { placedOn, byHand: null, statedByShop: null, invoiceDate: index % 3 === 0 ? placedOn : null },
		terms: { byHand: null, fromShop: null, dueOnInvoice: null },
		hasInvoiceNumber: true,
		customer: { number: `${index}`, group: null, email: `customer${index}@example.com` },
		dunningBlock: null,
		alreadyPaidOn: null,
		inReview: false,
		closedWhileDetached: false,
		maybeImported: false,
		ledElsewhere: false,
	};
});
const histories = orders.map(({ days, settlement, customer }) => ({
	steps: [{ kind: "paymentInformation" as const, on: days.placedOn }],
	informed: { amountMinor: settlement.amount, email: customer.email },
	anewSince: null,
}));

for (let warm = 0; warm < 2; warm++) planAll();
const started = performance.now();
const before = process.cpuUsage();
const steps = planAll();
const microseconds = ((performance.now() - started) * 1_000) / PLANS;
const { user, system } = process.cpuUsage(before);
const rounded = (value: number) => Math.round(value * 100) / 100;
console.log(
	JSON.stringify({ plans: PLANS, steps, microseconds: rounded(microseconds), cpu: rounded((user + system) / PLANS) }),
);

function planAll(): number {
	let count = 0;
	for (const [index, order] of orders.entries()) {
		const history = histories[index];
		if (history !== undefined) count += plan(order, history, run).steps.length;
	}
	return count;
}
