import {
	answerQuestion,
	call,
	createAccount,
	type ImportReport,
	importStatement,
	listPostings,
	listQuestions,
	type ProblemError,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Booked, camt, mt940, OWN_IBAN } from "./support/statements.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const DAY = "2026-11-03";
const A: Booked = { day: DAY, minor: 4_990, name: "Anna Adler", text: "Bestellung 1001 vielen Dank" };
const B: Booked = { day: DAY, minor: 12_000, name: "Bernd Bach", text: "Rechnung RE-2026-77" };
const C: Booked = { day: DAY, minor: -1_500, name: "Stadtwerke", text: "Abschlag November" };
const D: Booked = { day: "2026-11-04", minor: 700, name: "Dora Dorn", text: "Bestellung 1002" };

describe("importing bank statements", () => {
	let hub: TestHub;
	let merchant: Awaited<ReturnType<TestHub["newMerchant"]>>;
	let account: string;

	beforeAll(async () => {
		hub = await startTestHub();
	});
	afterAll(() => hub.close());
	beforeEach(async () => {
		merchant = await hub.newMerchant();
		const body = { name: "Girokonto", number: OWN_IBAN, assignFrom: "2026-11-01" };
		({ id: account } = await call(merchant, createAccount, { body }));
	});

	function send(file: Uint8Array<ArrayBuffer>): Promise<ImportReport> {
		return call(merchant, importStatement, { params: { account }, body: file });
	}

	async function stored(): Promise<number[]> {
		const { items } = await call(merchant, listPostings, { query: { limit: "500" } });
		return items.map(({ amount }) => amount.minor).toSorted((a, b) => a - b);
	}

	it("knows the same file again, and the same content in another file", async () => {
		expect(await send(mt940([A, B, C, D]))).toMatchObject({ created: 4, known: 0, questions: [], errors: [] });
		expect(await send(mt940([A, B, C, D]))).toMatchObject({ created: 0, known: 4 });
		expect(await send(mt940([A, B, C, D], { number: "2/1" }))).toMatchObject({ created: 0, known: 4, questions: [] });
		expect(await stored()).toEqual([-1_500, 700, 4_990, 12_000]);
	});

	it("stores each posting once when files overlap, come in halves, shuffled, or all at once", async () => {
		const files = [mt940([A, B]), mt940([C, D], { opening: 116_990 }), mt940([A, B, C, D]), mt940([D, C, B, A])];
		await Promise.all([...files, ...files].map(send));
		expect(await stored()).toEqual([-1_500, 700, 4_990, 12_000]);
	});

	it("keeps true twins two, in one file and again", async () => {
		expect(await send(mt940([A, A, B]))).toMatchObject({ created: 3 });
		expect(await send(mt940([A, A, B, C]))).toMatchObject({ created: 1, known: 3, questions: [] });
		expect(await stored()).toEqual([-1_500, 4_990, 4_990, 12_000]);
	});

	it("merges MT940 and camt of the same day without asking", async () => {
		await send(mt940([A, B, C, D]));
		expect(await send(camt([A, B, C, D]))).toMatchObject({ created: 0, known: 4, questions: [] });
		// One of the days grew since: the known ones are known by their camt words.
		expect(await send(camt([A, B, C, D, { ...A, minor: 1, day: D.day }]))).toMatchObject({ created: 1, known: 4 });
		expect(await stored()).toEqual([-1_500, 1, 700, 4_990, 12_000]);
	});

	it("asks about two exports that could be halves or twins, and does as it is told", async () => {
		await send(mt940([A, B]));
		const second = await send(mt940([A, C], { number: "2/1", opening: 116_990 }));
		expect(second).toMatchObject({ created: 1, known: 0, questions: [{ bookingDay: DAY, answer: null }] });
		expect(second.questions[0]?.postings).toMatchObject([{ amount: { minor: 4_990 }, counterparty: "Anna Adler" }]);
		expect(second.questions[0]?.text.de).toContain("49,90 EUR");
		// The same again asks nothing new.
		expect((await send(mt940([A, C], { number: "2/1", opening: 116_990 }))).questions).toEqual(second.questions);
		expect((await call(merchant, listQuestions, {})).items).toEqual(second.questions);

		const params = { question: second.questions[0]?.id ?? "" };
		expect(await call(merchant, answerQuestion, { params, body: { answer: "new" } })).toMatchObject({ answer: "new" });
		expect(await call(merchant, answerQuestion, { params, body: { answer: "new" } })).toMatchObject({ answer: "new" });
		await expect(call(merchant, answerQuestion, { params, body: { answer: "same" } })).rejects.toThrow(/CONFLICT/);
		expect(await stored()).toEqual([-1_500, 4_990, 4_990, 12_000]);
		expect((await call(merchant, listQuestions, {})).items).toEqual([]);
	});

	it("asks about a part of a day in another format, and knows it after the answer", async () => {
		await send(mt940([A, B, C]));
		const { created, questions } = await send(camt([A, D]));
		expect({ created, asked: questions.length }).toEqual({ created: 1, asked: 1 });
		const params = { question: questions[0]?.id ?? "" };
		await call(merchant, answerQuestion, { params, body: { answer: "same" } });
		expect(await stored()).toEqual([-1_500, 700, 4_990, 12_000]);
		expect(await send(camt([A, D], { number: "2" }))).toMatchObject({ created: 0, known: 2, questions: [] });
	});

	it("asks about a twin that is all there is of the next part of a day", async () => {
		await send(mt940([A]));
		const next = await send(mt940([A], { number: "2/1", opening: 104_990 }));
		expect(next).toMatchObject({ created: 0, known: 0, questions: [{ bookingDay: DAY }] });
	});

	it("replaces what was pending by what is booked, with the same id", async () => {
		const id = async () => (await call(merchant, listPostings, { query: {} })).items.map((posting) => posting.id);
		const report = camt([{ ...A, endToEndId: "E2E-1" }], { kind: "camt.052", pending: true });
		expect(await send(report)).toMatchObject({ created: 1 });
		const before = await id();
		expect(await send(mt940([{ ...A, day: D.day, endToEndId: "E2E-1" }]))).toMatchObject({ created: 0, booked: 1 });
		expect(await id()).toEqual(before);
		expect(
			await send(camt([{ ...A, endToEndId: "E2E-1" }], { kind: "camt.052", pending: true, number: "2" })),
		).toMatchObject({
			created: 0,
			known: 1,
		});
		const { items } = await call(merchant, listPostings, { query: {} });
		expect(items).toMatchObject([{ status: "booked", bookingDay: D.day }]);
	});

	it("gives the payments of a batch, which a notification tells, the place of the batch", async () => {
		const batch: Booked = { day: DAY, minor: 3_000, name: "Sammler", text: "Sammelgutschrift", reference: "REF-77" };
		const payments = [
			{ minor: 1_000, name: "Anna Adler", text: "Bestellung 1" },
			{ minor: 2_000, name: "Bernd Bach", text: "Bestellung 2" },
		];
		expect(await send(camt([batch, B]))).toMatchObject({ created: 2 });
		const notification = camt([{ ...batch, payments }], { kind: "camt.054" });
		expect(await send(notification)).toMatchObject({ created: 2, known: 2 });
		expect(await stored()).toEqual([1_000, 2_000, 12_000]);
		expect(await send(camt([batch, B], { number: "2" }))).toMatchObject({ created: 0, questions: [] });
		expect(await send(camt([{ ...batch, payments }], { kind: "camt.054", number: "2" }))).toMatchObject({ created: 0 });
		expect(await stored()).toEqual([1_000, 2_000, 12_000]);
	});

	it("refuses another account's statement and names both; takes what else the file holds (C5)", async () => {
		const foreign = mt940([B], { account: "10000000/0000000001" });
		const problem = await send(foreign).catch((error: ProblemError) => error.problem);
		expect(problem).toMatchObject({ code: "UNREADABLE_FILE" });
		expect((problem as ProblemError["problem"]).forMerchant?.de).toContain("10000000/0000000001");
		expect((problem as ProblemError["problem"]).forMerchant?.de).toContain(OWN_IBAN);

		const broken = new TextEncoder().encode(new TextDecoder().decode(mt940([D])).replace(":61:261104", ":61:26AB04"));
		const report = await send(new Uint8Array([...foreign, ...mt940([A]), ...broken]));
		expect(report).toMatchObject({ created: 1, statements: 1 });
		expect(report.errors.length).toBe(2);
		expect(report.errors.every(({ position, text }) => position !== "" && text.de !== "" && text.en !== "")).toBe(true);
		expect(await stored()).toEqual([4_990]);
		await expect(send(new TextEncoder().encode("nothing at all"))).rejects.toThrow(/UNREADABLE_FILE/);
	});

	it("takes an account's number in every spelling, and one account once", async () => {
		const body = { name: "Girokonto", number: "DE89 3704 0044 0532 0130 00", assignFrom: "2026-11-01" };
		expect(await call(merchant, createAccount, { body })).toMatchObject({ id: account, number: OWN_IBAN });
		await expect(call(merchant, createAccount, { body: { ...body, name: "Anders" } })).rejects.toThrow(/CONFLICT/);
		for (const [index, number] of ["37040044/532013000", OWN_IBAN, "532013000"].entries()) {
			expect(await send(mt940([{ ...A, minor: index + 1 }], { account: number }))).toMatchObject({ created: 1 });
		}
	});
});
