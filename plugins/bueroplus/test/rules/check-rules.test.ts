import { describe, expect, test } from "vitest";
import { checkRules } from "../../src/rules/check-rules.ts";
import { compileRules } from "../../src/rules/evaluate.ts";
import type { Condition, Rule } from "../../src/rules/rule.ts";
import { randomFacts, randomRuleSet, STATUSES, seeded } from "./random.ts";
import { rule } from "./sample.ts";

const found = (...rules: Rule[]) =>
	checkRules({ platform: "woocommerce", active: ["open"], rules }, STATUSES).map(({ severity, code, rules: ids }) =>
		[severity, code, ...ids].join(" "),
	);
const one = (is: Condition["is"], given: Condition["with"] = {}): Condition => ({ is, with: given });
const not = (condition: Condition): Condition => ({ ...condition, not: true });
const paid = one("payment-received");

describe("a circle", () => {
	const there = rule("there", { to: "inProgress", conditions: [paid] });

	test("is found where nothing keeps it from closing", () => {
		const back = rule("back", { from: "inProgress", to: "open" });
		expect(found(there, back)).toContain("error CYCLE there back");
	});

	test("is none where the way back needs the opposite", () => {
		const back = rule("back", { from: "inProgress", to: "open", conditions: [not(paid)] });
		expect(found(there, back)).toEqual([]);
	});

	test("is not broken by waiting: time goes on by itself", () => {
		const back = rule("back", { from: "inProgress", to: "open", conditions: [one("status-age", { hours: 48 })] });
		const young = rule("there", { to: "inProgress", conditions: [not(one("status-age", { hours: 2 }))] });
		expect(found(young, back)).toContain("error CYCLE there back");
	});

	test("is found over three statuses, and only once", () => {
		const rules = [
			rule("a", { to: "inProgress" }),
			rule("b", { from: "inProgress", to: "packed" }),
			rule("c", { from: "packed", to: "open" }),
		];
		expect(found(...rules).filter((text) => text.includes("CYCLE"))).toEqual(["error CYCLE a b c"]);
	});

	test("is none where the amounts or the payment codes exclude each other", () => {
		const dear = one("order-amount", { least: { minor: 10_000, currency: "EUR" } });
		const back = (condition: Condition) => rule("back", { from: "shipped", to: "open", conditions: [condition] });
		expect(
			found(
				rule("r", { conditions: [dear] }),
				back(not(one("order-amount", { least: { minor: 10_000, currency: "EUR" } }))),
			),
		).toEqual([]);
		const invoice = one("payment-code", { codes: ["invoice"] });
		expect(found(rule("r", { conditions: [invoice] }), back(one("payment-code", { codes: ["prepayment"] })))).toEqual(
			[],
		);
	});
});

describe("a contradiction", () => {
	test.each([
		["a condition and its opposite", [paid, not(paid)]],
		["done, but none there", [one("shipment-done"), not(one("shipment-exists"))]],
		[
			"two payment codes",
			[one("payment-code", { codes: ["invoice"] }), one("payment-code", { codes: ["prepayment"] })],
		],
		[
			"an amount above and below",
			[
				one("order-amount", { least: { minor: 2, currency: "EUR" } }),
				not(one("order-amount", { least: { minor: 1, currency: "EUR" } })),
			],
		],
	])("within a rule: %s", (_, conditions) => {
		expect(found(rule("r", { conditions }))).toContain("error CONTRADICTS_ITSELF r");
	});

	test("with an earlier rule: it always wins, with another target", () => {
		const special = rule("special", { to: "cancelled", conditions: [paid, one("invoice-exists")] });
		expect(found(rule("general", { conditions: [paid] }), special)).toEqual([
			"error CONTRADICTS_EARLIER general special",
		]);
		expect(found(special, rule("general", { conditions: [paid] }))).toEqual([]);
	});

	test("to the same target is only useless", () => {
		expect(found(rule("first"), rule("second", { conditions: [paid] }))).toEqual([
			"warning NEVER_REACHED first second",
		]);
	});
});

test("statuses that the platform does not have, and ids that occur twice", () => {
	expect(found(rule("r", { to: "lost" }), rule("r", { to: "shipped", conditions: [paid] }))).toEqual(
		expect.arrayContaining(["error ID_REPEATED r", "error UNKNOWN_STATUS r"]),
	);
});

// J6
test("transferring shipment records recommends waiting for one that is done", () => {
	expect(found(rule("r", { transferShipments: true }))).toEqual(["recommendation ONLY_WHEN_DONE r"]);
	const strict = rule("strict", { transferShipments: true, conditions: [one("shipment-done")] });
	expect(found(strict)).toEqual([]);
	expect(found(strict, rule("loose", { conditions: [paid] }))).toEqual(["warning WITHOUT_TRACKING strict loose"]);
});

describe("rules without an error", () => {
	test("come to rest while nothing changes in the ERP", () => {
		let looked = 0;
		for (let seed = 1; seed <= 4000; seed++) {
			const random = seeded(seed);
			const rules = randomRuleSet(random);
			if (checkRules(rules, STATUSES).some(({ severity }) => severity === "error")) continue;
			looked++;
			const evaluate = compileRules(rules);
			let facts = randomFacts(random);
			for (let step = 0; ; step++) {
				const { transition } = evaluate(facts);
				if (transition === null) break;
				facts = { ...facts, status: transition.rule.to, now: facts.now + 1000 * 3_600_000, statusSince: facts.now };
				if (step > STATUSES.length) expect.unreachable(`seed ${seed} runs in a circle`);
			}
		}
		expect(looked).toBeGreaterThan(400);
	});

	test("have no rule that never gets its turn; what is reported as such never does", () => {
		for (let seed = 1; seed <= 2000; seed++) {
			const random = seeded(seed);
			const rules = randomRuleSet(random);
			const dead = new Set(
				checkRules(rules, STATUSES)
					.filter(({ code }) => ["NEVER_REACHED", "CONTRADICTS_EARLIER", "CONTRADICTS_ITSELF"].includes(code))
					.map(({ rules: ids }) => ids.at(-1)),
			);
			const evaluate = compileRules(rules);
			for (let course = 0; course < 10; course++) {
				const { transition } = evaluate(randomFacts(random));
				if (dead.has(transition?.rule.id)) expect.unreachable(`seed ${seed}: ${transition?.rule.id} had its turn`);
			}
		}
	});
});
