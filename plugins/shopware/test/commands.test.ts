import { randomUUID } from "node:crypto";
import { type Command, Command as CommandSchema, type Outcome } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connector } from "../src/connector.ts";
import { addTransaction, find, place, transition } from "./fake/order-life.ts";
import type { StoredOrder } from "./fake/state.ts";
import type { Line } from "./fake/state-machines.ts";
import { type FakeShopware, startFakeShopware } from "./fake-shopware.ts";
import { shopContext } from "./rig.ts";

let fake: FakeShopware;
beforeEach(async () => {
	fake = await startFakeShopware();
});
afterEach(() => fake.close());

const euro = (minor: number) => ({ minor, currency: "EUR" });
const PAID = { kind: "mark-paid", amount: euro(2380), paidOn: "2026-11-20", bankReference: "B1" };
const PART = { kind: "mark-partially-paid", received: euro(1000), outstanding: euro(1380) };
const on = (machine: string, status: string) => ({ status: { machine, status } });

async function read(order: StoredOrder) {
	return connector.read(shopContext(fake), order.id as Command["orderRef"]);
}

async function run(order: StoredOrder, given: Record<string, unknown>): Promise<Outcome> {
	const expected = (await read(order))?.statuses ?? {};
	const command = CommandSchema.parse({
		id: randomUUID(),
		orderRef: order.id,
		issuedAt: "2026-11-22T00:00:00Z",
		expect: expected,
		status: null,
		...given,
	});
	return connector.execute(shopContext(fake), command);
}

/** The merchant moves the newest transaction, the order or its delivery. */
function act(order: StoredOrder, entity: "order" | "order_transaction" | "order_delivery", ...actions: string[]): void {
	const rows = entity === "order" ? [order] : entity === "order_delivery" ? order.deliveries : order.transactions;
	const found = find(fake.shop, entity, rows.at(-1)?.id ?? "");
	for (const action of actions) {
		if (found === null || !transition(fake.shop, found, action, false)) throw new Error(`${entity}: no ${action}`);
	}
}

const transactionOf = (order: StoredOrder) => order.transactions.at(-1)?.state;

describe.each<Line>(["6.5", "6.6", "6.7"])("in Shopware %s", (line) => {
	beforeEach(async () => {
		await fake.close();
		fake = await startFakeShopware({ line });
	});

	it.each([
		[],
		["remind"],
		["paid_partially"],
		["authorize"],
		["process_unconfirmed"],
		["fail"],
		["paid_partially", "chargeback"],
	])("a transaction is paid also after: %s %s", async (...actions) => {
		const order = place(fake.shop, { amount: 23.8 });
		act(order, "order_transaction", ...actions.filter((action) => action !== undefined));
		expect(await run(order, { ...PAID, ...on("transaction", "paid") })).toMatchObject({
			status: "applied",
			observed: { statuses: { transaction: "paid" }, receivedInShop: euro(2380) },
		});
		const entries = fake.shop.ledger.filter(({ api, what }) => api && what.startsWith("transaction"));
		expect(entries, "one entry in the shop's history").toHaveLength(1);
	});

	it.each([[], ["remind"]])("a part payment after %s, then the rest", async (...actions) => {
		const order = place(fake.shop, { amount: 23.8 });
		act(order, "order_transaction", ...actions);
		const part = await run(order, { ...PART, ...on("transaction", "paid_partially") });
		expect(part).toMatchObject({ status: "applied", observed: { receivedInShop: euro(1000) } });
		const more = await run(order, {
			...PART,
			received: euro(2000),
			outstanding: euro(380),
			...on("transaction", "paid_partially"),
		});
		expect(more).toMatchObject({ status: "applied", observed: { receivedInShop: euro(2000) } });
		expect(await run(order, PAID)).toMatchObject({ status: "applied", observed: { receivedInShop: euro(2380) } });
	});
});

