import { describe, expect, test } from "vitest";
import { createEngine, type Decision, type MatchOrder } from "../src/index.ts";
import { decide, inShort, order, transfer } from "./shop.ts";

test("an order is payable as it is now: added, changed, paid, removed", () => {
	const engine = createEngine();
	const posting = transfer("AU-10023");
	expect(inShort(engine.decide(posting))).toBe("none: nothingFound");
	engine.upsert(order());
	expect(inShort(engine.decide(posting))).toBe("AU-10023 119.00");
	engine.upsert(order({ number: "AU-10055", id: "AU-10023" }));
	expect(inShort(engine.decide(posting))).toBe("review: improbable; AU-10023");
	engine.upsert(order({ standing: "closed" }));
	expect(inShort(engine.decide(posting))).toBe("review: orderClosed; AU-10023");
	engine.remove("AU-10023");
	engine.remove("AU-10023");
	expect([engine.size, inShort(engine.decide(posting))]).toEqual([0, "none: nothingFound"]);
});

test("suggestions are ranked: number and amount before amount alone", () => {
	const orders = [
		order({ number: "AU-20001", name: "Olga Petrova" }),
		order({ number: "AU-10023", standing: "cancelled" }),
	];
	const { suggestions, margin } = decide(orders, transfer("AU-10023"));
	expect(suggestions.map((suggestion) => suggestion.orders[0]?.order)).toEqual(["AU-10023", "AU-20001"]);
	expect(suggestions[0]?.probability).toBeGreaterThan(0.9);
	expect(margin).toBeGreaterThan(0.9);
});

test.each(["as they were placed", "the other way round"])(
	"of many namesakes' orders the newest before the posting are suggested, added %s",
	(way) => {
		const days = Array.from({ length: 30 }, (_, i) => `${i + 1}`.padStart(2, "0"));
		const all = days.map((day) => order({ number: `AU-${(Number(day) * 7_919) % 100}00`, placedAt: `2026-11-${day}` }));
		const orders = way === "as they were placed" ? all : all.toReversed();
		const { outcome, suggestions } = decide(orders, transfer("Danke", { bookingDate: "2026-11-20" }));
		expect(outcome).toBe("review");
		const newest = all.slice(17, 20).toReversed();
		expect(suggestions.slice(0, 3).map((one) => one.orders[0]?.order)).toEqual(newest.map(({ id }) => id));
	},
);

test("what a customer owes besides is found by his number, or his name where he has none", () => {
	const owed = (customerNumber?: string) => [
		order({ amount: 3_000, ...(customerNumber !== undefined && { customerNumber }) }),
		order({ number: "AU-10090", amount: 5_000, ...(customerNumber !== undefined && { customerNumber }) }),
		order({ number: "AU-10091", amount: 5_000, name: "Olga Petrova", customerNumber: "K-7" }),
	];
	for (const orders of [owed("K-1"), owed()]) {
		const { suggestions } = decide(orders, transfer("AU-10023 u.a.", { amount: 8_000, payer: "Erika Fremd" }));
		expect(suggestions.map((one) => one.orders.map(({ order: id }) => id))).toContainEqual(["AU-10023", "AU-10090"]);
	}
});

test("a stranger's number is less certain where its neighbours cost as much", () => {
	const chance = (others: readonly number[]) => {
		const numbers = [23_410, 23_499, ...others];
		const orders = numbers.map((number, i) => order({ number: `AU-${number}`, name: `Kunde Nummer${i}` }));
		return decide(orders, transfer("AU-23410", { payer: "Erika Fremd" })).probability;
	};
	const [oneDigitOff, twoDigitsOff] = [chance([23_411, 23_412, 23_413]), chance([23_421, 23_432, 23_443])];
	expect(oneDigitOff).toBeLessThan(twoDigitsOff);
});

test("several orders of which one cannot be paid are offered together", () => {
	const orders = [order(), order({ number: "AU-10024", amount: 5_000, standing: "cancelled" })];
	const { outcome, suggestions } = decide(orders, transfer("AU-10023, AU-10024", { amount: 16_900 }));
	expect(outcome).toBe("review");
	expect(suggestions[0]?.orders).toEqual([
		{ order: "AU-10023", minor: 11_900 },
		{ order: "AU-10024", minor: 5_000 },
	]);
});

