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
		const orders = seed === 1 ? 2_000 : 300;
		const world = makeWorld(seed, { orders, days: 365 });
		const outcome = runYear(world);
		expect(outcome.done.length).toBeGreaterThan(orders / 10);
		expect(checkYear(world, outcome, settingsOfWorld(world))).toEqual([]);
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
