import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
	checkYear,
	type Done,
	makeWorld,
	type Outcome,
	runYear,
	settingsOfWorld,
	type World,
} from "../../simulation/index.ts";

function rules(world: World, outcome: Outcome): string[] {
	return [...new Set(checkYear(world, outcome, settingsOfWorld(world)).map(({ rule }) => rule))];
}

describe("a year of orders over three shops: nothing said too soon, twice, to the wrong one, or not at all", () => {
	test.each(Array.from({ length: 20 }, (_, index) => index + 1))("seed %i", (seed) => {
		const world = makeWorld(seed);
		const outcome = runYear(world);
		expect(outcome.done.length).toBeGreaterThan(200);
		expect(checkYear(world, outcome, settingsOfWorld(world))).toEqual([]);
	});

	test("each has all that a year can bring: shops unlike each other, outages, parts, surpluses, changes, answers", () => {
		for (let seed = 1; seed <= 20; seed++) {
			const { orders, shops, accounts } = makeWorld(seed);
			expect(orders).toHaveLength(2_000);
			expect(new Set(shops.map(({ settings }) => JSON.stringify(settings))).size).toBe(3);
			for (const { outages } of [...shops, ...accounts]) expect(outages.length).toBeGreaterThan(0);
			const happens = new Set(orders.flatMap(({ events }) => events.map(({ kind }) => kind)));
			expect([...happens].toSorted()).toEqual([
				"amount",
				"blocks",
				"cancels",
				"closed",
				"deleted",
				"email",
				"ends-collection",
				"invoice",
				"pays",
				"reopened",
				"revives",
				"says-paid",
				"sets-reference",
				"takes-over",
				"unblocks",
			]);
			const paid = orders.map(({ amountMinor, events }) => {
				return Math.sign(
					events.reduce((sum, event) => sum + (event.kind === "pays" ? event.minor : 0), 0) - amountMinor,
				);
			});
			expect(new Set(paid)).toEqual(new Set([-1, 0, 1]));
		}
	});

	test("its checker shares no code with what it judges: only what a world and an outcome are", () => {
		const folder = new URL("../../simulation/check/", import.meta.url);
		const imported = readdirSync(folder).flatMap((file) => {
			const text = readFileSync(new URL(file, folder), "utf8");
			return Array.from(
				text.matchAll(/^import (type )?.* from "(.*)";$/gm),
				([, type, from]) => `${type ?? ""}${from}`,
			);
		});
		const foreign = imported.filter((from) => !/^(type )?\.\/[a-z-]+\.ts$/.test(from));
		expect(new Set(foreign)).toEqual(new Set(["type ../world.ts", "date-holidays"]));
	});

	test("the same seed gives the same year", () => {
		const size = { orders: 200, days: 200 };
		expect(runYear(makeWorld(7, size))).toEqual(runYear(makeWorld(7, size)));
		expect(makeWorld(7, size)).not.toEqual(makeWorld(8, size));
	});
});

describe("the checker sees what is wrong", () => {
	const world = makeWorld(3, { orders: 400, days: 365 });
	const right = runYear(world);
	const after = (change: (done: Done[]) => Done[]) => rules(world, { ...right, done: change([...right.done]) });
	const reminder = right.done.findIndex(({ kind, level }) => kind === "reminder" && level === 2);
	const taken = right.done[reminder] as Done;
	const earlier = (done: Done, days: number) => ({
		...done,
		on: new Date(Date.parse(done.on) - days * 86_400_000).toISOString().slice(0, 10),
	});

	test("a year that is right has nothing wrong", () => {
		expect(reminder).toBeGreaterThan(0);
		expect(rules(world, right)).toEqual([]);
	});

	test("a step missed", () => {
		expect(after((done) => done.toSpliced(reminder, 1))).toContain("no step missed");
	});

	test("a message twice", () => {
		expect(after((done) => done.toSpliced(reminder, 0, taken))).toEqual(["at most one step a day"]);
	});

	test("a step too soon", () => {
		expect(after((done) => done.with(reminder, earlier(taken, 1)))).toContain("no step before its earliest day");
	});

	test("a message to an order that is paid, cancelled or gone", () => {
		for (const state of ["paid", "cancelled", "removedExternally"]) {
			const order = right.orders.find((each) => each.state === state)?.order as string;
			const late: Done = { order, on: world.lastDay, kind: "reminder", level: 1 };
			expect(after((done) => [...done, late])).toEqual(["no message to a paid or cancelled order"]);
		}
	});

	test("a demand while bank data are stale", () => {
		const outages = [{ from: world.firstDay, to: world.lastDay }];
		const blind = { ...world, accounts: world.accounts.map((account) => ({ ...account, outages })) };
		// What was done in a year with bank data, looked at as if there had been none.
		expect(rules(blind, right)).toContain("no demand while data are stale");
		expect(runYear(blind).done.every(({ kind }) => kind === "paymentInformation")).toBe(true);
	});

	test("a demand while it is held back", () => {
		const held = { ...world, held: [{ from: taken.on, to: taken.on }] };
		expect(rules(held, right)).toContain("nothing while held back");
	});

	test("a wrong state, and a cent that is missing", () => {
		const wrong = right.orders.map((order, index) => (index === 0 ? { ...order, state: "repaid" } : order));
		expect(rules(world, { ...right, orders: wrong })).toEqual(["the right state"]);
		const short = right.orders.map((order, index) => ({
			...order,
			assignedMinor: order.assignedMinor - (index === 0 ? 1 : 0),
		}));
		expect(rules(world, { ...right, orders: short })).toEqual(["every cent"]);
	});
});
