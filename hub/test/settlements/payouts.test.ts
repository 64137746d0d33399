import type { OrderRef, PayoutAnswer, PayoutLine } from "@kontor/connector";
import {
	bookSettlement,
	call,
	createBookkeepingExport,
	getPosting,
	listNotifications,
	listSettlements,
	patchSettings,
	type Settlement,
	undoAssignment,
	undoSettlement,
	type WorkOf,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openAccount, type TestBank } from "../support/bank.ts";
import { connectShop, MANIFEST, order, type TestShop } from "../support/connected-shop.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

const MARKETPLACE = { ...MANIFEST, capabilities: { ...MANIFEST.capabilities, payouts: true as const } };
const eur = (minor: number) => ({ minor, currency: "EUR" });
const TEXT = "P.5284736251 Auszahlung";

let hub: TestHub;
let shop: TestShop;
let bank: TestBank;
beforeAll(async () => {
	hub = await startTestHub();
});
beforeEach(async () => {
	hub.setClock("2026-11-04T08:00:00Z");
	shop = await connectShop(hub, { host: await hub.newHost(MARKETPLACE) });
	bank = await openAccount(shop.merchant);
});
afterAll(() => hub.close());

/** Paid at the marketplace, which holds the money: not open by the mapping. */
const paid = (ref: string, minor: number, changes: Parameters<typeof order>[1] = {}) =>
	order(ref, {
		amount: eur(minor),
		received: minor,
		paymentMethod: { id: "paypal", title: "Marktplatz" },
		status: "paid",
		...changes,
	});
const line = (ref: string, gross: number, fee: number, kind: PayoutLine["kind"] = "sale"): PayoutLine => ({
	orderRef: ref as OrderRef,
	kind,
	gross: eur(gross),
	fees: eur(-fee),
	net: eur(gross - fee),
	transactionIds: [`T${ref}`],
});
const SUBSCRIPTION = { kind: "NON_SALE_CHARGE", net: eur(-1_995), transactionId: "S1", memo: "Shop, November" };
const LINES = [
	line("A", 10_000, 1_150),
	line("B", 4_990, 610),
	line("B", -1_500, -173, "refund"),
	line("C", 2_000, 265),
];
/** 88.50 + 43.80 - 13.27 + 17.35 - 19.95 */
const NET = 8_850 + 4_380 - 1_327 + 1_735 - 1_995;

function split(changes: Partial<Extract<PayoutAnswer, { outcome: "split" }>> = {}): PayoutAnswer {
	return {
		outcome: "split",
		payoutId: "5284736251",
		payoutDate: "2026-11-03T09:00:00Z",
		foundBy: "payout-id",
		amount: eur(NET),
		lines: LINES,
		charges: [SUBSCRIPTION],
		...changes,
	};
}

const pays = (minor = NET, text = TEXT) => bank.books({ day: "2026-11-04", name: "eBay S.a r.l.", text, minor });

/** Takes requests of this name, once there are any. */
async function asked(request: string): Promise<WorkOf<"request">[]> {
	const taken: WorkOf<"request">[] = [];
	await expect
		.poll(
			async () => {
				const leased = (await shop.lease()).filter((work) => work.kind === "request");
				taken.push(...leased.filter((work) => work.request === request));
				return taken.length;
			},
			{ timeout: 10_000, interval: 20 },
		)
		.toBeGreaterThan(0);
	return taken;
}
const answer = (work: WorkOf<"request"> | undefined, result: unknown) =>
	shop.settle({ id: work?.id ?? "" }, { kind: "result", result });

/** Reads what is asked for, as the marketplace shows it; `null`: it does not have it. */
async function reads(orders: Readonly<Record<string, ReturnType<typeof paid> | null>>): Promise<string[]> {
	const all: string[] = [];
	while (all.length < Object.keys(orders).length) {
		for (const work of await asked("read")) {
			const { ref } = work.input as { ref: string };
			all.push(ref);
			const found = orders[ref] ?? null;
			await shop.deliver(found ?? { ref, gone: true });
			await answer(work, { found: found !== null });
		}
	}
	return all.sort();
}
const settlements = async () => (await call(shop.merchant, listSettlements, {})).items;
const codes = async () => (await call(shop.merchant, listNotifications, {})).items.map(({ code }) => code);
const told = (code: string) => expect.poll(codes, { timeout: 10_000, interval: 20 }).toContain(code);
const book = ({ id: settlement }: Settlement, body: { leaveOut?: boolean } = {}) =>
	call(shop.merchant, bookSettlement, { params: { settlement }, body });
