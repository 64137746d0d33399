import {
	answerQuestion,
	assignOldPostings,
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
});
