import { describe, expect, test } from "vitest";
import { type LabelledPosting, SCENARIOS } from "../eval/data.ts";
import { generate } from "../eval/generate.ts";
import { type Answer, answerOf } from "../eval/metrics/answer.ts";
import { Judge } from "../eval/metrics/judge.ts";
import { measureEngine } from "../eval/metrics/measure.ts";
import { Score } from "../eval/metrics/score.ts";
import { replay } from "../eval/replay/replay.ts";
import type { Decision } from "../src/index.ts";

const base = generate({ profile: "base", seed: 1, orders: 3_000, postings: 2_000 });
const each = generate({ profile: "hard", seed: 1, orders: 20_000, postings: { ofEachScenario: 12 } });

describe("the generator", () => {
	test("gives the same set for the same options, another for another seed", () => {
		const options = { profile: "hard", seed: 3, orders: 400, postings: 200 } as const;
		expect(generate(options)).toEqual(generate(options));
		expect(generate({ ...options, seed: 4 }).postings).not.toEqual(generate(options).postings);
	});

	test("names 74 scenarios and lets each happen", () => {
		expect(new Set(SCENARIOS).size).toBe(74);
		const happened = new Set(each.postings.map(({ scenario }) => scenario));
		expect(SCENARIOS.filter((scenario) => !happened.has(scenario))).toEqual([]);
	});

	test.each([
		["base", base],
		["every scenario", each],
	])("labels consistently: %s", (_name, { orders, closed, postings }) => {
		const open = new Map(orders.map((order) => [order.id, order]));
		const all = new Set([...orders, ...closed].map(({ id }) => id));
		expect(all.size).toBe(orders.length + closed.length);
		expect(new Set(postings.map(({ posting }) => posting.id)).size).toBe(postings.length);
		for (const { posting, truth, scenario } of postings) {
			const sum = truth.orders.reduce((total, { minor }) => total + minor, 0);
			expect(truth.orders.length === 0 ? posting.amount.minor : sum, scenario).toBe(posting.amount.minor);
			for (const { order, minor } of truth.orders) {
				expect(open.get(order)?.standing ?? "open", scenario).toBe("open");
				expect(minor, scenario).toBeGreaterThan(0);
			}
		}
	});

	test("leaves about a fifth of the postings without an order, and most of the others to be decided", () => {
		const payments = base.postings.filter(({ truth }) => truth.orders.length > 0);
		expect(payments.length / base.postings.length).toBeGreaterThan(0.78);
		expect(payments.length / base.postings.length).toBeLessThan(0.88);
		const decidable = payments.filter((labelled) => labelled.decidable);
		expect(decidable.length / payments.length).toBeGreaterThan(0.93);
		expect(decidable.length / payments.length).toBeLessThan(0.995);
	});

	test("writes numbers as payers do: most can be found as they are, some cannot", () => {
		const named = base.postings.filter(({ posting, truth }) => {
			const order = base.orders.find(({ id }) => id === truth.orders[0]?.order);
			const text = (posting.remittance ?? "").toUpperCase();
			return [order?.number, order?.invoiceNumber].some((number) => number && text.includes(number.toUpperCase()));
		});
		expect(named.length / base.postings.length).toBeGreaterThan(0.5);
		expect(named.length / base.postings.length).toBeLessThan(0.75);
	});
});

describe("the engine", () => {
	test.each([
		["base", base],
		["hard", generate({ profile: "hard", seed: 2, orders: 2_000, postings: 1_500 })],
	])("books nothing wrong of a small set: %s", (_name, set) => {
		const { score, cases } = measureEngine(set);
		expect(cases.filter(({ verdict }) => verdict.booked === "false").map(({ labelled }) => labelled)).toEqual([]);
		expect(score.counts.decidedRight / score.counts.decidable).toBeGreaterThan(0.75);
		expect(score.counts.moneyBackBooked).toBe(0);
	});

	test("decides a payment whose order comes later when it has come", () => {
		const set = generate({ profile: "hard", seed: 5, orders: 1_500, postings: 500, once: true });
		const { score, afterArrival, learned } = replay(set);
		expect(afterArrival).toBeGreaterThan(0);
		expect(learned).toBeGreaterThan(100);
		expect(score.counts.postings).toBeGreaterThanOrEqual(set.postings.length);
	});
});