describe("payments", () => {
	it("go to the transaction that is neither cancelled nor failed", async () => {
		const order = place(fake.shop, { amount: 23.8, method: "payment_custom_b2b" });
		act(order, "order_transaction", "cancel");
		addTransaction(fake.shop, order, "payment_prepayment");
		addTransaction(fake.shop, order, "payment_invoicepayment");
		act(order, "order_transaction", "fail");
		expect((await read(order))?.paymentMethod.id).toBe("payment_prepayment");
		await run(order, PAID);
		expect(order.transactions.map(({ state }) => state)).toEqual(["cancelled", "paid", "failed"]);
	});

	it("are not written to an order that was cancelled meanwhile, although the shop would take them", async () => {
		const order = place(fake.shop, { amount: 23.8 });
		const { statuses } = (await read(order)) ?? {};
		act(order, "order", "cancel");
		expect(await run(order, { ...PAID, expect: statuses })).toMatchObject({
			status: "declined",
			code: "changed-meanwhile",
		});
		expect(transactionOf(order)).toBe("open");
	});

	it("of an order known as cancelled are written (D6)", async () => {
		const order = place(fake.shop, { amount: 23.8 });
		act(order, "order", "cancel");
		expect(await run(order, PAID)).toMatchObject({ status: "applied" });
		expect(transactionOf(order)).toBe("paid");
	});

	it("are written although goods were shipped meanwhile", async () => {
		const order = place(fake.shop, { amount: 23.8 });
		const { statuses } = (await read(order)) ?? {};
		act(order, "order_delivery", "ship");
		act(order, "order", "process");
		expect(await run(order, { ...PAID, expect: statuses })).toMatchObject({ status: "applied" });
	});

	it("are declined where the amount was raised meanwhile", async () => {
		const order = place(fake.shop, { amount: 23.81 });
		expect(await run(order, PAID)).toMatchObject({ status: "declined", code: "amount-mismatch" });
	});

	it("where the merchant marked it paid himself only leave their mark", async () => {
		const order = place(fake.shop, { amount: 23.8 });
		const { statuses } = (await read(order)) ?? {};
		act(order, "order_transaction", "paid");
		expect(await run(order, { ...PAID, expect: statuses })).toMatchObject({ status: "applied" });
		const byUs = fake.shop.ledger.filter(({ api }) => api).map(({ what }) => what);
		expect(byUs).toEqual([expect.stringMatching(/^custom field kontor_payment: paid /)]);
	});

	it("reach the mapped status of another machine, too; nothing is written where it cannot be reached", async () => {
		const order = place(fake.shop, { amount: 23.8 });
		expect(await run(order, { ...PAID, ...on("order", "in_progress") })).toMatchObject({
			observed: { statuses: { order: "in_progress", transaction: "paid" } },
		});
		const other = place(fake.shop, { amount: 23.8 });
		expect(await run(other, { ...PAID, ...on("order", "completed") })).toMatchObject({
			status: "declined",
			code: "wrong-state",
		});
		expect(fake.shop.ledger.filter((entry) => entry.order === other.id)).toEqual([]);
	});

	it("that were taken back count no more", async () => {
		const order = place(fake.shop, { amount: 23.8 });
		await run(order, PAID);
		const revoked = {
			kind: "revoke-payment",
			outstanding: euro(2380),
			reason: "Rücklastschrift",
			...on("transaction", "open"),
		};
		expect(await run(order, revoked)).toMatchObject({
			observed: { statuses: { transaction: "open" }, receivedInShop: euro(0) },
		});
		expect(order.customFields.kontor_notes).toMatch(/^Rücklastschrift \(Kontor /);
		await run(order, PAID);
		expect((await read(order))?.receivedInShop).toEqual(euro(2380));
	});

	it("are repaid in parts; more than was received is declined", async () => {
		const order = place(fake.shop, { amount: 23.8 });
		const repayment = (minor: number) => ({
			kind: "record-repayment",
			amount: euro(minor),
			repaidOn: "2026-11-21",
			bankReference: "R1",
		});
		expect(await run(order, repayment(100))).toMatchObject({ code: "wrong-state" });
		await run(order, PAID);
		expect(await run(order, repayment(1000))).toMatchObject({
			observed: { statuses: { transaction: "refunded_partially" }, receivedInShop: euro(1380) },
		});
		expect(await run(order, repayment(1381))).toMatchObject({ code: "amount-mismatch" });
		expect(await run(order, repayment(380))).toMatchObject({ observed: { receivedInShop: euro(1000) } });
		expect(await run(order, repayment(1000))).toMatchObject({
			observed: { statuses: { transaction: "refunded" }, receivedInShop: euro(0) },
		});
	});
});

describe("other commands", () => {
	it("cancelling declines where the shop was paid, or goods left meanwhile", async () => {
		const paid = place(fake.shop, { amount: 23.8 });
		act(paid, "order_transaction", "paid");
		const cancel = { kind: "cancel", reason: "Nicht bezahlt" };
		expect(await run(paid, cancel)).toMatchObject({ status: "declined", code: "wrong-state" });
		const shipped = place(fake.shop, { amount: 23.8 });
		const { statuses } = (await read(shipped)) ?? {};
		act(shipped, "order_delivery", "ship");
		expect(await run(shipped, { ...cancel, expect: statuses })).toMatchObject({ code: "changed-meanwhile" });
	});

	it("parcels are added to those that are there, to the delivery with the goods", async () => {
		const order = place(fake.shop, { amount: 23.8 });
		const [goods] = order.deliveries;
		order.deliveries.unshift({
			id: "f".repeat(32),
			state: "open",
			createdAt: new Date(),
			updatedAt: null,
			trackingCodes: [],
			costs: -4.9,
		});
		if (goods !== undefined) goods.trackingCodes = ["1Z1"];
		const push = { kind: "push-shipment", carrier: "DHL", trackingNumber: "JD2", shippedAt: "2026-11-22T10:00:00Z" };
		expect(await run(order, push)).toMatchObject({
			status: "applied",
			observed: { statuses: { delivery: "shipped" } },
		});
		expect(order.deliveries.map(({ trackingCodes }) => trackingCodes)).toEqual([[], ["1Z1", "JD2"]]);
		act(order, "order_delivery", "retour");
		expect(await run(order, { ...push, trackingNumber: "JD3" })).toMatchObject({ code: "wrong-state" });
	});

	it("parcels of an order that was cancelled are declined, although the shop would ship them", async () => {
		const order = place(fake.shop, { amount: 23.8 });
		act(order, "order", "cancel");
		const push = { kind: "push-shipment", carrier: "DHL", trackingNumber: "JD2", shippedAt: "2026-11-22T10:00:00Z" };
		expect(await run(order, push)).toMatchObject({ status: "declined", code: "wrong-state" });
		expect(order.deliveries.map(({ state, trackingCodes }) => [state, trackingCodes])).toEqual([["open", []]]);
		const [shipped, again] = [place(fake.shop, { amount: 1 }), { ...push, id: randomUUID() }];
		await run(shipped, again);
		act(shipped, "order", "cancel");
		expect(await run(shipped, again), "what was told before").toMatchObject({ status: "already-applied" });
	});

	it("notes stand one below the other, each once, and nobody else's fields are touched", async () => {
		const order = place(fake.shop, { amount: 23.8, customFields: { foreign_field: "x" } });
		const id = randomUUID();
		expect(await run(order, { kind: "annotate", id, text: "Erste\nZeile <b>" })).toMatchObject({ status: "applied" });
		expect(await run(order, { kind: "annotate", id, text: "Erste\nZeile <b>" })).toMatchObject({
			status: "already-applied",
		});
		await run(order, { kind: "annotate", text: "Zweite" });
		expect(String(order.customFields.kontor_notes).split("\n")).toEqual([
			`Erste Zeile ‹b> (Kontor ${id})`,
			expect.stringMatching(/^Zweite \(Kontor /),
		]);
		expect(order.customFields.foreign_field).toBe("x");
	});

	it("a state that changed in the very moment is not overruled", async () => {
		const order = place(fake.shop, { amount: 23.8 });
		const { statuses } = (await read(order)) ?? {};
		const http: typeof fetch = async (input, init) => {
			if (new Request(input).url.includes("state-machine/order_transaction")) act(order, "order_transaction", "cancel");
			return fetch(input, init);
		};
		const command = {
			...PAID,
			id: randomUUID(),
			orderRef: order.id,
			issuedAt: "2026-11-22T00:00:00Z",
			expect: statuses,
			...on("transaction", "paid"),
		};
		const outcome = await connector.execute(shopContext(fake, { http }), CommandSchema.parse(command));
		expect(outcome).toMatchObject({ status: "declined", code: "changed-meanwhile" });
		expect(fake.shop.ledger.filter(({ api }) => api)).toEqual([]);
	});
});
