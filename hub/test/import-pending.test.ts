import { call, type ImportReport, importStatement, listPostings } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openAccount, type TestBank } from "./support/bank.ts";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { type Booked, camt, mt940 } from "./support/statements.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const PAID: Booked = { day: "2026-11-03", minor: 10_000, name: "Erika Muster", text: "Bestellung 10500" };
const LATER: Booked = { day: "2026-11-10", minor: 700, name: "Dora Dorn", text: "Anderes" };
const announced = { kind: "camt.052", pending: true } as const;

describe("what is announced before it is booked (M3)", () => {
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
	const states = async () =>
		(await call(shop.merchant, listPostings, { query: {} })).items.map(
			({ status, amount }) => `${status} ${amount.minor}`,
		);

	it("settles nothing until it is booked", async () => {
		await shop.deliver(order("1", { number: "10500" }));
		await send(camt([PAID], announced));
		await send(mt940([LATER]));
		await expect
			.poll(async () => (await bank.postings()).find(({ status }) => status === "booked")?.outcome)
			.not.toBeNull();
		expect((await shop.order("1")).state).toBe("open");
		await send(mt940([PAID], { number: "2/1" }));
		await expect.poll(async () => (await shop.order("1")).state).toBe("paid");
	});

	it.each([
		["another text", { text: "Best. 10500 Muster", endToEndId: "E2E-9" }],
		["another day", { day: "2026-11-06", endToEndId: "E2E-9" }],
		["both", { day: "2026-11-05", text: "BESTELLUNG10500", endToEndId: "E2E-9" }],
	] as const satisfies [string, Partial<Booked>][])(
		"is the same posting when it is booked with %s",
		async (_, change: Partial<Booked>) => {
			await send(camt([{ ...PAID, endToEndId: "E2E-9" }], announced));
			const [before] = await bank.postings();
			expect(await send(camt([{ ...PAID, ...change }]))).toMatchObject({ created: 0, booked: 1, questions: [] });
			const [after] = await bank.postings();
			expect(after).toMatchObject({ id: before?.id, status: "booked", bookingDay: change.day ?? PAID.day });
			expect(await states()).toEqual(["booked 10000"]);
		},
	);

	it("keeps its assignments when a booked report of the day becomes the statement, in other words", async () => {
		await shop.deliver(order("1", { number: "10500" }));
		await send(camt([PAID], { kind: "camt.052" }));
		const before = (await bank.decided())[PAID.text];
		expect(before?.assigned.minor).toBe(10_000);
		expect(await send(mt940([{ ...PAID, text: "BESTELLUNG 10500 GIRO" }]))).toMatchObject({ created: 0, known: 1 });
		expect(await bank.postings()).toMatchObject([{ id: before?.id, assignments: before?.assignments }]);
	});

	it("lapses when the statements go on without it, and comes back should it be booked after all", async () => {
		await send(camt([PAID], announced));
		// Three banking days later it may still come.
		await send(mt940([{ ...LATER, day: "2026-11-06" }]));
		expect(await states()).toEqual(["booked 700", "pending 10000"]);
		await send(mt940([LATER], { number: "2/1" }));
		expect(await states()).toContain("lapsed 10000");
		await send(camt([PAID], { ...announced, number: "2" }));
		expect(await states()).toContain("pending 10000");
		await send(mt940([{ ...LATER, minor: 800 }], { number: "3/1" }));
		expect(await states()).toContain("lapsed 10000");
		expect(await send(camt([PAID], { number: "9" }))).toMatchObject({ booked: 1, created: 0 });
		expect((await states()).toSorted()).toEqual(["booked 10000", "booked 700", "booked 700", "booked 800"]);
	});
});
