import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	type ClaimCountry,
	type ClaimedOrder,
	claimsOf,
	type Debtor,
	effectiveSettings,
	feeCaution,
	inDefaultSince,
	interestOn,
	interestRates,
	missingRateSince,
	neededToSettle,
	surplusBeyond,
	unpaid,
} from "../../src/index.ts";

/** Interest in minor units on one principal over a period, both days counted. */
function interest(country: ClaimCountry, debtor: Debtor, minor: number, from: string, to: string): number {
	return interestOn([{ from: "2020-01-01", minor }], interestRates(country, debtor, [], from, to)).minor;
}

describe("default interest by the country of the creditor", () => {
	test.each<[string, ClaimCountry, Debtor, string, string, number]>([
		// 1,000.00 x 6.27 % x 30 / 365 = 5.1534
		["DE consumer: base rate 1.27 + 5", "DE", "consumer", "2026-02-01", "2026-03-02", 515],
		// 1,000.00 x 10.27 % x 30 / 365 = 8.4411
		["DE business: base rate 1.27 + 9", "DE", "business", "2026-02-01", "2026-03-02", 844],
		// 73 days are a fifth of the year.
		["AT consumer: 4 %", "AT", "consumer", "2026-01-01", "2026-03-14", 800],
		["CH: 5 %", "CH", "consumer", "2026-01-01", "2026-03-14", 1_000],
		["CH business: 5 %", "CH", "business", "2026-01-01", "2026-03-14", 1_000],
		["a single day", "CH", "consumer", "2026-01-01", "2026-01-01", 14],
		["no day at all", "CH", "consumer", "2026-01-02", "2026-01-01", 0],
	])("%s", (_name, country, debtor, from, to, minor) => {
		expect(interest(country, debtor, 100_000, from, to)).toBe(minor);
	});

	test("a part payment lowers the principal from its day on", () => {
		const { lines, minor } = interestOn(
			[
				{ from: "2026-01-01", minor: 100_000 },
				{ from: "2026-02-01", minor: 40_000 },
			],
			interestRates("CH", "consumer", [], "2026-01-22", "2026-02-10"),
		);
		expect(lines.map(({ from, to, days, principalMinor }) => [from, to, days, principalMinor])).toEqual([
			["2026-01-22", "2026-01-31", 10, 100_000],
			["2026-02-01", "2026-02-10", 10, 40_000],
		]);
		// (1,000 + 400) x 5 % x 10 / 365 = 1.9178
		expect(minor).toBe(192);
	});

	test("a rate nobody stated is unknown: nothing is claimed for those days, and the merchant is asked", () => {
		const rates = interestRates("DE", "consumer", [], "2026-06-01", "2026-07-31");
		expect(missingRateSince(rates)).toBe("2026-07-01");
		const { lines, unknownSince } = interestOn([{ from: "2026-01-01", minor: 100_000 }], rates);
		expect(unknownSince).toBe("2026-07-01");
		expect(lines.map(({ from, to }) => [from, to])).toEqual([["2026-06-01", "2026-06-30"]]);
		expect(missingRateSince(interestRates("AT", "business", [], "2026-01-01", "2026-02-01"))).toBe("2026-01-01");
		expect(missingRateSince(interestRates("DE", "consumer", [], "2020-01-01", "2020-02-01"))).toBe("2020-01-01");
	});

	test("what the merchant states fills the gap, and overrides no known rate", () => {
		const stated = [
			{ from: "2026-01-01", percent: 9 },
			{ from: "2026-07-01", percent: 1.5 },
			{ from: "2027-01-01", percent: 1.75 },
		];
		const spans = interestRates("DE", "business", stated, "2026-06-01", "2027-01-31");
		expect(spans.map(({ from, to, percent }) => [from, to, percent])).toEqual([
			["2026-06-01", "2026-06-30", 10.27],
			["2026-07-01", "2026-12-31", 10.5],
			["2027-01-01", "2027-01-31", 10.75],
		]);
		expect(
			interestRates("AT", "business", [{ from: "2025-06-11", percent: 1.53 }], "2026-01-01", "2026-01-02"),
		).toMatchObject([{ percent: 10.73 }]);
	});

	test("however a period is cut, its days add up and nothing is counted twice", () => {
		const day = fc
			.integer({ min: 0, max: 700 })
			.map((n) => new Date(Date.UTC(2025, 6, 1 + n)).toISOString().slice(0, 10));
		fc.assert(
			fc.property(day, day, fc.integer({ min: 1, max: 1e9 }), (a, b, minor) => {
				const [from, to] = a < b ? [a, b] : [b, a];
				const rates = interestRates("DE", "consumer", [{ from: "2026-07-01", percent: 1 }], from, to);
				const { lines } = interestOn([{ from: "2025-01-01", minor }], rates);
				const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
				expect(lines.reduce((total, line) => total + line.days, 0)).toBe(days);
			}),
		);
	});
});

