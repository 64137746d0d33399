import {
	assignPosting,
	call,
	cancelOrder,
	getPosting,
	listNotifications,
	type Posting,
	undoAssignment,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openAccount, type TestBank } from "./support/bank.ts";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

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

const idOf = async (ref: string) => (await shop.order(ref)).id;
const assign = (posting: Posting | undefined, ...orders: { order: string; minor?: number }[]) =>
	call(shop.merchant, assignPosting, { params: { posting: posting?.id ?? "" }, body: { orders } });
const undo = (assignment: string | undefined) =>
	call(shop.merchant, undoAssignment, { params: { assignment: assignment ?? "" } });
const unnamed = (minor: number) => ({ text: "ohne Nummer", name: "Unbekannt", minor });

test("an order that was cancelled half paid is cancelled again when a wrong payment goes (D5, D6)", async () => {
	await shop.deliver(order("1", { number: "10500" }));
	await bank.books({ text: "Bestellung 10500", minor: 4_000 }, unnamed(6_001));
	const { "Bestellung 10500": part, "ohne Nummer": wrong } = await bank.decided();
	if (part?.assigned.minor === 0) await assign(part, { order: await idOf("1") });
	hub.advance(60_000);
	await call(shop.merchant, cancelOrder, { params: { order: await idOf("1") } });
	expect((await shop.order("1")).state).toBe("cancelled");
	hub.advance(60_000);
	const booked = await assign(wrong, { order: await idOf("1"), minor: 6_000 });
	expect((await shop.order("1")).state).toBe("paid");
	hub.advance(60_000);
	await undo(booked.assignments[0]?.id);
	expect((await shop.order("1")).state).toBe("cancelled");
});

test("an order left alone with money from the shop is left alone again (A7, D5)", async () => {
	const before = "2026-10-30T07:00:00Z";
	await shop.deliver(order("1", { number: "10510", recordedAt: before, placedAt: before, received: 4_000 }));
	expect((await shop.order("1")).state).toBe("notManaged");
	await bank.books(unnamed(6_001));
	const { "ohne Nummer": wrong } = await bank.decided();
	const booked = await assign(wrong, { order: await idOf("1"), minor: 5_000 });
	expect((await shop.order("1")).state).toBe("partiallyPaid");
	await undo(booked.assignments[0]?.id);
	expect((await shop.order("1")).state).toBe("notManaged");
});

test("the same part clicked twice is booked once (I4)", async () => {
	await shop.deliver(order("1", { number: "10520" }), order("2", { number: "10521" }));
	await bank.books(unnamed(9_999));
	const { "ohne Nummer": posting } = await bank.decided();
	const wish = { order: await idOf("1"), minor: 3_000 };
	await Promise.all([assign(posting, wish), assign(posting, wish)]);
	await assign(posting, wish);
	expect((await call(shop.merchant, getPosting, { params: { posting: posting?.id ?? "" } })).assigned.minor).toBe(
		3_000,
	);
	// Another amount is another wish.
	expect((await assign(posting, { ...wish, minor: 2_000 })).assigned.minor).toBe(5_000);
	expect((await assign(posting, { order: await idOf("2") })).outcome).toBe("assigned");
});

test("a posting of which nothing is left waits for nobody, also when a cash discount is taken back", async () => {
	await shop.deliver(order("1", { number: "10530" }));
	await bank.books(unnamed(9_800));
	const { "ohne Nummer": posting } = await bank.decided();
	await assign(posting, { order: await idOf("1") });
	const discount = crypto.randomUUID();
	await hub.sql.query(
		`INSERT INTO assignments (merchant_id, id, posting_id, order_id, kind, amount, order_amount, decided_by, evidence, created_at)
		 VALUES ($1, $2, $3, $4, 'cashDiscount', 0, 200, 'machine', '[]', $5)`,
		[shop.merchant.id, discount, posting?.id, await idOf("1"), hub.now()],
	);
	expect(await undo(discount)).toMatchObject({ outcome: "assigned", assigned: { minor: 9_800 } });
	expect((await call(shop.merchant, listNotifications, {})).items).toEqual([]);
});
