import { assert as holdsFor, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { compileRules } from "../../src/rules/evaluate.ts";
import { randomEvent, randomFacts, randomRuleSet, seeded } from "./random.ts";

const seeds = integer({ min: 0, max: 2 ** 31 - 1 });

/** What the platform saw of one Vorgang: each status, with the tracking numbers that came with it. */
interface Sent {
	readonly status: string;
	readonly numbers: readonly string[];
	/** Parcel numbers of the records that were done at that moment. */
	readonly doneNumbers: readonly string[];
	readonly strict: boolean;
	readonly transfers: boolean;
}

/** A course of events under random rules; what is held is looked at again, as after every change in the ERP. */
function course(seed: number): Sent[] {
	const random = seeded(seed);
	const rules = randomRuleSet(random);
	const evaluate = compileRules(rules);
	const sent: Sent[] = [];
	let facts = randomFacts(random);
	for (let step = 0; step < 20; step++) {
		const { transition } = evaluate(facts);
		if (transition !== null && !transition.parcels.missing) {
			const { rule, parcels } = transition;
			sent.push({
				status: rule.to,
				numbers: parcels.sent.map(({ parcelNumber }) => parcelNumber),
				doneNumbers: facts.shipments.filter(({ done }) => done).map(({ parcelNumber }) => parcelNumber),
				strict: rule.conditions.some(({ is, not }) => is === "shipment-done" && not !== true),
				transfers: rule.transferShipments,
			});
			facts = { ...facts, status: rule.to, statusSince: facts.now };
		}
		facts = randomEvent(random, facts);
	}
	return sent;
}

// J6
test("with the option and the condition no status goes out without the numbers of the records that are done", () => {
	let strict = 0;
	holdsFor(
		property(seeds, (seed) => {
			for (const one of course(seed).filter(({ strict: waits, transfers }) => waits && transfers)) {
				strict++;
				expect(one.numbers.length).toBeGreaterThan(0);
				expect(one.numbers).not.toContain("");
				expect(new Set(one.numbers)).toEqual(new Set(one.doneNumbers));
			}
		}),
		{ numRuns: 15_000 },
	);
	expect(strict, "the courses come to it").toBeGreaterThan(400);
});

// J5
test("without the option no tracking number goes out, whatever the rules", () => {
	holdsFor(
		property(seeds, (seed) => {
			for (const { transfers, numbers } of course(seed)) if (!transfers) expect(numbers).toEqual([]);
		}),
		{ numRuns: 500 },
	);
});