describe("the metrics", () => {
	const orders = [order("a", "Max Müller"), order("b", "Max Müller"), order("c", "Olga Petrova")];
	const judge = new Judge({ orders, closed: [], late: [] });

	test("tell mistakes apart", () => {
		const mistake = (answer: Answer, truth = pays(["a", 100])) => judge.judge(truth, answer).mistake;
		expect(mistake(booked(["a", 100]))).toBe(null);
		expect(mistake(booked(["c", 100]))).toBe("wrongCustomer");
		expect(mistake(booked(["b", 100]))).toBe("wrongOrder");
		expect(mistake(booked(["a", 60], ["b", 40]))).toBe("wrongOrder");
		expect(mistake(booked(["a", 60], ["b", 40]), pays(["a", 40], ["b", 60]))).toBe("wrongSplit");
		expect(mistake(booked(["a", 100]), pays())).toBe("nothingToBook");
		expect(mistake(offered(["c"]))).toBe(null);
	});

	test("compare what is settled, discount included", () => {
		const labelled: LabelledPosting = {
			...pays(["a", 98]),
			truth: { orders: [{ order: "a", minor: 98, settles: 98 }] },
		};
		const late = answerOf({
			...decision("assigned"),
			assignments: [part("a", 98, 98), { ...part("a", 0, 2), kind: "cashDiscount" }],
		});
		expect(judge.judge(labelled, late).mistake).toBe("wrongSplit");
		const part98 = answerOf({ ...decision("assigned"), assignments: [part("a", 98, 98)] });
		expect(judge.judge(labelled, part98).mistake).toBe(null);
		const surplus = answerOf({
			...decision("assigned"),
			assignments: [part("a", 98, 98), { ...part("a", 5, 5), kind: "surplus" }],
		});
		expect(surplus.booked).toEqual([{ order: "a", minor: 103, settles: 98 }]);
	});

	test("count automatic, false, left, lost and first", () => {
		const score = new Score();
		const add = (labelled: LabelledPosting, answer: Answer) =>
			score.add(labelled, answer, judge.judge(labelled, answer));
		add(pays(["a", 100]), booked(["a", 100]));
		add(pays(["a", 100]), booked(["b", 100]));
		add(pays(["a", 100]), offered(["a"]));
		add(pays(["a", 100]), offered(["b"], ["c"], ["a"]));
		add(pays(["a", 100]), offered(["b"], ["c"], ["a", "b"], ["a"]));
		add({ ...pays(["a", 100]), decidable: false }, offered());
		add(pays(), offered());
		add({ ...pays(), scenario: "bounced-refund" }, booked(["a", 100]));
		expect(score.counts).toEqual({
			postings: 8,
			payments: 6,
			decidable: 5,
			automatic: 3,
			wrong: 2,
			decidedRight: 1,
			left: 3,
			leftTop1: 1,
			leftTop3: 2,
			lost: 1,
			first: 2,
			dismissed: 0,
			moneyBackBooked: 1,
		});
		expect(score.mistakes).toEqual({ nothingToBook: 1, wrongCustomer: 0, wrongOrder: 1, wrongSplit: 0 });
	});

	test("bound what cannot be ruled out: none of 30,000 is at most one in 10,000", () => {
		const score = new Score();
		score.counts.automatic = 29_957;
		expect(score.wrongBound).toBeCloseTo(1, 3);
		score.counts.automatic = 47_500;
		score.counts.wrong = 1;
		expect(score.wrongBound).toBeCloseTo(0.9987, 3);
	});

	test("compare claimed probabilities with what came true", () => {
		const { calibration } = new Score();
		for (const right of [true, true, true, false]) calibration.add(0.75, right);
		expect(calibration.tenths[7]).toEqual({ count: 4, claimed: 3, right: 3 });
		expect(calibration.brier).toBeCloseTo(0.1875);
	});
});

function order(id: string, name: string) {
	return { id, shop: "s", number: id, name, amount: { minor: 100, currency: "EUR" } };
}

function pays(...parts: (readonly [order: string, minor: number])[]): LabelledPosting {
	return {
		posting: { id: "p", account: "x", bookingDate: "2026-11-02", amount: { minor: 100, currency: "EUR" } },
		scenario: "exact-number",
		truth: { orders: parts.map(([id, minor]) => ({ order: id, minor })) },
		decidable: true,
	};
}

function booked(...parts: (readonly [order: string, minor: number])[]): Answer {
	return {
		outcome: "assigned",
		booked: parts.map(([id, minor]) => ({ order: id, minor })),
		ranked: [parts.map(([id]) => id)],
		probability: null,
	};
}

function offered(...ranked: (readonly string[])[]): Answer {
	return { outcome: "review", booked: [], ranked, probability: null };
}

function decision(outcome: Decision["outcome"]): Decision {
	return { posting: "p", outcome, assignments: [], suggestions: [], reasons: [], probability: 1, margin: 1 };
}

function part(id: string, minor: number, orderMinor: number): Decision["assignments"][number] {
	return { order: id, minor, orderMinor, kind: "payment" };
}
