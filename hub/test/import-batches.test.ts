import {
	answerQuestion,
	assignPosting,
	call,
	type ImportReport,
	importStatement,
	listPostings,
	type Posting,
	rejectPosting,
	undoAssignment,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openAccount, type TestBank } from "./support/bank.ts";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { type Booked, camt, csv, mt940 } from "./support/statements.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const day = "2026-11-03";
const BATCH: Booked = { day, minor: 30_000, name: "Sammler", text: "Sammelgutschrift", reference: "REF-77" };
const PAYMENTS = [
	{ minor: 10_000, name: "Anna Adler", text: "Einzelzahlung A" },
	{ minor: 20_000, name: "Bernd Bach", text: "Einzelzahlung B" },
];
const SINGLE = PAYMENTS.map((payment): Booked => ({ day, ...payment }));
const OTHER: Booked = { day, minor: 4_990, name: "Clara Cohn", text: "Anderes" };

describe("batches, read as one or payment by payment", () => {
	let hub: TestHub;
	let shop: TestShop;
	let bank: TestBank;
	beforeAll(async () => {
		hub = await startTestHub();
	});
	afterAll(() => hub.close());
	beforeEach(async () => {
		shop = await connectShop(hub);
		bank = await openAccount(shop.merchant);
	});

	const send = (body: Uint8Array<ArrayBuffer>): Promise<ImportReport> =>
		call(shop.merchant, importStatement, { params: { account: bank.account }, body });
	const postings = async (): Promise<Posting[]> => (await call(shop.merchant, listPostings, { query: {} })).items;
	const amounts = async () => (await postings()).map(({ amount }) => amount.minor).toSorted((a, b) => a - b);
	const posting = async (minor: number) => (await postings()).find(({ amount }) => amount.minor === minor) as Posting;

	async function assignWhole(minor: number) {
		await shop.deliver(order("1", { number: "10500" }));
		await bank.decided();
		const { id } = await posting(minor);
		const orders = [{ order: (await shop.order("1")).id }];
		return call(shop.merchant, assignPosting, { params: { posting: id }, body: { orders } });
	}

	it("keeps a batch whole that is assigned as a whole when its payments are told later (I9)", async () => {
		await send(camt([BATCH, OTHER]));
		const { assignments } = await assignWhole(BATCH.minor);
		const notification = camt([{ ...BATCH, payments: PAYMENTS }], { kind: "camt.054" });
		const told = await send(notification);
		expect(told).toMatchObject({ created: 0, known: 2, questions: [] });
		expect(told.warnings).toMatchObject([{ en: expect.stringContaining("assigned as a whole") }]);
		expect(await amounts()).toEqual([4_990, 30_000]);
		expect((await posting(BATCH.minor)).assignments).toEqual(assignments);

		// Undone by a person, it stays his; the very same file is read again and still does not override him.
		await call(shop.merchant, undoAssignment, { params: { assignment: assignments[0]?.id ?? "" } });
		expect((await send(notification)).import).not.toBe(told.import);
		expect((await posting(BATCH.minor)).assigned.minor).toBe(0);
	});

	it("keeps a batch whole that a person said pays no order (I9)", async () => {
		await send(camt([BATCH]));
		await bank.decided();
		await call(shop.merchant, rejectPosting, { params: { posting: (await posting(BATCH.minor)).id } });
		expect(await send(camt([{ ...BATCH, payments: PAYMENTS }], { kind: "camt.054" }))).toMatchObject({ created: 0 });
		expect(await amounts()).toEqual([30_000]);
	});

	it("takes the payments first told by a notification for the batch of the statement", async () => {
		expect(await send(camt([{ ...BATCH, payments: PAYMENTS }], { kind: "camt.054" }))).toMatchObject({ created: 2 });
		expect(await send(camt([BATCH, OTHER]))).toMatchObject({ created: 1, questions: [] });
		expect(await amounts()).toEqual([4_990, 10_000, 20_000]);
	});

	it("makes no second set when the bank begins to book payment by payment, nor when it stops", async () => {
		await send(mt940([BATCH, OTHER]));
		expect(await send(mt940([...SINGLE, OTHER], { number: "2/1" }))).toMatchObject({ created: 2, questions: [] });
		expect(await amounts()).toEqual([4_990, 10_000, 20_000]);
		for (const [number, booked] of [
			[BATCH, OTHER],
			[...SINGLE, OTHER],
			[OTHER, BATCH],
		].entries()) {
			const again = await send(mt940(booked, { number: `${number + 3}/1` }));
			expect(again).toMatchObject({ created: 0, known: booked.length, questions: [] });
		}
		expect(await send(camt([{ ...BATCH, payments: PAYMENTS }, OTHER]))).toMatchObject({ created: 0, questions: [] });
		expect(await amounts()).toEqual([4_990, 10_000, 20_000]);
	});

	it("leaves what is assigned as a whole when the same money comes payment by payment (I9)", async () => {
		await send(mt940([BATCH, OTHER]));
		const { assignments } = await assignWhole(BATCH.minor);
		expect(await send(mt940([...SINGLE, OTHER], { number: "2/1" }))).toMatchObject({ created: 0, known: 3 });
		expect(await amounts()).toEqual([4_990, 30_000]);
		expect((await posting(BATCH.minor)).assignments).toEqual(assignments);
	});

	it("knows as one what it has payment by payment", async () => {
		await send(mt940([...SINGLE, OTHER]));
		expect(await send(camt([BATCH, OTHER]))).toMatchObject({ created: 0, known: 2, questions: [] });
		expect(await amounts()).toEqual([4_990, 10_000, 20_000]);
		expect(await send(camt([OTHER, BATCH], { number: "2" }))).toMatchObject({ created: 0, questions: [] });
	});

	it("takes a notification that lists a batch's payments one by one for no new money", async () => {
		await send(camt([BATCH, OTHER]));
		expect(await send(camt(SINGLE, { kind: "camt.054" }))).toMatchObject({ created: 2, questions: [] });
		expect(await amounts()).toEqual([4_990, 10_000, 20_000]);
	});

	it.each([
		["same", [30_000]],
		["new", [10_000, 20_000, 30_000]],
	] as const)("asks where no balance tells whether it is the same money: %s", async (answer, after) => {
		await send(csv([BATCH]));
		const { questions, created } = await send(csv(SINGLE));
		expect({ created, asked: questions.map(({ postings }) => postings.length) }).toEqual({ created: 0, asked: [2] });
		await call(shop.merchant, answerQuestion, { params: { question: questions[0]?.id ?? "" }, body: { answer } });
		expect(await amounts()).toEqual(after);
		expect(await send(csv(SINGLE.toReversed()))).toMatchObject({ created: 0, questions: [] });
	});

	it("asks about an equal amount of another account instead of merging it", async () => {
		await send(csv([OTHER]));
		const elsewhere = { ...OTHER, iban: "DE02100500000054540402", name: "Dora Dorn" };
		expect(await send(mt940([elsewhere]))).toMatchObject({ created: 0, known: 0, questions: [{ bookingDay: day }] });
	});
});