const only = async (): Promise<Settlement> => {
	const [one, ...more] = await settlements();
	if (one === undefined || more.length > 0) throw new Error(`${more.length} more settlements`);
	return one;
};
/** Nothing is told to a marketplace that its own payout arrived. */
const nothingToTell = async () => expect((await shop.lease()).filter(({ kind }) => kind === "command")).toEqual([]);

describe("a marketplace's payout (D3)", () => {
	it("is asked about once, split by the marketplace's own books, and booked to the cent by a person", async () => {
		await shop.deliver(paid("A", 10_000, { status: "pending", received: 0 }));
		await pays();
		const [question] = await asked("payout");
		expect(question?.input).toEqual({
			posting: { counterparty: "eBay S.a r.l.", text: expect.stringContaining(TEXT) },
			amount: eur(NET),
			bookedOn: "2026-11-04",
		});
		await answer(question, split());
		await answer(question, split());
		// What was paid there was never open here, and is read now that it is named.
		const found = { A: paid("A", 10_000, { revision: 2 }), B: paid("B", 3_490), C: paid("C", 2_000) };
		expect(await reads(found)).toEqual(["A", "B", "C"]);
		await told("PAYOUT_TO_BOOK");
		const proposed = await only();
		expect(proposed).toMatchObject({
			state: "proposed",
			source: "Shop",
			connection: shop.id,
			payout: { id: "5284736251", foundBy: "payout-id", paidOutAt: "2026-11-03T09:00:00.000Z" },
			net: eur(NET),
			problems: [],
		});
		expect(proposed.lines.map(({ reference, kind, gross, fee }) => [reference, kind, gross.minor, fee.minor])).toEqual([
			["A", "sale", 10_000, 1_150],
			["B", "sale", 4_990, 610],
			["B", "refund", -1_500, -173],
			["C", "sale", 2_000, 265],
			["NON_SALE_CHARGE: Shop, November", "charge", 0, 1_995],
		]);

		const [booked, again] = await Promise.all([book(proposed), book(proposed)]);
		expect(booked).toEqual(again);
		expect(booked.state).toBe("booked");
		const posting = { params: { posting: proposed.posting ?? "" } };
		const { outcome, assigned, assignments } = await call(shop.merchant, getPosting, posting);
		expect([outcome, assigned.minor]).toEqual(["assigned", NET]);
		expect(
			assignments.map(({ orderNumber, kind, amount, orderAmount }) => [
				orderNumber,
				kind,
				amount.minor,
				orderAmount.minor,
			]),
		).toEqual([
			["NA", "payout", 8_850, 8_850],
			["NA", "payoutFee", 0, 1_150],
			["NB", "payout", 3_053, 3_053],
			["NB", "payoutFee", 0, 437],
			["NC", "payout", 1_735, 1_735],
			["NC", "payoutFee", 0, 265],
		]);
		for (const ref of ["A", "B", "C"]) expect((await shop.order(ref)).state).toBe("paid");
		expect((await shop.order("A")).history.at(-1)).toMatchObject({
			text: { de: expect.stringMatching(/ausgezahlt: 88,50/) },
		});
		expect(await codes()).toEqual([]);
		await nothingToTell();

		// The books get what arrived and what was kept; what is no order's is said.
		hub.setClock("2026-12-02T08:00:00Z");
		const period = { from: "2026-11-01", to: "2026-11-30" };
		const { totals, leftOut } = await call(shop.merchant, createBookkeepingExport, { body: period });
		expect(totals.map(({ kind, amount }) => [kind, amount.minor])).toEqual([
			["assignment", 8_850 + 3_053 + 1_735],
			["bankCharges", 1_150 + 437 + 265],
		]);
		expect(leftOut).toMatchObject([
			{ count: 1, amount: eur(-1_995), text: { de: expect.stringContaining("Auszahlung") } },
		]);

		// One part alone does not make up the posting any more; all of it can be taken back, and be booked again.
		const first = assignments.find(({ orderNumber }) => orderNumber === "NC");
		await call(shop.merchant, undoAssignment, { params: { assignment: first?.id ?? "" } });
		expect((await call(shop.merchant, getPosting, posting)).assigned.minor).toBe(NET - 1_735);
		for (let time = 0; time < 2; time++) {
			await call(shop.merchant, undoSettlement, { params: { settlement: proposed.id } });
			const undone = await call(shop.merchant, getPosting, posting);
			expect([undone.outcome, undone.assigned.minor]).toEqual(["review", 0]);
		}
		for (const ref of ["A", "B", "C"]) expect((await shop.order(ref)).state).toBe("paid");
		expect((await book(await only())).state).toBe("booked");
		expect((await call(shop.merchant, getPosting, posting)).assigned.minor).toBe(NET);
		await nothingToTell();
	});

	it("is booked by itself where the merchant lets it, and only where its posting names it and all is known", async () => {
		await call(shop.merchant, patchSettings, { body: { payoutBooking: "machine" } });
		// 90.00 for one, less 13.27 for what another was given back.
		const lines = [line("A", 10_000, 1_000), line("B", -1_500, -173, "refund")];
		await pays(7_673);
		await answer((await asked("payout"))[0], split({ amount: eur(7_673), lines, charges: [] }));
		await reads({ A: paid("A", 10_000), B: paid("B", 3_490) });
		await expect.poll(async () => (await only()).state, { timeout: 10_000, interval: 20 }).toBe("booked");
		const booked = await only();
		const posting = { params: { posting: booked.posting ?? "" } };
		const { outcome, decidedBy, assignments } = await call(shop.merchant, getPosting, posting);
		expect([outcome, decidedBy]).toEqual(["assigned", "machine"]);
		expect(await codes()).toEqual([]);

		// Neither alone: the rest would be more than came in, or less than nothing (I1). What a person takes back stays so (I9).
		for (const { id: assignment } of assignments.filter(({ kind }) => kind === "payout")) {
			await expect(call(shop.merchant, undoAssignment, { params: { assignment } })).rejects.toThrow(/as a whole/);
		}
		await call(shop.merchant, undoSettlement, { params: { settlement: booked.id } });
		expect((await call(shop.merchant, getPosting, posting)).assigned.minor).toBe(0);

		await pays(4_500, "P.5284736252 Auszahlung");
		const byAmount = { payoutId: "5284736252", foundBy: "amount-and-date" as const, amount: eur(4_500), charges: [] };
		await answer((await asked("payout"))[0], split({ ...byAmount, lines: [line("A", 4_500, 0)] }));
		await told("PAYOUT_TO_BOOK");
		const states = (await settlements()).map(({ payout, state }) => `${payout?.id} ${state}`);
		expect(states.sort()).toEqual(["5284736251 proposed", "5284736252 proposed"]);
	});

	it("waits for a person where it names an order that is not known, who may book it without", async () => {
		await pays();
		await answer((await asked("payout"))[0], split());
		await reads({ A: paid("A", 10_000), B: paid("B", 3_490), C: null });
		await told("PAYOUT_TO_BOOK");
		const review = await only();
		expect(review.state).toBe("review");
		expect(review.lines.map(({ problem }) => problem?.en ?? null)).toEqual([
			null,
			null,
			null,
			"Kontor does not know this order.",
			null,
		]);
		await expect(book(review)).rejects.toThrow(/Kontor does not know this order/);
		expect((await book(review, { leaveOut: true })).state).toBe("booked");
		const { assigned, assignments } = await call(shop.merchant, getPosting, {
			params: { posting: review.posting ?? "" },
		});
		expect(assigned.minor).toBe(NET);
		expect(assignments.map(({ orderNumber }) => orderNumber)).toEqual(["NA", "NA", "NB", "NB"]);
	});

	it("is one, however many postings name it, and none where the answer is nonsense", async () => {
		const lines = [line("A", 10_000, 1_000)];
		const answered = split({ amount: eur(9_000), lines, charges: [] });
		await pays(9_000);
		await answer((await asked("payout"))[0], answered);
		await reads({ A: paid("A", 10_000) });
		await pays(9_000, `${TEXT} 2`);
		await answer((await asked("payout"))[0], answered);
		await told("PAYOUT_TWICE");
		expect((await only()).state).toBe("proposed");
		for (const nonsense of [
			{ outcome: "all yours" },
			split({ amount: eur(8_000), lines: [{ ...line("A", 9_000, 1_000), gross: eur(8_000) }], charges: [] }),
		]) {
			await pays(8_000, `P.${JSON.stringify(nonsense).length} Auszahlung`);
			await answer((await asked("payout"))[0], nonsense);
			await told("PAYOUT_NOT_READ");
			await hub.sql.query("DELETE FROM notifications WHERE merchant_id = $1", [shop.merchant.id]);
		}
		expect(await settlements()).toHaveLength(1);
	});

	it("waits for what the marketplace does not show as paid yet", async () => {
		await shop.deliver(paid("A", 10_000, { status: "pending", received: 0 }));
		await pays(9_000);
		await answer(
			(await asked("payout"))[0],
			split({ amount: eur(9_000), lines: [line("A", 10_000, 1_000)], charges: [] }),
		);
		await reads({ A: paid("A", 10_000, { status: "pending", received: 0, revision: 2 }) });
		expect((await only()).lines[0]?.problem?.en).toBe("By the marketplace this order is not paid yet.");
		await shop.deliver(paid("A", 10_000, { revision: 3 }));
		expect((await only()).state).toBe("proposed");
	});

	it("that does not add up goes to the merchant with what differs, and is asked about again", async () => {
		await pays(NET + 1);
		const [first] = await asked("payout");
		await answer(first, split({ amount: eur(NET + 1) }));
		await told("PAYOUT_DIFFERS");
		const { items } = await call(shop.merchant, listNotifications, {});
		expect(items[0]?.text.en).toContain("entries of 0.01 EUR are missing");
		expect(await settlements()).toEqual([]);

		hub.advance(61 * 60_000);
		await hub.tick();
		const [second] = await asked("payout");
		await answer(second, { outcome: "incomplete", payoutId: "5284736251", difference: eur(1) } satisfies PayoutAnswer);
		hub.advance(4 * 60 * 60_000);
		await hub.tick();
		const [third] = await asked("payout");
		await answer(third, split({ amount: eur(NET + 1), charges: [{ ...SUBSCRIPTION, net: eur(-1_994) }] }));
		await expect.poll(async () => (await settlements()).length, { interval: 20 }).toBe(1);
		expect(await codes()).not.toContain("PAYOUT_DIFFERS");

		// It is shown also where nobody reads its orders any more.
		await asked("read");
		await hub.sql.query("UPDATE work SET state = 'superseded' WHERE merchant_id = $1 AND lane LIKE 'read:%'", [
			shop.merchant.id,
		]);
		hub.advance(61 * 60_000);
		await hub.tick();
		await told("PAYOUT_TO_BOOK");
	});

	it("is asked about again where it is not found or not answered, and never where it is another's", async () => {
		// What is due is looked for once an hour, and the tests before had a later one.
		hub.setClock("2026-11-06T08:00:00Z");
		await pays(5_000, "P.1 Auszahlung");
		const forMerchant = { de: "Schlüssel fehlt", en: "key missing" };
		const fault = { fault: "bad-config", code: "NO_KEY", message: "no key", forMerchant } as const;
		for (let attempt = 0; attempt < 3; attempt++) {
			const [lost] = await asked("payout");
			await shop.settle({ id: lost?.id ?? "" }, { kind: "fault", fault });
			hub.advance(10 * 60_000);
		}
		await told("PAYOUT_NOT_READ");
		expect(await codes(), "what is wrong with payouts is no trouble with orders").not.toContain("ACCESS_REFUSED");
		for (const attempts of [1, 9]) {
			// Nine times, over nine days.
			await hub.sql.query("UPDATE payout_questions SET attempts = $2 WHERE merchant_id = $1", [
				shop.merchant.id,
				attempts,
			]);
			hub.advance(3 * 24 * 60 * 60_000);
			await hub.tick();
			await answer((await asked("payout"))[0], { outcome: "not-found", tried: ["1"] } satisfies PayoutAnswer);
		}
		await told("PAYOUT_NOT_FOUND");

		await pays(6_000, "P.2 Auszahlung");
		await answer((await asked("payout"))[0], { outcome: "no-payout" } satisfies PayoutAnswer);
		hub.advance(30 * 24 * 60 * 60_000);
		await hub.tick();
		expect((await shop.lease()).filter((work) => work.kind === "request" && work.request === "payout")).toEqual([]);
	});
});