describe("since when a customer is in default", () => {
	const due = "2026-03-31";
	test.each<[string, ClaimCountry, Debtor, string[], string, string | null]>([
		["DE consumer without a reminder: never", "DE", "consumer", [], "2026-12-31", null],
		["DE consumer: the day after the reminder", "DE", "consumer", ["2026-04-10"], "2026-12-31", "2026-04-11"],
		["a reminder before the due date is none", "DE", "consumer", ["2026-03-20"], "2026-12-31", null],
		["DE business: at latest 30 days after it was due", "DE", "business", [], "2026-12-31", "2026-05-01"],
		["DE business: sooner by a reminder", "DE", "business", ["2026-04-10"], "2026-12-31", "2026-04-11"],
		["not yet", "DE", "business", [], "2026-04-30", null],
		["AT: the day after it was due", "AT", "consumer", [], "2026-04-01", "2026-04-01"],
		["AT: not on the due date", "AT", "consumer", [], "2026-03-31", null],
		["CH: the day after the reminder", "CH", "business", ["2026-04-10"], "2026-12-31", "2026-04-11"],
	])("%s", (_name, country, debtor, reminders, today, since) => {
		expect(inDefaultSince(country, debtor, due, reminders, today)).toBe(since);
	});
});

describe("claims are kept apart (M9)", () => {
	const fee = { minor: 250, currency: "EUR" };
	const order = (given: Partial<ClaimedOrder> = {}): ClaimedOrder => ({
		settlement: unpaid(100_000, "EUR"),
		country: "DE",
		debtor: "business",
		due: "2026-01-31",
		reminders: [
			{ level: 1, on: "2026-02-10", fee },
			{ level: 2, on: "2026-02-20", fee },
			{ level: 3, on: "2026-03-01", fee },
		],
		principal: [{ from: "2026-01-01", minor: 100_000 }],
		...given,
	});
	const settings = effectiveSettings({ invoice: { interest: "statutory", lumpSum: true } }).invoice;
	const opened = (given: Partial<ClaimedOrder>, invoice = settings) => {
		const { principal, fees, lumpSum, interest } = claimsOf(order(given), invoice, "2026-03-12");
		return [principal.open, fees.open, lumpSum.open, interest.open];
	};

	test("principal, fees, lump sum, interest; the reminder that causes the default costs nothing", () => {
		// 11 February to 12 March are 30 days: 8.44 EUR.
		expect(opened({})).toEqual([100_000, 500, 4_000, 844]);
	});

	test("no lump sum from a consumer, none in Switzerland, no fees there that were not agreed", () => {
		expect(opened({ debtor: "consumer" })[2]).toBe(0);
		const swiss = { country: "CH", settlement: unpaid(100_000, "CHF") } as const;
		expect(opened(swiss).slice(0, 3)).toEqual([100_000, 0, 0]);
		const francs = order().reminders.map((reminder) => ({ ...reminder, fee: { minor: 2_000, currency: "CHF" } }));
		const agreed = effectiveSettings({ invoice: { feesAgreed: true } }).invoice;
		expect(opened({ ...swiss, reminders: francs }, agreed)).toEqual([100_000, 6_000, 0, 0]);
	});

	test("nothing beyond the fees by default", () => {
		expect(opened({}, effectiveSettings({}).invoice)).toEqual([100_000, 500, 0, 0]);
	});

	test("what was paid over the principal pays the fees first, then the lump sum, then the interest", () => {
		const settlement = { ...unpaid(100_000, "EUR"), assigned: 104_600 };
		expect(opened({ settlement })).toEqual([0, 0, 0, 744]);
		expect(opened({ settlement: { ...settlement, assigned: 100_000 } })).toEqual([0, 500, 4_000, 844]);
		const claims = claimsOf(order({ settlement: { ...settlement, assigned: 106_000 } }), settings, "2026-03-12");
		expect(surplusBeyond({ ...settlement, assigned: 106_000 }, claims)).toBe(656);
	});

	test("whether they are needed to settle the order is a setting (M9)", () => {
		const claims = claimsOf(order(), settings, "2026-03-12");
		expect(neededToSettle(claims, "notNeeded")).toBe(0);
		expect(neededToSettle(claims, "needed")).toBe(5_344);
	});
});

test("the merchant is told what speaks against a fee", () => {
	const said = (country: ClaimCountry, minor: number, currency = "EUR") =>
		feeCaution(country, { minor, currency }, "2026-03-02")?.en.slice(0, 12);
	expect(said("DE", 0)).toBeUndefined();
	expect(said("DE", 100)).toBeUndefined();
	expect(said("DE", 101)).toBe("Only printin");
	expect(said("DE", 100, "CHF")).toBe("Only printin");
	expect(said("AT", 100)).toBe("Fees on top ");
	expect(said("CH", 100, "CHF")).toBe("Only allowed");
});
