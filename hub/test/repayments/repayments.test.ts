import {
	approveRepayment,
	arrangeRepayment,
	assignPosting,
	type ClientOptions,
	call,
	changeRepayment,
	createAccount,
	createMerchantKey,
	createRepaymentBatch,
	getRepaymentFile,
	importStatement,
	listNotifications,
	listPostings,
	listRepayments,
	matchRepayment,
	putReceivablesSettings,
	type Repayment,
	rejectPosting,
	undoAssignment,
	undoRepaymentPosting,
	withdrawRepayment,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectShop, order, type TestShop } from "../support/connected-shop.ts";
import { hold } from "../support/held-rows.ts";
import { camt, OWN_IBAN } from "../support/statements.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

const IBAN = "DE02120300000000202051";
const DETAILS = { amount: { minor: 3_000, currency: "EUR" }, payee: "Erika Muster", iban: IBAN, confirmed: false };

describe("repayments", () => {
	let hub: TestHub;
	let merchant: ClientOptions & { readonly id: string };
	let shop: TestShop;
	let account: string;
	/** An order of each test's own, with 30.00 too much; by numbers that no typing error makes alike. */
	let ref: string;
	let number: string;
	let orderId: string;
	let orders = 0;
	beforeAll(async () => {
		hub = await startTestHub();
		merchant = await hub.newMerchant();
		shop = await connectShop(hub, { merchant });
		const body = { name: "Girokonto", number: OWN_IBAN, assignFrom: "2026-11-01" };
		account = (await call(merchant, createAccount, { body })).id;
	});
	afterAll(() => hub.close());
	beforeEach(async () => {
		hub.setClock("2026-11-10T08:00:00Z");
		ref = String(++orders * 1_111);
		number = `N${ref}`;
		await shop.deliver(order(ref));
		await book([{ day: "2026-11-03", minor: 10_000, name: "Erika Muster", text: number }], "1");
		await expect.poll(async () => (await shop.order(ref)).state, { timeout: 10_000, interval: 10 }).toBe("paid");
		await shop.deliver(order(ref, { revision: 2, amount: { minor: 7_000, currency: "EUR" } }));
		const { id, state } = await shop.order(ref);
		expect(state).toBe("overpaid");
		orderId = id;
	});

	const book = (booked: Parameters<typeof camt>[0], number: string) =>
		call(merchant, importStatement, { params: { account }, body: camt(booked, { number, balances: false }) });
	const arranged = (changes: Partial<typeof DETAILS> = {}, who = merchant as ClientOptions) =>
		call(who, arrangeRepayment, { params: { order: orderId }, body: { ...DETAILS, ...changes } });
	const approved = ({ id }: Pick<Repayment, "id">, who = merchant as ClientOptions) =>
		call(who, approveRepayment, { params: { repayment: id } });
	const batch = () => call(merchant, createRepaymentBatch, { body: { account } });
	const list = async () => (await call(merchant, listRepayments, { query: { order: orderId } })).items;
	/** Of the last way to the bank. */
	const endToEndId = async () => (await list())[0]?.transfers[0]?.endToEndId ?? "";
	const debit = () => ({ day: "2026-11-11", minor: -3_000, name: "Erika Muster", text: number });
	const state = async () => (await list())[0]?.state;
	const isSoon = (expected: string) => expect.poll(state, { timeout: 10_000, interval: 10 }).toBe(expected);
	/** All that was imported. */
	const isDecided = () =>
		expect
			.poll(async () => (await call(merchant, listPostings, { query: { outcome: "undecided" } })).items, {
				interval: 10,
			})
			.toEqual([]);
	const totals = async () =>
		(await hub.sql.query("SELECT assigned::int, repaid::int FROM orders WHERE id = $1", [orderId])).rows;
	const postingOf = async (minor: number, text = number) => {
		const { items } = await call(merchant, listPostings, {});
		const found = items.find(({ amount, remittance }) => amount.minor === minor && remittance === text);
		return found ?? expect.fail(`no posting of ${minor}`);
	};

	it("are arranged, approved, put into one file, and known again by their posting (K1)", async () => {
		const repayment = await arranged();
		expect(repayment).toMatchObject({ state: "arranged", orderNumber: number, text: number, leavesOn: null });
		expect((await batch()).batch).toBeNull();
		expect(await approved(repayment)).toMatchObject({ state: "approved", leavesOn: "2026-11-10" });
		const made = await batch();
		expect(made.batch).toMatchObject({ payments: 1, total: { minor: 3_000, currency: "EUR" } });
		const file = await call(merchant, getRepaymentFile, { params: { batch: made.batch?.id ?? "" } });
		const xml = new TextDecoder().decode(file);
		expect(xml).toContain("pain.001.001.09");
		expect(xml).toContain(`<EndToEndId>${await endToEndId()}</EndToEndId>`);
		expect(xml).toContain('<InstdAmt Ccy="EUR">30.00</InstdAmt>');
		expect((await batch()).batch).toBeNull();

		await book(
			[{ day: "2026-11-11", minor: -3_000, name: "Erika Muster", text: number, endToEndId: await endToEndId() }],
			"2",
		);
		await isSoon("done");
		const { state, history } = await shop.order(ref);
		expect(state).toBe("paid");
		expect(history.at(-1)).toMatchObject({ event: "repayment-recorded", from: "overpaid", to: "paid" });
	});

	it("that a person matched with a wrong posting are on their way again once that is undone (G12, K1)", async () => {
		const { id } = await arranged();
		await approved({ id });
		await batch();
		const rent = `Miete ${orders}`;
		await book([{ ...debit(), name: "Vermieter", text: rent }], "2");
		await expect.poll(async () => (await postingOf(-3_000, rent)).outcome, { interval: 10 }).toBe("none");
		const wrong = await postingOf(-3_000, rent);
		const match = (posting: string) => call(merchant, matchRepayment, { params: { repayment: id }, body: { posting } });
		const undo = () => call(merchant, undoRepaymentPosting, { params: { repayment: id } });
		await expect(undo()).rejects.toThrow(/CONFLICT/);
		await expect(match((await postingOf(10_000)).id)).rejects.toThrow(/CONFLICT/);
		for (let times = 0; times < 2; times++)
			expect(await match(wrong.id)).toMatchObject({ state: "done", posting: wrong.id });
		expect((await shop.order(ref)).state).toBe("paid");
		expect(await undo()).toMatchObject({ state: "sent", posting: null });
		const { state: orderState, history } = await shop.order(ref);
		expect(orderState).toBe("overpaid");
		expect(history.at(-1)).toMatchObject({
			event: "repayment-recorded",
			from: "paid",
			to: "overpaid",
			cause: { by: "person", credential: "test", undone: true, posting: wrong.id },
		});
		expect(await postingOf(-3_000, rent)).toMatchObject({ outcome: "review", decidedBy: "person" });
		expect(await totals()).toEqual([{ assigned: 10_000, repaid: 0 }]);
		const right = { ...debit(), text: `${number} Erstattung`, endToEndId: await endToEndId() };
		await book([right], "3");
		await isSoon("done");
		expect((await list())[0]?.posting).not.toBe(wrong.id);
	});

	it("that come back less the bank's charges are open again, and leave under another id; the old one is still known (K1)", async () => {
		await approved(await arranged());
		await batch();
		const first = await endToEndId();
		await book([{ ...debit(), endToEndId: first }], "2");
		await isSoon("done");
		await book([{ ...debit(), day: "2026-11-12", minor: 2_650, text: "RETURN", endToEndId: first }], "3");
		await isSoon("arranged");
		const [back] = await list();
		const charges = { minor: 350, currency: "EUR" };
		expect(back?.transfers).toMatchObject([{ endToEndId: first, returned: { charges } }]);
		expect(await totals()).toEqual([{ assigned: 10_000, repaid: 0 }]);
		const told = (await call(merchant, listNotifications, {})).items;
		const notice = told.find(({ about }) => about.order === orderId);
		expect(notice).toMatchObject({ code: "REPAYMENT_BOUNCED", text: { de: expect.stringContaining("3,50") } });
		expect(JSON.stringify(notice)).not.toContain("Erika");

		await approved({ id: back?.id ?? "" });
		hub.setClock("2026-11-13T08:00:00Z");
		await batch();
		const second = await endToEndId();
		expect(second).not.toBe(first);
		const file = await call(merchant, getRepaymentFile, { params: { batch: (await list())[0]?.batch ?? "" } });
		expect(new TextDecoder().decode(file)).toContain(`<EndToEndId>${second}</EndToEndId>`);
		// The first way is over: what speaks of it once more is not the second one.
		await book([{ ...debit(), day: "2026-11-13", endToEndId: first }], "4");
		await isDecided();
		expect(await state()).toBe("sent");
		await book([{ ...debit(), day: "2026-11-14", endToEndId: second }], "5");
		await isSoon("done");
		expect((await list())[0]?.transfers.map((one) => one.endToEndId)).toEqual([second, first]);
		expect(await totals()).toEqual([{ assigned: 10_000, repaid: 3_000 }]);
	});

	it("of which half is missing when they come back wait for a person, who may be wrong as well (G12)", async () => {
		const { id } = await arranged();
		await approved({ id });
		await batch();
		await book([{ ...debit(), endToEndId: await endToEndId() }], "2");
		await isSoon("done");
		await book([{ ...debit(), day: "2026-11-12", minor: 1_400, endToEndId: await endToEndId() }], "3");
		await expect.poll(async () => (await postingOf(1_400)).outcome, { interval: 10 }).toBe("review");
		const body = { posting: (await postingOf(1_400)).id };
		const params = { repayment: id };
		expect(await call(merchant, matchRepayment, { params, body })).toMatchObject({ state: "arranged" });
		await call(merchant, changeRepayment, { params, body: { ...DETAILS, amount: { minor: 2_000, currency: "EUR" } } });
		expect(await call(merchant, undoRepaymentPosting, { params })).toMatchObject({
			state: "done",
			amount: { minor: 3_000 },
			approvedBy: "test",
			bouncedAt: null,
		});
		expect(await totals()).toEqual([{ assigned: 10_000, repaid: 3_000 }]);
		expect((await shop.order(ref)).state).toBe("paid");
	});

	it("that come back are open again, and the merchant is told (K1)", async () => {
		await approved(await arranged());
		await batch();
		const id = await endToEndId();
		await book([{ day: "2026-11-11", minor: -3_000, name: "Erika Muster", text: number, endToEndId: id }], "2");
		await isSoon("done");
		await book([{ day: "2026-11-12", minor: 3_000, name: "Erika Muster", text: "RETURN", endToEndId: id }], "3");
		await isSoon("arranged");
		expect((await shop.order(ref)).state).toBe("overpaid");
		const told = (await call(merchant, listNotifications, {})).items.map(({ code }) => code);
		expect(told).toContain("REPAYMENT_BOUNCED");
		const [repayment] = await list();
		const corrected = { ...DETAILS, iban: "DE89 3704 0044 0532 0130 01" };
		await expect(
			call(merchant, changeRepayment, { params: { repayment: repayment?.id ?? "" }, body: corrected }),
		).rejects.toThrow(/iban/);
		await approved({ id: repayment?.id ?? "" });
		expect((await batch()).batch).toMatchObject({ payments: 1 });
	});

	it("that left and came back within one import are open again at once", async () => {
		await approved(await arranged());
		await batch();
		const out = { name: "Erika Muster", text: number, endToEndId: await endToEndId() };
		await book(
			[
				{ ...out, day: "2026-11-11", minor: -3_000 },
				{ ...out, day: "2026-11-12", minor: 3_000 },
			],
			"2",
		);
		await expect.poll(async () => (await list())[0]?.bouncedAt, { timeout: 10_000, interval: 10 }).not.toBeNull();
		expect(await list()).toMatchObject([{ state: "arranged" }]);
		expect(await totals()).toEqual([{ assigned: 10_000, repaid: 0 }]);
	});

	it("whose posting a person has assigned are not counted once more, nor the other way round (I9)", async () => {
		await approved(await arranged());
		await batch();
		const out = { name: "Erika Muster", text: number, endToEndId: await endToEndId() };
		await book([{ ...out, day: "2026-11-11", minor: -3_000 }], "2");
		await isSoon("done");
		await book([{ ...out, day: "2026-11-12", minor: 3_000 }], "3");
		await isSoon("arranged");
		const params = { posting: (await list())[0]?.posting ?? "" };
		await expect(
			call(merchant, assignPosting, { params, body: { orders: [{ order: orderId, minor: 3_000 }] } }),
		).rejects.toThrow(/repayment/);
		await expect(call(merchant, rejectPosting, { params })).rejects.toThrow(/repayment/);
	});

	it("wait for whoever holds their posting, as people and machine do who assign it", async () => {
		await approved(await arranged());
		await batch();
		const held = await hold(hub, "SELECT FROM orders WHERE id = $1 FOR UPDATE", [orderId]);
		await book(
			[{ day: "2026-11-11", minor: -3_000, name: "Erika Muster", text: number, endToEndId: await endToEndId() }],
			"2",
		);
		await held.untilQueued(1);
		const { rows } = await hub.sql.query("SELECT id FROM postings WHERE amount = -3000 AND remittance = $1", [number]);
		const rejected = call(merchant, rejectPosting, { params: { posting: rows[0].id } }).then(
			() => "rejected",
			() => "refused",
		);
		await held.untilQueued(2);
		await held.letGo();
		expect(await rejected).toBe("refused");
		expect((await list())[0]?.state).toBe("done");
	});

	it("stay where the payment that they go back from was taken back after they were approved", async () => {
		const { id: repayment } = await approved(await arranged());
		const { rows } = await hub.sql.query("SELECT id FROM assignments WHERE order_id = $1", [orderId]);
		for (const { id } of rows) await call(merchant, undoAssignment, { params: { assignment: id } });
		expect(await batch()).toMatchObject({
			batch: null,
			leftOut: [{ text: { en: expect.stringContaining("more would go back than was received") } }],
		});
		expect(await list()).toMatchObject([{ state: "approved" }]);
		await call(merchant, withdrawRepayment, { params: { repayment } });
	});

	it("are refused with the reason: wrong IBAN, own account, too much, more than there is besides others (K2)", async () => {
		await expect(arranged({ iban: "DE00 1234" })).rejects.toThrow(/no valid IBAN/);
		await expect(arranged({ iban: OWN_IBAN })).rejects.toThrow(/your own accounts/);
		await expect(arranged({ amount: { minor: 0, currency: "EUR" } })).rejects.toThrow(/more than 0/);
		await expect(arranged({ amount: { minor: 100, currency: "CHF" } })).rejects.toThrow(/order's currency/);
		await arranged({ amount: { minor: 9_000, currency: "EUR" } });
		await expect(arranged()).rejects.toThrow(/more would go back than was received/);
		expect(await arranged({ confirmed: true })).toMatchObject({ state: "arranged" });
	});

	it("need a second person where the merchant wants it, and wait as long as he says (K2)", async () => {
		const body = { repayments: { fourEyes: true, waitDays: 3 } };
		await call(merchant, putReceivablesSettings, { body, query: {} });
		const { key } = await call(hub.operator, createMerchantKey, {
			params: { merchant: merchant.id },
			body: { label: "second", scopes: ["read", "write"] },
		});
		const second = { baseUrl: hub.url, key };
		const repayment = await arranged();
		await expect(approved(repayment)).rejects.toThrow(/second person/);
		expect(await approved(repayment, second)).toMatchObject({
			state: "approved",
			approvedBy: "second",
			leavesOn: "2026-11-13",
		});
		expect(await batch()).toMatchObject({
			batch: null,
			leftOut: [{ text: { en: "The waiting time lasts until 2026-11-13." } }],
		});
		const changed = await call(merchant, changeRepayment, {
			params: { repayment: repayment.id },
			body: { ...DETAILS, amount: { minor: 1_000, currency: "EUR" } },
		});
		expect(changed).toMatchObject({ state: "arranged", approvedBy: null });
		await approved(repayment, second);
		hub.setClock("2026-11-13T08:00:00Z");
		expect((await batch()).batch).toMatchObject({ total: { minor: 1_000, currency: "EUR" } });
		await call(merchant, putReceivablesSettings, { body: {}, query: {} });
	});

	it("are in one file only, however many ask at once; what has left cannot be taken back (I4)", async () => {
		const one = await arranged({ amount: { minor: 1_000, currency: "EUR" } });
		const two = await arranged({ amount: { minor: 2_000, currency: "EUR" } });
		await call(merchant, withdrawRepayment, { params: { repayment: two.id } });
		await Promise.all([approved(one), approved(one)]);
		const made = await Promise.all([batch(), batch(), batch()]);
		expect(made.filter((each) => each.batch !== null)).toHaveLength(1);
		await expect(call(merchant, withdrawRepayment, { params: { repayment: one.id } })).rejects.toThrow(/CONFLICT/);
		await expect(approved(two)).rejects.toThrow(/CONFLICT/);
	});

	it("are not taken for another payment's posting: id and amount have to fit to the cent", async () => {
		await approved(await arranged());
		await batch();
		await book(
			[{ day: "2026-11-11", minor: -3_001, name: "Erika Muster", text: number, endToEndId: await endToEndId() }],
			"2",
		);
		await book([{ day: "2026-11-11", minor: -3_000, name: "Erika Muster", text: number }], "3");
		await isDecided();
		expect(await state()).toBe("sent");
	});
});
