import { expect, test } from "vitest";
import { SCENARIOS } from "../../eval/data.ts";
import type { Decision } from "../../src/index.ts";
import { casesOf } from "./all.ts";
import { decideCase, type ScenarioCase } from "./case.ts";

/** The same orders, with ids that sort the other way round. */
function renamed(one: ScenarioCase): { case: ScenarioCase; idOf: ReadonlyMap<string, string> } {
	const ids = one.orders.map(({ id }) => id).toSorted();
	const names = new Map(ids.map((id, at) => [id, String(ids.length - at).padStart(6, "0")]));
	const orders = one.orders.map((order) => ({ ...order, id: names.get(order.id) ?? "" }));
	return { case: { ...one, orders }, idOf: new Map([...names].map(([id, name]) => [name, id])) };
}

function booked({ outcome, assignments }: Decision, idOf: (id: string) => string): string[] {
	return [
		outcome,
		...assignments.map(({ order, ...rest }) => JSON.stringify({ order: idOf(order), ...rest })).toSorted(),
	];
}

test.each(SCENARIOS)("%s: what is booked does not depend on how shops name their orders", (scenario) => {
	for (const one of casesOf(scenario)) {
		const other = renamed(one);
		const now = booked(decideCase(other.case), (id) => other.idOf.get(id) ?? id);
		expect(now, one.name).toEqual(booked(decideCase(one), (id) => id));
	}
});
