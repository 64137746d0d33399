import { expect, test } from "vitest";
import { compileRules } from "../../src/rules/evaluate.ts";
import { explain } from "../../src/rules/explain.ts";
import { naive } from "./naive.ts";
import { type Random, randomEvent, randomFacts, randomRuleSet, seeded } from "./random.ts";
import { FACTS, rule } from "./sample.ts";

const SHIPPED = rule("r", {
	conditions: [{ is: "shipment-done", with: {} }],
	transferShipments: true,
});
const set = (...rules: ReturnType<typeof rule>[]) => ({ platform: "woocommerce", active: ["open"], rules });
const shipment = (done: boolean, parcelNumber: string) => ({ done, parcelNumber, carrier: "DHL", shippedAt: null });

test("the first rule whose conditions all hold decides, and every rule says why", () => {
	const paid = rule("paid", { to: "inProgress", conditions: [{ is: "payment-received", with: {} }] });
	const always = rule("always", { to: "cancelled" });
	const evaluate = compileRules(set(paid, always));

	const unpaid = evaluate({ ...FACTS, amount: 100, paid: 99 });
	expect(unpaid.transition?.rule.id).toBe("always");
	expect(unpaid.verdicts.map(({ rule: { id }, fired, held }) => [id, fired, held])).toEqual([
		["paid", false, [false]],
		["always", true, []],
	]);
	expect(evaluate({ ...FACTS, amount: 100, paid: 100 }).transition?.rule.id).toBe("paid");
});

test("a status that is not switched on stays", () => {
	const evaluate = compileRules({ ...set(rule("r")), active: [] });
	expect(evaluate(FACTS)).toEqual({ transition: null, verdicts: [] });
});

test("a rule's reasons are said in words, in both languages", () => {
	const { verdicts } = compileRules(set(SHIPPED))({ ...FACTS, shipments: [shipment(false, "1")] });
	expect(verdicts.map((verdict) => explain(verdict, FACTS)[0]?.holds)).toEqual([false]);
	const [words] = verdicts.flatMap((verdict) => explain(verdict, { ...FACTS, shipments: [shipment(false, "1")] }));
	expect(words?.text).toEqual({
		de: "Nur wenn ein Versanddatensatz als erledigt gekennzeichnet ist: 0 von 1 Versanddatensätzen erledigt",
		en: "Only if a shipment record is marked as done: 0 of 1 shipment records done",
	});
});

// J5
test("without the option no tracking number goes out", () => {
	const evaluate = compileRules(set({ ...SHIPPED, transferShipments: false }));
	expect(evaluate({ ...FACTS, shipments: [shipment(true, "1")] }).transition?.parcels).toEqual({
		missing: false,
		sent: [],
	});
});

// J6
test.each([
	["done with its number", [shipment(true, "1")], ["1"]],
	["another one is not done yet", [shipment(true, "1"), shipment(false, "2")], ["1"]],
	["two are done", [shipment(true, "1"), shipment(true, "2")], ["1", "2"]],
	["two records of one parcel", [shipment(true, "1"), shipment(true, "1")], ["1"]],
	["done without a number", [shipment(true, "")], "waits"],
	["one of the done ones without a number", [shipment(true, "1"), shipment(true, "")], "waits"],
	["not done", [shipment(false, "1")], "stays"],
	["none", [], "stays"],
])("the number goes out with the status when %s", (_, shipments, expected) => {
	const { transition } = compileRules(set(SHIPPED))({ ...FACTS, shipments });
	if (transition === null) return expect(expected).toBe("stays");
	if (transition.parcels.missing) return expect(expected).toBe("waits");
	expect(transition.parcels.sent.map(({ parcelNumber }) => parcelNumber)).toEqual(expected);
});

test("10,000 random rule sets and courses of events come to the same as the rules read plainly", {
	timeout: 60_000,
}, () => {
	for (let seed = 1; seed <= 10_000; seed++) compareCourse(seed);
});

function compareCourse(seed: number): void {
	const random: Random = seeded(seed);
	const rules = randomRuleSet(random);
	const evaluate = compileRules(rules);
	let facts = randomFacts(random);
	for (let step = 0; step < 8; step++) {
		const plain = naive(rules, facts);
		const { transition, verdicts } = evaluate(facts);
		const ours = {
			rule: transition?.rule.id ?? null,
			numbers:
				transition === null
					? []
					: transition.parcels.missing
						? null
						: transition.parcels.sent.map((one) => one.parcelNumber),
			why: verdicts.map(({ rule: { id }, held }) => ({ rule: id, held })),
		};
		if (JSON.stringify(ours) !== JSON.stringify(plain))
			expect({ seed, step, ...ours }).toEqual({ seed, step, ...plain });
		const fired = verdicts.filter((verdict) => verdict.fired).length;
		if (fired > 0 !== (transition !== null)) expect.unreachable(`seed ${seed}: ${fired} rules fired`);
		const goes = transition !== null && !transition.parcels.missing;
		facts = randomEvent(random, goes ? { ...facts, status: transition.rule.to, statusSince: facts.now } : facts);
	}
}
