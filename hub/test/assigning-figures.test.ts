import {
	type AssignmentFigures,
	assignPosting,
	call,
	getAssignmentFigures,
	type Posting,
	rejectPosting,
	undoAssignment,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { learnFromStanding } from "../src/assigning/learn-payers.ts";
import { openAccount, type TestBank } from "./support/bank.ts";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

/** Without history (guarantee.ts of the engine). */
const START = 0.9975;
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

let hub: TestHub;
let shop: TestShop;
let bank: TestBank;
beforeAll(async () => {
	hub = await startTestHub();
});
beforeEach(async () => {
	hub.setClock("2026-11-04T08:00:00Z");
	shop = await connectShop(hub);
	bank = await openAccount(shop.merchant);
});
afterAll(() => hub.close());

const figures = (): Promise<AssignmentFigures> => call(shop.merchant, getAssignmentFigures, {});
const idOf = async (ref: string) => (await shop.order(ref)).id;
async function assign(posting: Posting | undefined, ...refs: string[]): Promise<Posting> {
	const orders = await Promise.all(refs.map(async (ref) => ({ order: await idOf(ref) })));
	return call(shop.merchant, assignPosting, { params: { posting: posting?.id ?? "" }, body: { orders } });
}
const undo = (posting: Posting | undefined) =>
	call(shop.merchant, undoAssignment, { params: { assignment: posting?.assignments.at(-1)?.id ?? "" } });

/** So many decisions of this probability, all of the same truth, stand in his history. */
async function decided(count: number, probability: number, wasRight = true): Promise<void> {
	await hub.sql.query(
		`INSERT INTO judged_decisions (merchant_id, posting_id, probability, booked, was_right, judged_at)
		 SELECT $1, gen_random_uuid(), $3, true, $4, $5 FROM generate_series(1, $2::int)`,
		[shop.merchant.id, count, probability, wasRight, hub.now()],
	);
}
async function judged(): Promise<unknown[]> {
	const { rows } = await hub.sql.query(
		"SELECT booked, was_right FROM judged_decisions WHERE merchant_id = $1 ORDER BY judged_at",
		[shop.merchant.id],
	);
	return rows.map(({ booked, was_right }) => ({ booked, right: was_right }));
}

/** Named by nobody: the machine is nearly sure by name and amount alone. */
const ofCustomer = (ref: string, name: string, minor: number) =>
	order(ref, {
		number: `10${ref}`,
		amount: { minor, currency: "EUR" },
		customer: { name, billing: { city: "Bremen", country: "DE" } },
	});

describe("from which probability on the machine books", () => {
	it("is the careful one where nothing is known", async () => {
		expect(await figures()).toMatchObject({ threshold: START, confirmed: 0, wrong: 0, upperBound: 1 });
		expect((await figures()).summary).toEqual({
			de: "Noch ist keine Zuordnung bestätigt.",
			en: "No assignment is confirmed yet.",
		});
	});

	it("rises over a booking that a person took back, for the next run", async () => {
		await shop.deliver(ofCustomer("1", "Hans Huber", 4_321), ofCustomer("2", "Berta Beispiel", 5_432));
		await bank.books({ text: "eins", minor: 4_321, name: "Hans Huber" });
		const { eins } = await bank.decided();
		expect(eins).toMatchObject({ outcome: "assigned", decidedBy: "machine" });
		await undo(eins);
		expect(await figures()).toMatchObject({
			threshold: 0.9999,
			confirmed: 0,
			undone: 1,
			assignedByMachine: 0,
			waiting: 1,
		});

		await bank.books({ text: "zwei", minor: 5_432, name: "Berta Beispiel" });
		const { zwei } = await bank.decided();
		expect(zwei?.outcome).toBe("review");
		expect(zwei?.suggestions[0]?.orders).toMatchObject([{ number: "102" }]);
		await bank.books({ text: "Bestellung 102", minor: 5_432, name: "Berta Beispiel" });
		expect((await bank.decided())["Bestellung 102"]?.outcome).toBe("assigned");
	});

	it("sinks with enough right ones, and goes back with one correction", async () => {
		await decided(6_000, 0.9921);
		const lowered = await figures();
		expect(lowered).toMatchObject({ threshold: 0.99, confirmed: 6_000, wrong: 0 });
		expect(lowered.upperBound).toBeCloseTo(0.0005, 5);
		expect(lowered.summary).toEqual({
			de: "Von 6.000 bestätigten Zuordnungen war keine falsch: Mit 95\u00a0% Sicherheit sind höchstens 0,05\u00a0% falsch.",
			en: "Of 6,000 confirmed assignments none was wrong: with 95% confidence at most 0.05% are wrong.",
		});
		await decided(1, 0.9921, false);
		expect(await figures()).toMatchObject({ threshold: START, confirmed: 0, undone: 1 });
	});

	it("forgets what is older than two years", async () => {
		await decided(1, 0.99999, false);
		await decided(10, 0.99999);
		expect(await figures()).toMatchObject({ confirmed: 11, wrong: 1 });
		hub.advance(2 * 366 * 24 * 60 * 60 * 1000);
		expect(await figures()).toMatchObject({ confirmed: 0, wrong: 0, threshold: START });
	});
});

describe("what the machine booked", () => {
	const look = () => hub.hub.db.merchant(shop.merchant.id, "learn", learnFromStanding);

	it("was right once it stood a week, and wrong for ever once it was taken back", async () => {
		await shop.deliver(ofCustomer("1", "Hans Huber", 4_321));
		await bank.books({ text: "Bestellung 101", minor: 4_321, name: "Hans Huber" });
		const { "Bestellung 101": paid } = await bank.decided();
		await look();
		expect(await judged()).toEqual([]);
		hub.advance(WEEK_MS + 1);
		await Promise.all([look(), look()]);
		expect(await judged()).toEqual([{ booked: true, right: true }]);
		expect(await figures()).toMatchObject({ confirmed: 1, wrong: 0, assignedByMachine: 1, waiting: 0 });

		await undo(paid);
		expect(await judged()).toEqual([{ booked: true, right: false }]);
		await assign(paid, "1");
		hub.advance(WEEK_MS + 1);
		await look();
		expect(await judged()).toEqual([{ booked: true, right: false }]);
		expect(await figures()).toMatchObject({ assignedByMachine: 0, assignedByPeople: 1, undone: 1 });
	});

	it("was right at once where a person says the same", async () => {
		await shop.deliver(ofCustomer("1", "Hans Huber", 4_321));
		await bank.books({ text: "Bestellung 101", minor: 4_321, name: "Hans Huber" });
		await assign((await bank.decided())["Bestellung 101"], "1");
		expect(await judged()).toEqual([{ booked: true, right: true }]);
	});
});

describe("what only the threshold kept for a person", () => {
	beforeEach(async () => {
		await decided(1, 0.9995, false);
		hub.advance(1_000);
		await shop.deliver(ofCustomer("1", "Hans Huber", 4_321), ofCustomer("2", "Berta Beispiel", 5_432));
		await bank.books({ text: "eins", minor: 4_321, name: "Hans Huber" });
	});
	const latest = async () => (await judged()).slice(1);

	it("is right where he books the best suggestion, wrong as long as he takes that back", async () => {
		const booked = await assign((await bank.decided()).eins, "1");
		expect(await latest()).toEqual([{ booked: false, right: true }]);
		await undo(booked);
		expect(await latest()).toEqual([{ booked: false, right: false }]);
		hub.advance(1_000);
		await assign(booked, "1");
		expect(await latest()).toEqual([{ booked: false, right: true }]);
		expect(await figures()).toMatchObject({ undone: 1, assignedByPeople: 1 });
	});

	it("is wrong where he books another order, or says that it pays none", async () => {
		const { eins } = await bank.decided();
		expect(eins).toMatchObject({ outcome: "review" });
		await call(shop.merchant, rejectPosting, { params: { posting: eins?.id ?? "" } });
		expect(await latest()).toEqual([{ booked: false, right: false }]);
		hub.advance(1_000);
		await assign(eins, "2");
		expect(await latest()).toEqual([{ booked: false, right: false }]);
	});
});

it("says nothing of what is held back for another reason than the threshold", async () => {
	await shop.deliver(ofCustomer("1", "Hans Huber", 4_321), ofCustomer("2", "Hans Huber", 4_321));
	await bank.books({ text: "welche", minor: 4_321, name: "Fremde Leute" });
	await assign((await bank.decided()).welche, "1");
	expect(await judged()).toEqual([]);
});