test("the evidence names the order, what stands there and what it should be", () => {
	expect(decide([order()], transfer("Best. AU 10023")).reasons).toEqual([
		{
			field: "orderNumber",
			finding: "found",
			order: "AU-10023",
			matched: "AU 10023",
			expected: "AU-10023",
			weight: expect.closeTo(14.6, 0),
		},
		{
			field: "amount",
			finding: "amountEqual",
			order: "AU-10023",
			matched: { minor: 11_900, currency: "EUR" },
			expected: { minor: 11_900, currency: "EUR" },
			weight: expect.closeTo(7.3, 0),
		},
		{
			field: "name",
			finding: "payerEqual",
			order: "AU-10023",
			matched: "Max Mueller",
			expected: "Max Müller",
			weight: expect.closeTo(16.3, 0),
		},
	]);
});

test("100,000 orders: known within seconds, each posting decided without walking over them", () => {
	const engine = createEngine();
	const count = 100_000;
	const started = performance.now();
	for (let i = 0; i < count; i++) {
		engine.upsert(
			order({ number: `AU-${200_000 + i}`, name: `Vorname${i % 50} Nachname${i % 3_000}`, amount: 500 + (i % 40_000) }),
		);
	}
	const built = performance.now();
	const postings = 2_000;
	for (let i = 0; i < postings; i++) {
		const posting = transfer(`Bestellung AU-${200_000 + i * 7}`, {
			amount: 500 + ((i * 7) % 40_000),
			payer: "Erika Fremd",
		});
		expect(engine.decide(posting).outcome).toBe("assigned");
	}
	const decided = performance.now();
	// Generous, for busy machines: a walk over all orders would take minutes.
	expect(built - started).toBeLessThan(5_000);
	expect(decided - built).toBeLessThan(5_000);
});

describe("numbers that stand for orders of two shops, paid by somebody unknown", () => {
	const ours = [
		order({ number: "10556", shop: "tools", amount: 18_163, name: "Minh Vu" }),
		order({ number: "11338", shop: "tools", amount: 19_900, name: "Minh Vu" }),
	];
	const others = [
		order({ number: "10556", shop: "garden", amount: 7_500, name: "Klaus Richter" }),
		order({ number: "11338", shop: "garden", amount: 6_410, name: "Ines Falk" }),
	];
	/** These cost as much together as ours. */
	const likewise = others.map((one, at) => ({ ...one, amount: { minor: [19_900, 18_163][at] ?? 0, currency: "EUR" } }));
	const posting = transfer("Bestellnummer 10556, 11338", { amount: 38_063, payer: "Bachburg Schreinerei OHG" });
	/** Of orders that are equally likely each is the first one once, by its id. */
	const withIds = (orders: readonly MatchOrder[]) =>
		orders.map((_, turn) =>
			orders.map((one, at) => ({ ...one, id: `${(at + turn) % orders.length} ${one.shop} ${one.number}` })),
		);
	const ofShops = ({ outcome, assignments }: Decision) => [
		outcome,
		...assignments.map(({ order: id }) => id.slice(2)).toSorted(),
	];

	test("are those that add up, whichever are taken first", () => {
		for (const orders of withIds([...ours, ...others])) {
			expect(ofShops(decide(orders, posting))).toEqual(["assigned", "tools 10556", "tools 11338"]);
		}
	});

	test("are for a person where others add up, too", () => {
		for (const orders of withIds([...ours, ...likewise])) {
			expect(ofShops(decide(orders, posting))).toEqual(["review"]);
		}
	});

	test("are the payer's where others add up, too", () => {
		const own = { ...posting, counterparty: { name: "Minh Vu" } };
		for (const orders of withIds([...ours, ...likewise])) {
			expect(ofShops(decide(orders, own))).toEqual(["assigned", "tools 10556", "tools 11338"]);
		}
	});

	test("are for a person where none add up", () => {
		for (const orders of withIds([...ours, ...others])) {
			const { outcome } = decide(orders, { ...posting, amount: { minor: 38_064, currency: "EUR" } });
			expect(outcome).toBe("review");
		}
	});
});
