import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEngine, type Decision, type MatchOrder, type MatchPosting } from "../src/index.ts";
import { decide, order, transfer } from "./shop.ts";

const anyName = fc.constantFrom("Max Müller", "Erika Mustermann", "Schrauben Köhler GmbH", "Olga Petrova", "");
const anyAmount = fc.oneof(fc.constantFrom(1_990, 4_990, 11_900), fc.integer({ min: 1, max: 30_000 }));
const anyNumber = fc.integer({ min: 10_000, max: 10_040 }).map(String);

const anyOrder: fc.Arbitrary<MatchOrder> = fc.record({
	id: fc.uuid(),
	shop: fc.constantFrom("a", "b"),
	number: fc.tuple(fc.constantFrom("", "AU-", "RG", "#", "2026-"), anyNumber).map((parts) => parts.join("")),
	invoiceNumber: fc.option(
		anyNumber.map((number) => `RE-2026-${number}`),
		{ nil: undefined },
	),
	customerNumber: fc.option(anyNumber, { nil: undefined }),
	name: anyName,
	amount: anyAmount.map((minor) => ({ minor, currency: "EUR" })),
	placedAt: fc.constantFrom("2026-10-01", "2026-11-04T10:00:00Z", "2026-11-20"),
	standing: fc.constantFrom("open", "open", "open", "closed", "cancelled"),
	testSystem: fc.constantFrom(false, false, false, true),
	terms: fc.constantFrom([], [{ days: 14, discountPercent: 2 }]),
});

/** A payment of one order as customers make it, or numbers, amounts and names of all orders mixed at random. */
const anyCase = fc
	.array(anyOrder, { minLength: 1, maxLength: 12 })
	.chain((orders) =>
		fc.record({ orders: fc.constant(orders), posting: fc.oneof(usualPosting(orders), mixedPosting(orders)) }),
	);

function usualPosting(orders: MatchOrder[]): fc.Arbitrary<MatchPosting> {
	return fc
		.record({
			of: fc.constantFrom(...orders),
			by: fc.constantFrom("number", "invoiceNumber"),
			less: fc.constantFrom(0, 0, 0, 100, -100),
		})
		.map(({ of, by, less }) =>
			transfer(`Bestellung ${by === "number" ? of.number : (of.invoiceNumber ?? "")} vom 01.11.2026`, {
				amount: Math.max(1, of.amount.minor - less),
				payer: of.name ?? "",
			}),
		);
}

function mixedPosting(orders: MatchOrder[]): fc.Arbitrary<MatchPosting> {
	const numbers = orders.flatMap((one) => [one.number, one.invoiceNumber ?? "", one.customerNumber ?? ""]);
	return fc
		.record({
			numbers: fc.array(fc.constantFrom(...numbers), { maxLength: 4 }),
			glue: fc.constantFrom(" ", ", ", " und ", "\n", " Kdnr ", " Rechnung ", "-"),
			amount: fc.oneof(
				anyAmount,
				fc.subarray(orders).map((some) => some.reduce((sum, { amount }) => sum + amount.minor, 0)),
			),
			payer: anyName,
		})
		.map((of) => transfer(`Zahlung ${of.numbers.join(of.glue)}`, { amount: of.amount, payer: of.payer }));
}

/** Text without any digit that could be a number of ours (they all begin with 100). */
const foreignText = fc
	.array(
		fc.oneof(
			fc.constantFrom("Miete", "Danke", "Bestellung", "Rechnung Nr.", "vom", "EUR", "AU-", "RG", "\n", "u.a."),
			fc.integer({ min: 0, max: 99_999_999 }).map(String),
			fc.string({ maxLength: 12 }),
		),
		{ maxLength: 12 },
	)
	.map((words) => words.join(" "))
	.filter((text) => !/1\D*0\D*0/.test(text));

