import { call, keepOrdersApart, linkConnections, listConnectionLinks } from "@kontor/protocol";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MANIFEST, order, type TestShop } from "../support/connected-shop.ts";
import { type LedOrder, ledOrder } from "../support/led-order.ts";
import { invoice } from "../support/linked-shops.ts";
import { pay, undo } from "../support/payments.ts";
import type { TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let host: TestShop["host"];
let led: LedOrder;
/** How a mark goes that the follower's system shows on account of its leader (A13, E3). */
export function markIsOver(theHub: () => TestHub): void {
	beforeAll(async () => {
		hub = theHub();
		host = await hub.newHost(MANIFEST);
	});
	beforeEach(async () => {
		led = await ledOrder(hub, host);
	});

	describe("the follower's system learns that its leader is marked no more", () => {
		test("when it is paid: by the payment alone, and again when that is taken back", async () => {
			await led.deliverOnInvoice();
			await led.cancel();
			await led.carryOut();
			const assignment = await pay(hub, led.shop, "1", 10_000);
			await led.carryOut();
			expect(await led.told()).toEqual(["set-status overdue done", "mark-paid completed done"]);
			await undo(hub, led.shop, "1", assignment);
			await led.carryOut();
			expect((await led.told()).slice(2)).toEqual(["revoke-payment shipped done", "set-status overdue done"]);
			expect(await led.states()).toEqual(["overdue", "open"]);
		});

		test("but is not told what it shows already, where the payment went as it came", async () => {
			await led.deliverOnInvoice();
			await led.cancel();
			await led.carryOut();
			const assignment = await pay(hub, led.shop, "1", 10_000);
			await undo(hub, led.shop, "1", assignment);
			await led.carryOut();
			expect(await led.told()).toEqual(["set-status overdue done", "mark-paid completed superseded"]);
		});

		test("but is not told what it shows already, where a part came meanwhile and the end went as it came", async () => {
			await led.deliverOnInvoice();
			await led.cancel();
			await led.carryOut();
			await pay(hub, led.shop, "1", 4_000);
			await led.act("revive");
			await led.cancel();
			expect((await led.told()).filter((command) => !command.startsWith("annotate"))).toEqual([
				"set-status overdue done",
				"set-status shipped superseded",
			]);
		});

		test("but stays overdue when a part is paid, also where that shows as a status", async () => {
			await led.map({ overdue: "overdue", partiallyPaid: "partly" });
			await led.deliverOnInvoice();
			await led.cancel();
			await led.carryOut();
			await pay(hub, led.shop, "1", 4_000);
			await led.carryOut();
			expect(await led.told()).toEqual([
				"set-status overdue done",
				"set-status partly done",
				"annotate done",
				"set-status overdue done",
			]);
		});

		test("when a person lifts it, where it was told", async () => {
			await led.deliverInAdvance();
			await led.cancel();
			await led.carryOut();
			await led.act("revive");
			expect(await led.told()).toEqual(["cancel void done", "set-status shipped ready"]);
		});

		test("also where its system shows the mark of before still", async () => {
			await led.deliverOnInvoice();
			await led.cancel();
			await led.carryOut();
			await led.act("hand-over");
			await led.unlink();
			expect(await led.told()).toEqual([
				"set-status overdue done",
				"set-status collection superseded",
				"set-status shipped ready",
			]);
			await led.carryOut();
			await led.erp.deliver(invoice("1", { status: "shipped", revision: 50 }));
			expect((await led.told()).slice(2)).toEqual(["set-status shipped done"]);
		});

		test("also where its system was being told the mark of before when the next one came", async () => {
			await led.deliverOnInvoice();
			await led.cancel();
			const [overdue] = await led.commandsOfFollower();
			await led.act("hand-over");
			if (overdue === undefined) throw new Error("nothing is told");
			await led.erp.applied(overdue, { status: "overdue", received: 0, revision: 70 });
			await led.unlink();
			expect(await led.told()).toEqual([
				"set-status overdue done",
				"set-status collection superseded",
				"set-status shipped ready",
			]);
		});

		test("also where a payment was to say it, which went as it came", async () => {
			await led.deliverOnInvoice();
			await led.cancel();
			await led.carryOut();
			const assignment = await pay(hub, led.shop, "1", 10_000);
			await undo(hub, led.shop, "1", assignment);
			await pay(hub, led.shop, "1", 10_000);
			await led.unlink();
			expect((await led.told()).filter((command) => !command.endsWith("superseded"))).toEqual([
				"set-status overdue done",
				"set-status shipped ready",
			]);
		});

		test("by what takes a payment back, where its system has begun to be told of that", async () => {
			await led.deliverOnInvoice();
			await led.cancel();
			await led.carryOut();
			await pay(hub, led.shop, "1", 10_000);
			const [paid] = await led.commandsOfFollower();
			await led.unlink();
			expect((await led.told()).slice(1)).toEqual(["mark-paid completed leased", "revoke-payment shipped waiting"]);
			if (paid !== undefined) await led.erp.applied(paid, { status: "completed", received: 10_000, revision: 60 });
		});

		test("never, where nobody had begun to tell it", async () => {
			await led.deliverInAdvance();
			await led.cancel();
			await led.act("revive");
			expect(await led.told()).toEqual(["cancel void superseded"]);
		});
	});

	describe("when the two are taken apart, the follower's system", () => {
		test("is told that the mark is over", async () => {
			await led.deliverInAdvance();
			await led.cancel();
			await led.carryOut();
			await led.unlink();
			await led.carryOut();
			expect(await led.told()).toEqual(["cancel void done", "set-status shipped done"]);
			expect(await led.states()).toEqual(["cancelled", "open"]);
		});

		test("has closed the order where it cannot be told: nobody is reminded of it", async () => {
			await led.map({ cancelled: "void" });
			await led.deliverInAdvance();
			await led.cancel();
			await led.carryOut();
			await call(led.shop.merchant, keepOrdersApart, {
				params: { order: await led.follower() },
				body: { leadingOrder: await led.leader() },
			});
			expect(await led.told()).toEqual(["cancel void done"]);
			expect(await led.states()).toEqual(["cancelled", "removedExternally"]);
		});

		test("is told nothing of what nobody had begun to tell, and nothing when it leads from now on", async () => {
			await led.deliverInAdvance();
			await led.cancel();
			await led.unlink();
			expect(await led.told()).toEqual(["cancel void superseded"]);
			await call(led.shop.merchant, linkConnections, { body: { leader: led.erp.id, follower: led.shop.id } });
			await led.shop.deliver(order("1", { revision: 2, additionalNumbers: ["RE-1"] }));
			const linked = async () => (await call(led.shop.merchant, listConnectionLinks, {})).items[0]?.orders;
			await expect.poll(linked, { interval: 10 }).toBe(1);
			expect(await led.told()).toEqual(["cancel void superseded"]);
			expect(await led.states()).toEqual(["cancelled", "open"]);
		});
	});
}
