import {
	call,
	editOrder,
	listNotifications,
	markOrderPaid,
	type ProblemError,
	removePersonalData,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { pay } from "./support/payments.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: TestShop;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
	shop = await connectShop(hub);
});

const eur = (minor: number) => ({ minor, currency: "EUR" });
const CUSTOMER = { name: "Erika Muster", email: "alt@muster.example", billing: { city: "Berlin", country: "DE" } };
const events = async (ref: string) => (await shop.order(ref)).history.map(({ event }) => event);
async function edit(ref: string, body: { email?: string; amount?: { minor: number; currency: string } }) {
	const { id } = await shop.order(ref);
	return call(shop.merchant, editOrder, { params: { order: id }, body });
}
const problemOf = (answered: Promise<unknown>) =>
	answered.then(
		() => null,
		(error: ProblemError) => error.problem,
	);

describe("an order edited by hand (B8)", () => {
	it("has its new address and amount, stands in the history, and does not follow the shop any more", async () => {
		await shop.deliver(order("1", { customer: CUSTOMER }));
		expect(await edit("1", { email: "neu@muster.example", amount: eur(9_000) })).toMatchObject({ amount: eur(9_000) });
		await edit("1", { email: "neu@muster.example", amount: eur(9_000) });
		const edited = await shop.order("1");
		expect(edited).toMatchObject({ detached: true, outstanding: eur(9_000), order: { amount: eur(9_000) } });
		expect(edited.order.customer.email).toBe("neu@muster.example");
		expect(edited.history.map(({ event, cause, text }) => [event, cause.by, text.de])).toEqual([
			["placed", "shop", "Bestellung eingegangen"],
			["email-changed", "person", "E-Mail-Adresse geändert (von test)"],
			["amount-changed", "person", "Betrag geändert: 100,00 EUR → 90,00 EUR (von test)"],
		]);
		await shop.deliver(order("1", { customer: CUSTOMER, amount: eur(12_000), revision: 2 }));
		expect(await shop.order("1")).toMatchObject({
			amount: eur(9_000),
			order: { customer: { email: "neu@muster.example" } },
		});
		await shop.deliver(order("1", { customer: CUSTOMER, status: "cancelled", revision: 3 }));
		expect((await shop.order("1")).state).toBe("open");
		const { items } = await call(shop.merchant, listNotifications, {});
		expect(items.map(({ code }) => code)).toEqual(["DETACHED_ORDER_CHANGED"]);
	});

	it("is paid where its new amount is covered, and its shop is told", async () => {
		await shop.deliver(order("1"));
		await pay(hub, shop, "1", 9_000);
		await edit("1", { amount: eur(9_000) });
		expect((await shop.order("1")).state).toBe("paid");
		expect((await shop.leaseCommands()).map(({ command }) => command.kind)).toEqual(["mark-paid"]);
	});

	it("can be edited while it is open, in its own currency, and where no rate stands behind its amount (G1)", async () => {
		const foreign = { amount: { minor: 9_500, currency: "CHF" }, rate: "1.05" };
		await shop.deliver(order("1"), order("2", { foreign }), order("3"));
		const paid = await shop.order("1");
		await call(shop.merchant, markOrderPaid, { params: { order: paid.id }, body: {} });
		expect(await problemOf(edit("1", { email: "neu@muster.example" }))).toMatchObject({
			code: "CONFLICT",
			forMerchant: { de: expect.any(String), en: expect.any(String) },
		});
		expect(await problemOf(edit("2", { amount: eur(1) }))).toMatchObject({ code: "CONFLICT" });
		expect(await edit("2", { email: "neu@muster.example" })).toMatchObject({ ref: "2" });
		expect(await problemOf(edit("3", { amount: { minor: 1, currency: "CHF" } }))).toMatchObject({ status: 400 });
		const { id } = await shop.order("3");
		await call(shop.merchant, removePersonalData, { params: { order: id } });
		expect(await problemOf(edit("3", { email: "neu@muster.example" }))).toMatchObject({ code: "CONFLICT" });
		expect(await shop.order("3")).toMatchObject({ personalDataRemoved: "customer", customer: "" });
		expect((await events("3")).at(-1)).toBe("personal-data-erased");
	});
});

describe("what changes in the shop stands in the order's history", () => {
	it("an invoice that comes later, and its document (B5)", async () => {
		await shop.deliver(order("1"));
		await shop.deliver(order("1", { revision: 2, invoice: { number: "R-1" } }));
		await shop.deliver(order("1", { revision: 3, invoice: { number: "R-1", date: "2026-11-03", documentRef: "pdf" } }));
		expect(await events("1")).toEqual(["placed", "invoice-arrived", "invoice-changed"]);
	});

	it("another e-mail address, another address, another amount (B6); the same again is nothing", async () => {
		await shop.deliver(order("1", { customer: CUSTOMER }));
		const moved = { ...CUSTOMER, email: "neu@muster.example", billing: { city: "Hamburg", country: "DE" } };
		const changed = order("1", { customer: moved, amount: eur(9_000), revision: 2 });
		await shop.deliver(changed);
		await shop.deliver(changed);
		expect(await events("1")).toEqual(["placed", "email-changed", "customer-changed", "amount-changed"]);
		const { rows } = await hub.sql.query("SELECT cause::text FROM order_history WHERE merchant_id = $1", [
			shop.merchant.id,
		]);
		expect(JSON.stringify(rows)).not.toContain("muster.example");
	});
});
