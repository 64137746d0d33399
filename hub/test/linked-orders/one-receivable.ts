import {
	call,
	keepOrdersApart,
	linkConnections,
	linkOrders,
	listConnectionLinks,
	listNotifications,
	markOrderPaid,
	undoAssignment,
	unlinkConnections,
	type WorkOf,
} from "@kontor/protocol";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openAccount } from "../support/bank.ts";
import { MANIFEST, order, type TestShop } from "../support/connected-shop.ts";
import { holdOrder } from "../support/held-rows.ts";
import { connectBoth, invoice, type LinkedShops, link, linkBoth, storedOrder } from "../support/linked-shops.ts";
import { pay, undo } from "../support/payments.ts";
import type { TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let host: TestShop["host"];
let both: LinkedShops;
/** What settles one order settles the other, and which orders are one. */
export function oneReceivable(theHub: () => TestHub): void {
	beforeAll(async () => {
		hub = theHub();
		host = await hub.newHost(MANIFEST);
	});
	beforeEach(async () => {
		hub.setClock("2026-11-02T08:00:00Z");
		both = await linkBoth(hub, host);
	});

	const bothOrders = async () => [await storedOrder(hub, both.shop, "1"), await storedOrder(hub, both.erp, "RE-1")];
	const states = async () => (await bothOrders()).map(({ state }) => state);
	const told = async () => (await bothOrders()).map(({ told }) => told.map(({ kind, state }) => `${kind} ${state}`));
	const notices = async () => (await call(both.shop.merchant, listNotifications, {})).items.map(({ code }) => code);

	async function theCommands(): Promise<WorkOf<"command">[]> {
		// The host is given those of earlier tests, too.
		const leased = await both.shop.leaseCommands();
		return leased.filter(({ connection }) => connection === both.shop.id || connection === both.erp.id);
	}
	async function carryOut(revision = 2): Promise<void> {
		for (const work of await theCommands()) {
			const where = work.connection === both.shop.id ? both.shop : both.erp;
			const revoked = work.command.kind === "revoke-payment";
			const paid = where === both.shop ? "processing" : "completed";
			await where.applied(work, { status: revoked ? "pending" : paid, received: revoked ? 0 : 10_000, revision });
		}
	}

	describe("orders of linked shops", () => {
		test("are one receivable: a payment settles both, and each shop is told once", async () => {
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1"));
			await pay(hub, both.shop, "1", 10_000);
			expect(await states()).toEqual(["paid", "paid"]);
			expect(await told()).toEqual([["mark-paid ready"], ["mark-paid ready"]]);
			await carryOut();
			expect(await states()).toEqual(["paid", "paid"]);
			expect(await theCommands()).toEqual([]);
		});

		test("whichever came first", async () => {
			await both.erp.deliver(invoice("1"));
			await both.shop.deliver(order("1"));
			await pay(hub, both.erp, "RE-1", 10_000);
			expect(await states()).toEqual(["paid", "paid"]);
			expect(await told()).toEqual([["mark-paid ready"], ["mark-paid ready"]]);
		});

		test("and what is undone on one is undone on the other", async () => {
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1"));
			const assignment = await pay(hub, both.shop, "1", 10_000);
			await carryOut();
			await undo(hub, both.shop, "1", assignment);
			expect(await states()).toEqual(["open", "open"]);
			expect(await told()).toEqual([
				["mark-paid done", "revoke-payment ready"],
				["mark-paid done", "revoke-payment ready"],
			]);
		});

		test("parts add up", async () => {
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1"));
			await pay(hub, both.shop, "1", 4_000);
			expect(await states()).toEqual(["partiallyPaid", "partiallyPaid"]);
			await pay(hub, both.erp, "RE-1", 6_000);
			expect(await states()).toEqual(["paid", "paid"]);
		});

		test("a surplus is the leader's alone", async () => {
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1"));
			await pay(hub, both.erp, "RE-1", 15_000);
			expect(await states()).toEqual(["overpaid", "paid"]);
		});

		test("that were settled before are on one level as soon as they are linked", async () => {
			both = await connectBoth(hub, host);
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1"));
			await pay(hub, both.shop, "1", 10_000);
			expect(await states()).toEqual(["paid", "open"]);
			await link(both);
			await expect.poll(states).toEqual(["paid", "paid"]);
			expect(await told()).toEqual([["mark-paid ready"], ["mark-paid ready"]]);
		});

		test("stand for themselves again when their shops are", async () => {
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1"));
			await pay(hub, both.shop, "1", 10_000);
			await carryOut();
			await call(both.shop.merchant, unlinkConnections, { params: { leader: both.shop.id, follower: both.erp.id } });
			expect(await states()).toEqual(["paid", "open"]);
			expect(await told()).toEqual([["mark-paid done"], ["mark-paid done", "revoke-payment ready"]]);
			// And together once more.
			await link(both);
			await expect.poll(states).toEqual(["paid", "paid"]);
		});
	});

	describe("what a system says of payments", () => {
		beforeEach(async () => {
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1"));
		});
		const erpSays = (received: number, revision: number, status = "pending") =>
			both.erp.deliver(invoice("1", { received, revision, status }));

		test("settles both, once, where nothing else is known of it", async () => {
			await erpSays(10_000, 2);
			expect(await states()).toEqual(["paid", "paid"]);
			expect(await told()).toEqual([["mark-paid ready"], []]);
			await carryOut();
			expect(await states()).toEqual(["paid", "paid"]);
		});

		test("adds nothing where it is what a posting paid", async () => {
			await pay(hub, both.shop, "1", 10_000);
			await erpSays(10_000, 2);
			expect(await states()).toEqual(["paid", "paid"]);
			await both.shop.deliver(order("1", { received: 10_000, revision: 2 }));
			expect(await states()).toEqual(["paid", "paid"]);
		});

		test("adds to what a posting paid where it is more", async () => {
			await erpSays(4_000, 2);
			await pay(hub, both.shop, "1", 6_000);
			expect(await states()).toEqual(["paid", "paid"]);
		});

		test("is known again when our report has been added to it", async () => {
			await pay(hub, both.shop, "1", 6_000);
			await erpSays(4_000, 2);
			expect(await states()).toEqual(["partiallyPaid", "partiallyPaid"]);
			const [work] = (await theCommands()).filter(({ connection }) => connection === both.erp.id);
			expect(work).toBeDefined();
			await both.erp.applied(work as WorkOf<"command">, { status: "pending", received: 10_000, revision: 3 });
			expect(await states()).toEqual(["paid", "paid"]);
		});

		test("is no payment when what it repeats is taken back", async () => {
			const assignment = await pay(hub, both.shop, "1", 10_000);
			await erpSays(10_000, 2);
			await undo(hub, both.shop, "1", assignment);
			expect((await both.shop.order("1")).state).toBe("open");
		});

		test("counts once, too, where a person says it in both", async () => {
			const [one, other] = [await both.shop.order("1"), await both.erp.order("RE-1")];
			await call(both.shop.merchant, markOrderPaid, { params: { order: other.id }, body: {} });
			expect(await states()).toEqual(["paid", "paid"]);
			await expect(
				call(both.shop.merchant, markOrderPaid, { params: { order: one.id }, body: {} }),
			).rejects.toMatchObject({ problem: { code: "CONFLICT" } });
		});
	});

	describe("what is not certain", () => {
		test("is asked about where the amounts differ, and nothing is linked", async () => {
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1", { amount: { minor: 9_000, currency: "EUR" } }));
			expect(await notices()).toEqual(["LINK_UNCLEAR"]);
			await pay(hub, both.shop, "1", 10_000);
			expect(await states()).toEqual(["paid", "open"]);
			expect(await call(both.shop.merchant, listConnectionLinks, {})).toMatchObject({
				items: [{ orders: 0, asked: 1 }],
			});
		});

		test("is linked by a person, who knows why the amounts differ", async () => {
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1", { amount: { minor: 9_000, currency: "EUR" } }));
			const [one, other] = [await both.shop.order("1"), await both.erp.order("RE-1")];
			const request = { params: { order: other.id }, body: { leadingOrder: one.id } };
			await call(both.shop.merchant, linkOrders, request);
			expect(await notices()).toEqual([]);
			await pay(hub, both.shop, "1", 10_000);
			expect(await states()).toEqual(["paid", "paid"]);
			// And taken apart again, for good.
			await call(both.shop.merchant, keepOrdersApart, request);
			expect(await states()).toEqual(["paid", "open"]);
			await both.erp.deliver(invoice("1", { revision: 2 }));
			expect(await states()).toEqual(["paid", "open"]);
		});

		test("is asked about where two invoices name one order", async () => {
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1"), invoice("2", { additionalNumbers: ["N1"] }));
			expect(await notices()).toEqual(["LINK_UNCLEAR", "LINK_UNCLEAR"]);
			const [one, other] = [await both.shop.order("1"), await both.erp.order("RE-2")];
			await call(both.shop.merchant, keepOrdersApart, { params: { order: other.id }, body: { leadingOrder: one.id } });
			await both.erp.deliver(invoice("1", { revision: 2, customer: { name: "Max", billing: {} } }));
			expect(await notices()).toEqual([]);
			await pay(hub, both.shop, "1", 10_000);
			expect(await states()).toEqual(["paid", "paid"]);
		});

		test("is settled by hand where the leader is cancelled", async () => {
			await both.shop.deliver(order("1"));
			await both.erp.deliver(invoice("1"));
			await hub.sql.query(`UPDATE orders SET lifecycle = 'cancelled', state = 'cancelled' WHERE connection_id = $1`, [
				both.shop.id,
			]);
			await pay(hub, both.erp, "RE-1", 10_000);
			expect(await states()).toEqual(["cancelled", "paid"]);
			expect(await notices()).toEqual(["PAID_IN_LINKED_SYSTEM"]);
		});
	});

	test("a posting that names the invoice pays the order, and both are settled", async () => {
		await both.shop.deliver(order("20261234"), order("20261235", { amount: { minor: 7_777, currency: "EUR" } }));
		await both.erp.deliver(invoice("20261234"));
		const bank = await openAccount(both.shop.merchant);
		await bank.books({ text: "Rechnung RE-20261234" });
		const [posting] = Object.values(await bank.decided());
		expect(posting).toMatchObject({ outcome: "assigned", assignments: [{ orderNumber: "N20261234" }] });
		expect((await both.erp.order("RE-20261234")).state).toBe("paid");
		// What is linked is undone where the money is.
		const { assignments } = await both.erp.order("RE-20261234");
		expect(assignments).toMatchObject([{ kind: "linked", posting: null }]);
		const params = { assignment: assignments[0]?.id ?? "" };
		await expect(call(both.shop.merchant, undoAssignment, { params })).rejects.toMatchObject({
			problem: { code: "CONFLICT" },
		});
	});

	test("where somebody holds the other order, it is settled right after him", async () => {
		await both.shop.deliver(order("1"));
		await both.erp.deliver(invoice("1"));
		const held = await holdOrder(hub, both.erp, "RE-1");
		await pay(hub, both.shop, "1", 10_000);
		await held.letGo();
		await expect.poll(states).toEqual(["paid", "paid"]);
		expect(await told()).toEqual([["mark-paid ready"], ["mark-paid ready"]]);
	});

	test("a shop that leads does not follow, and none follows itself", async () => {
		const { merchant } = both.shop;
		const refused = { problem: { code: "CONFLICT" } };
		const [leader, follower] = [both.shop.id, both.erp.id];
		await expect(
			call(merchant, linkConnections, { body: { leader: follower, follower: leader } }),
		).rejects.toMatchObject(refused);
		await expect(call(merchant, linkConnections, { body: { leader, follower: leader } })).rejects.toMatchObject(
			refused,
		);
		// The same again is the same.
		expect(await link(both)).toMatchObject({ leader, follower, orders: 0, asked: 0 });
	});
}
