import { call, cancelOrder, doOrderAction } from "@kontor/protocol";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MANIFEST, order, type TestShop } from "../support/connected-shop.ts";
import { holdOrder } from "../support/held-rows.ts";
import { type LedOrder, ledOrder, ON_INVOICE } from "../support/led-order.ts";
import { invoice } from "../support/linked-shops.ts";
import { pay, repay } from "../support/payments.ts";
import type { TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let host: TestShop["host"];
let led: LedOrder;
/** What the follower's system learns of its leader besides payments (A13, E3). */
export function toldOfLeader(theHub: () => TestHub): void {
	beforeAll(async () => {
		hub = theHub();
		host = await hub.newHost(MANIFEST);
	});
	beforeEach(async () => {
		led = await ledOrder(hub, host);
	});

	describe("the follower's system learns that its leader is", () => {
		test("cancelled, by the mapped status, once, and is paid by nothing", async () => {
			await led.deliverInAdvance();
			await led.cancel();
			expect(await led.told()).toEqual(["cancel void ready"]);
			const [work] = await led.commandsOfFollower();
			expect(work?.command).toMatchObject({ expect: { order: "pending" }, reason: expect.stringContaining("N1") });
			if (work !== undefined) await led.erp.applied(work, { status: "void", received: 0, revision: 2 });
			await led.erp.deliver(invoice("1", { status: "void", revision: 3 }));
			await led.shop.deliver(order("1", { revision: 2, customer: { name: "Max", billing: {} } }));
			expect(await led.told()).toEqual(["cancel void done"]);
			expect(await led.states()).toEqual(["cancelled", "open"]);
		});

		test("overdue and handed over, without a second case for the partner", async () => {
			await led.deliverOnInvoice();
			await led.cancel();
			await led.carryOut();
			await led.act("hand-over");
			await led.carryOut();
			expect(await led.told()).toEqual(["set-status overdue done", "set-status collection done"]);
			expect(await led.states()).toEqual(["debtCollection", "open"]);
			const { rows } = await hub.sql.query(`SELECT FROM collection_cases WHERE merchant_id = $1`, [
				led.shop.merchant.id,
			]);
			expect(rows).toHaveLength(1);
		});

		test("marked already when the two are linked", async () => {
			await led.unlink();
			await led.deliverOnInvoice();
			await led.cancel();
			expect(await led.told()).toEqual([]);
			await led.link();
			await expect.poll(() => led.told(), { interval: 10 }).toEqual(["set-status overdue ready"]);
		});

		test("marked, right after somebody let go of the follower", async () => {
			await led.deliverOnInvoice();
			const held = await holdOrder(hub, led.erp, "RE-1");
			await led.cancel();
			await held.letGo();
			await expect.poll(() => led.told(), { interval: 10 }).toEqual(["set-status overdue ready"]);
		});

		test("cancelled as a note where no status is mapped: a cancellation there may be a document", async () => {
			await led.map({});
			await led.deliverInAdvance();
			await led.cancel();
			expect(await led.told()).toEqual(["annotate ready"]);
			await led.carryOut();
			await led.act("revive");
			expect(await led.told()).toEqual(["annotate done", "annotate ready"]);
		});

		test("overdue nowhere where no status is mapped", async () => {
			await led.map({});
			await led.deliverOnInvoice();
			await led.cancel();
			await led.act("hand-over");
			expect(await led.told()).toEqual([]);
		});
	});

	// E4
	describe("what the merchant did in the follower's system stays", () => {
		test("where he closed it", async () => {
			await led.deliverOnInvoice();
			await led.erp.deliver(invoice("1", { status: "archived", revision: 2 }));
			expect(await led.states()).toEqual(["open", "removedExternally"]);
			await led.cancel();
			expect(await led.told()).toEqual([]);
		});

		test("where he closed it, and opened it again, after it was told", async () => {
			await led.deliverInAdvance();
			await led.cancel();
			await led.carryOut();
			await led.erp.deliver(invoice("1", { status: "archived", revision: 50 }));
			await led.erp.deliver(invoice("1", { status: "pending", revision: 51 }));
			expect(await led.states()).toEqual(["cancelled", "open"]);
			expect(await led.told()).toEqual(["cancel void done"]);
		});

		test("where he changed it before it was told, and he is told so, once", async () => {
			await led.deliverOnInvoice();
			await led.cancel();
			const [work] = await led.commandsOfFollower();
			if (work === undefined) throw new Error("nothing is told");
			const observed = {
				revision: 2,
				statuses: { order: "archived" },
				receivedInShop: { minor: 0, currency: "EUR" },
			};
			const outcome = { status: "declined", code: "changed-meanwhile", detail: "", observed } as const;
			await led.erp.settle(work, { kind: "outcome", outcome });
			await led.shop.deliver(order("1", { ...ON_INVOICE, revision: 2, customer: { name: "Max", billing: {} } }));
			expect(await led.told()).toEqual(["set-status overdue declined"]);
			expect(await led.notices()).toEqual(["CHANGED_IN_SHOP"]);
		});

		test("where he opened it again afterwards", async () => {
			await led.deliverInAdvance();
			await led.cancel();
			await led.carryOut();
			await led.erp.deliver(invoice("1", { status: "pending", revision: 50 }));
			await led.shop.deliver(order("1", { revision: 2, status: "cancelled" }));
			expect(await led.told()).toEqual(["cancel void done"]);
			await led.act("revive");
			expect(await led.told(), "nothing is left to be lifted").toEqual(["cancel void done"]);
		});

		test("where he marked it himself in Kontor", async () => {
			await led.deliverOnInvoice();
			const params = { order: await led.follower() };
			await call(led.shop.merchant, cancelOrder, { params });
			await led.cancel();
			await led.carryOut();
			expect(await led.told()).toEqual(["set-status overdue done"]);
			await call(led.shop.merchant, doOrderAction, { params: { ...params, action: "revive" } });
			await led.carryOut();
			expect(await led.told(), "nor is it told again when he lifts it").toEqual([
				"set-status overdue done",
				"set-status shipped done",
			]);
		});
	});

	describe("of repayments it learns", () => {
		test("what went back of its own amount, once, and that it came back", async () => {
			await led.deliverInAdvance();
			await pay(hub, led.shop, "1", 10_000);
			await led.carryOut();
			await repay(hub, led.shop, "1", 3_000);
			await led.shop.deliver(order("1", { revision: 2, customer: { name: "Max", billing: {} } }));
			await led.carryOut();
			expect((await led.told()).slice(1)).toEqual(["annotate done"]);
			await repay(hub, led.shop, "1", -3_000);
			expect((await led.told()).slice(1)).toEqual(["annotate done", "annotate ready"]);
		});

		test("nothing of a surplus, of which it never heard", async () => {
			await led.deliverInAdvance();
			await pay(hub, led.shop, "1", 15_000);
			await led.carryOut();
			await repay(hub, led.shop, "1", 5_000);
			expect((await led.told()).slice(1)).toEqual([]);
			await repay(hub, led.shop, "1", 10_000);
			expect((await led.told()).slice(1)).toEqual(["annotate ready"]);
		});
	});
}
