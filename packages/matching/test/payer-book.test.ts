import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEngine, type KnownPayer } from "../src/index.ts";
import { type IndexedOrder, OrderIndex } from "../src/index-orders.ts";
import { isCustomerOf, KnownCustomer } from "../src/payer-book.ts";
import { order, transfer } from "./shop.ts";

const IBAN = "DE02 1203 0000 0000 2020 51";
const invoiced = order({ invoiceNumber: "RE-2026-0815", customerNumber: "K-70112" });
/** A transfer by somebody of another name, without a number. */
const silent = transfer("Danke", { payer: "Buchhaltung Nord" });
const fromAccount = {
	...silent,
	counterparty: { name: "Buchhaltung Nord", iban: IBAN.replaceAll(" ", "").toLowerCase() },
};

function decideKnowing(payers: readonly KnownPayer[], forgotten: readonly string[] = []) {
	const engine = createEngine();
	engine.upsert(invoiced);
	for (const payer of payers) engine.learn(payer);
	for (const iban of forgotten) engine.forget(iban);
	return engine.decide(fromAccount);
}

describe("an account that has paid before", () => {
	test("stands for the customer, however the IBAN is written", () => {
		const decision = decideKnowing([{ iban: IBAN, customerNumber: "K-70112", payments: 3 }]);
		expect(decision.outcome).toBe("assigned");
		expect(decision.reasons.map(({ finding }) => finding)).toContain("payerKnown");
	});

	test("by name where the customer has no number", () => {
		expect(decideKnowing([{ iban: IBAN, name: "Müller, Max" }]).outcome).toBe("assigned");
	});

	test.each([
		["nobody is known", [], []],
		["another customer's", [{ iban: IBAN, customerNumber: "K-70113", name: "Max Müller" }], []],
		["forgotten", [{ iban: IBAN, customerNumber: "K-70112" }], [IBAN]],
		["neither number nor name", [{ iban: IBAN }], []],
		["no account", [{ iban: "", customerNumber: "K-70112" }], []],
	])("says nothing where it is unknown: %s", (_case, payers, forgotten) => {
		expect(decideKnowing(payers, forgotten).outcome).toBe("review");
	});

	test("may stand for several, of whom the last word counts", () => {
		const family = [
			{ iban: IBAN, customerNumber: "K-70113", name: "Olga Petrova" },
			{ iban: IBAN, customerNumber: "K-70112", name: "Max Müller" },
			{ iban: IBAN, customerNumber: "K-70112", name: "Max Müller", payments: 9 },
		];
		expect(decideKnowing(family).outcome).toBe("assigned");
		expect(decideKnowing([...family, { iban: IBAN, customerNumber: "K-1" }], [IBAN]).outcome).toBe("review");
	});
});

const NAMES = ["Max Müller", "Müller, Max", "Anna Müller", "M. Köhler", "M", "Dr. M", "GmbH", ""];
const NUMBERS = ["K-70112", "70112", "K-70113", "12", ""];
const maybe = (texts: readonly string[]) => fc.constantFrom(...texts, undefined);

test("whose customer an order is of is told by the keys of its texts as by the texts themselves", () => {
	fc.assert(
		fc.property(
			fc.record({ customerNumber: maybe(NUMBERS), name: maybe(NAMES), company: maybe(NAMES) }),
			fc.constantFrom(...NUMBERS),
			fc.constantFrom(...NAMES),
			(texts, number, name) => {
				const index = new OrderIndex();
				index.upsert(order(texts));
				const known = new KnownCustomer("", number, name, "1");
				expect(isCustomerOf(known, index, index.view(0))).toBe(isSame(known, index.view(0)));
			},
		),
		{ numRuns: 1_000 },
	);
});

/** By number where both have one, else by all words of a name; of one number, some word of the name has to agree. */
function isSame({ number, name }: KnownCustomer, { customer, names }: IndexedOrder): boolean {
	if (number !== null && customer !== null) {
		const isNamed = () => names.some(({ words }) => words.some((word) => name?.words.includes(word)));
		return number === customer && (name === null || names.length === 0 || isNamed());
	}
	return name !== null && names.some(({ words }) => words.toSorted().join() === name.words.toSorted().join());
}