describe("whatever is known and paid", () => {
	test("what is booked adds up to the posting, no order gets more than is open, and no unfit order gets anything", () => {
		let booked = 0;
		fc.assert(
			fc.property(anyCase, ({ orders, posting }) => {
				const decision = decide(orders, posting);
				if (decision.outcome === "assigned") booked++;
				expectSound(decision, orders, posting);
			}),
			{ numRuns: 3_000 },
		);
		// The cases are no use where nothing is ever booked.
		expect(booked).toBeGreaterThan(300);
	});

	test("without a reference of ours and from somebody else nothing is booked, whatever it amounts to", () => {
		fc.assert(
			fc.property(fc.array(anyOrder, { minLength: 1, maxLength: 12 }), foreignText, fc.nat(), (orders, text, pick) => {
				const target = orders[pick % orders.length];
				const posting = transfer(text, { amount: target?.amount.minor ?? 1, payer: "Jan Nowak" });
				expect(decide(orders, posting).outcome).not.toBe("assigned");
			}),
			{ numRuns: 2_000 },
		);
	});

	test("deciding leaves no trace, and the order in which orders became known does not matter", () => {
		fc.assert(
			fc.property(anyCase, ({ orders, posting }) => {
				const first = createEngine();
				for (const one of orders) first.upsert(one);
				const decision = first.decide(posting);
				expect(first.decide(posting)).toEqual(decision);
				const second = createEngine();
				for (const one of orders.toReversed()) second.upsert(one);
				expect(second.decide(posting)).toEqual(decision);
			}),
			{ numRuns: 1_000 },
		);
	});

	test("an order that was changed and removed leaves no trace", () => {
		fc.assert(
			fc.property(anyCase, anyOrder, anyOrder, ({ orders, posting }, before, after) => {
				const engine = createEngine();
				for (const one of orders) engine.upsert(one);
				const decision = engine.decide(posting);
				engine.upsert({ ...before, id: "guest" });
				engine.upsert({ ...after, id: "guest" });
				engine.remove("guest");
				expect(engine.size).toBe(new Set(orders.map(({ id }) => id)).size);
				expect(engine.decide(posting)).toEqual(decision);
			}),
			{ numRuns: 500 },
		);
	});

	test("any text is read without an error", () => {
		fc.assert(
			fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
				expect(decide([order()], transfer(text, { endToEndId: text, references: [text], payer: text })).posting).toBe(
					"posting",
				);
			}),
			{ numRuns: 500 },
		);
	});
});

function expectSound(
	{ outcome, assignments, suggestions, margin }: Decision,
	orders: readonly MatchOrder[],
	posting: MatchPosting,
) {
	expect(suggestions.length).toBeLessThanOrEqual(5);
	expect(margin).toBeGreaterThanOrEqual(0);
	expect(margin).toBeLessThanOrEqual(1);
	expect(assignments.length > 0).toBe(outcome === "assigned");
	expect(suggestions.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1.001);
	if (outcome !== "assigned") return;
	expect(assignments.reduce((sum, { minor }) => sum + minor, 0)).toBe(posting.amount.minor);
	for (const one of orders) {
		const own = assignments.filter(({ order: id }) => id === one.id);
		if (own.length === 0) continue;
		expect(one.standing).toBe("open");
		const named = references(one).some((digits) => posting.remittance?.replace(/\D/g, "").includes(digits));
		expect(one.testSystem).toBe(false);
		expect(posting.bookingDate >= (one.placedAt ?? "").slice(0, 10)).toBe(true);
		const settled = own.filter(({ kind }) => kind !== "surplus").reduce((sum, { orderMinor }) => sum + orderMinor, 0);
		expect(settled).toBeGreaterThan(0);
		expect(settled).toBeLessThanOrEqual(one.amount.minor);
		// Without its number in full, an order is paid to the cent, a cash discount counted.
		expect(named || settled === one.amount.minor).toBe(true);
	}
}

/** The digits that must stand in a text for an order to be booked: of its numbers, at least the last group. */
function references({ number, invoiceNumber }: MatchOrder): string[] {
	return [number, invoiceNumber ?? ""].flatMap((text) => text.match(/\d+$/)?.[0] ?? []);
}
