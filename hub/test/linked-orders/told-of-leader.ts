import {
	call,
	cancelOrder,
	doOrderAction,
	keepOrdersApart,
	linkConnections,
	listConnectionLinks,
	listNotifications,
	unlinkConnections,
	type WorkOf,
} from "@kontor/protocol";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { MANIFEST, order, type TestShop } from "../support/connected-shop.ts";
import { holdOrder } from "../support/held-rows.ts";
import { connectBoth, invoice, type LinkedShops, link, storedOrder } from "../support/linked-shops.ts";
import { pay, repay, undo } from "../support/payments.ts";
import type { TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let host: TestShop["host"];
let both: LinkedShops;
/** What the follower's system learns of its leader besides payments (A13, E3). */
export function toldOfLeader(theHub: () => TestHub): void {
	beforeAll(async () => {
		hub = theHub();
		host = await hub.newHost(MANIFEST);
	});
	beforeEach(async () => {
		hub.setClock("2026-11-02T08:00:00Z");
		both = await connectBoth(hub, host);
		await map({ cancelled: "void", overdue: "overdue", debtCollection: "collection", paymentRevoked: "shipped" });
		await link(both);
	});

	/** What is written to the follower's system. */
	async function map(written: Readonly<Record<string, string>>): Promise<void> {
		const entries = Object.entries({ paid: "completed", ...written });
		const mapped = Object.fromEntries(entries.map(([what, status]) => [what, { machine: "order", status }]));
		await hub.sql.query(
			`UPDATE connections SET mapping = jsonb_set(mapping, '{statuses,invoice,written}', $2) WHERE id = $1`,
			[both.erp.id, JSON.stringify(mapped)],
		);
	}

	const RECHNUNG = { paymentMethod: { id: "invoice", title: "Rechnung" } };
	/** On invoice: overdue and handed over. In advance: cancelled. */
	async function deliverOnInvoice(): Promise<void> {
		await both.shop.deliver(order("1", RECHNUNG));
		await both.erp.deliver(invoice("1"));
	}
	async function deliverInAdvance(): Promise<void> {
		await both.shop.deliver(order("1"));
		await both.erp.deliver(invoice("1"));
	}

	const leader = async () => (await storedOrder(hub, both.shop, "1")).id;
	const follower = async () => (await storedOrder(hub, both.erp, "RE-1")).id;
	/** Cancels, or marks as overdue. */
	const cancel = async () => call(both.shop.merchant, cancelOrder, { params: { order: await leader() } });
	const act = async (action: "hand-over" | "revive") =>
		call(both.shop.merchant, doOrderAction, { params: { order: await leader(), action } });
	const states = async () => [
		(await storedOrder(hub, both.shop, "1")).state,
		(await storedOrder(hub, both.erp, "RE-1")).state,
	];
	const notices = async () => (await call(both.shop.merchant, listNotifications, {})).items.map(({ code }) => code);
	const unlink = () =>
		call(both.shop.merchant, unlinkConnections, { params: { leader: both.shop.id, follower: both.erp.id } });

	/** What the follower's system was told, and how far that is. */
	async function told(): Promise<string[]> {
		const { told } = await storedOrder(hub, both.erp, "RE-1");
		return told.map(({ kind, status, state }) => [kind, status, state].filter((part) => part !== null).join(" "));
	}

	async function commandsOfFollower(): Promise<WorkOf<"command">[]> {
		return (await both.shop.leaseCommands()).filter(({ connection }) => connection === both.erp.id);
	}
	/** The follower's system does what it is told. */
	let revision = 1;
	async function carryOut(): Promise<void> {
		for (let rest = await commandsOfFollower(); rest.length > 0; rest = await commandsOfFollower()) {
			for (const work of rest) {
				const { kind, status } = work.command;
				const received = kind === "mark-paid" ? 10_000 : 0;
				await both.erp.applied(work, { status: status?.status ?? "pending", received, revision: ++revision });
			}
		}
	}

	describe("the follower's system learns that its leader is", () => {
		test("cancelled, by the mapped status, once, and is paid by nothing", async () => {
			await deliverInAdvance();
			await cancel();
			expect(await told()).toEqual(["cancel void ready"]);
			const [work] = await commandsOfFollower();
			expect(work?.command).toMatchObject({ expect: { order: "pending" }, reason: expect.stringContaining("N1") });
			if (work !== undefined) await both.erp.applied(work, { status: "void", received: 0, revision: 2 });
			await both.erp.deliver(invoice("1", { status: "void", revision: 3 }));
			await both.shop.deliver(order("1", { revision: 2, customer: { name: "Max", billing: {} } }));
			expect(await told()).toEqual(["cancel void done"]);
			expect(await states()).toEqual(["cancelled", "open"]);
		});

		test("overdue and handed over, without a second case for the partner", async () => {
			await deliverOnInvoice();
			await cancel();
			await carryOut();
			await act("hand-over");
			await carryOut();
			expect(await told()).toEqual(["set-status overdue done", "set-status collection done"]);
			expect(await states()).toEqual(["debtCollection", "open"]);
			const { rows } = await hub.sql.query(`SELECT FROM collection_cases WHERE merchant_id = $1`, [
				both.shop.merchant.id,
			]);
			expect(rows).toHaveLength(1);
		});

		test("marked already when the two are linked", async () => {
			await unlink();
			await deliverOnInvoice();
			await cancel();
			expect(await told()).toEqual([]);
			await link(both);
			await expect.poll(told, { interval: 10 }).toEqual(["set-status overdue ready"]);
		});

		test("marked, right after somebody let go of the follower", async () => {
			await deliverOnInvoice();
			const held = await holdOrder(hub, both.erp, "RE-1");
			await cancel();
			await held.letGo();
			await expect.poll(told, { interval: 10 }).toEqual(["set-status overdue ready"]);
		});

		test("cancelled as a note where no status is mapped: a cancellation there may be a document", async () => {
			await map({});
			await deliverInAdvance();
			await cancel();
			expect(await told()).toEqual(["annotate ready"]);
			await carryOut();
			await act("revive");
			expect(await told()).toEqual(["annotate done", "annotate ready"]);
		});

		test("overdue nowhere where no status is mapped", async () => {
			await map({});
			await deliverOnInvoice();
			await cancel();
			await act("hand-over");
			expect(await told()).toEqual([]);
		});
	});

	describe("and that it is not any more", () => {
		test("when it is paid: by the payment alone, and again when that is taken back", async () => {
			await deliverOnInvoice();
			await cancel();
			await carryOut();
			const assignment = await pay(hub, both.shop, "1", 10_000);
			await carryOut();
			expect(await told()).toEqual(["set-status overdue done", "mark-paid completed done"]);
			await undo(hub, both.shop, "1", assignment);
			await carryOut();
			expect((await told()).slice(2)).toEqual(["revoke-payment shipped done", "set-status overdue done"]);
			expect(await states()).toEqual(["overdue", "open"]);
		});

		test("but is not told what it shows already, where the payment went as it came", async () => {
			await deliverOnInvoice();
			await cancel();
			await carryOut();
			const assignment = await pay(hub, both.shop, "1", 10_000);
			await undo(hub, both.shop, "1", assignment);
			await carryOut();
			expect(await told()).toEqual(["set-status overdue done", "mark-paid completed superseded"]);
		});

		test("but is not told what it shows already, where a part came meanwhile and the end went as it came", async () => {
			await deliverOnInvoice();
			await cancel();
			await carryOut();
			await pay(hub, both.shop, "1", 4_000);
			await act("revive");
			await cancel();
			expect((await told()).filter((command) => !command.startsWith("annotate"))).toEqual([
				"set-status overdue done",
				"set-status shipped superseded",
			]);
		});

		test("but stays overdue when a part is paid, also where that shows as a status", async () => {
			await map({ overdue: "overdue", partiallyPaid: "partly" });
			await deliverOnInvoice();
			await cancel();
			await carryOut();
			await pay(hub, both.shop, "1", 4_000);
			await carryOut();
			expect(await told()).toEqual([
				"set-status overdue done",
				"set-status partly done",
				"annotate done",
				"set-status overdue done",
			]);
		});

		test("when a person lifts it, where it was told", async () => {
			await deliverInAdvance();
			await cancel();
			await carryOut();
			await act("revive");
			expect(await told()).toEqual(["cancel void done", "set-status shipped ready"]);
		});

		test("also where its system shows the mark of before still", async () => {
			await deliverOnInvoice();
			await cancel();
			await carryOut();
			await act("hand-over");
			await unlink();
			expect(await told()).toEqual([
				"set-status overdue done",
				"set-status collection superseded",
				"set-status shipped ready",
			]);
			await carryOut();
			await both.erp.deliver(invoice("1", { status: "shipped", revision: 50 }));
			expect((await told()).slice(2)).toEqual(["set-status shipped done"]);
		});

		test("also where its system was being told the mark of before when the next one came", async () => {
			await deliverOnInvoice();
			await cancel();
			const [overdue] = await commandsOfFollower();
			await act("hand-over");
			if (overdue === undefined) throw new Error("nothing is told");
			await both.erp.applied(overdue, { status: "overdue", received: 0, revision: 70 });
			await unlink();
			expect(await told()).toEqual([
				"set-status overdue done",
				"set-status collection superseded",
				"set-status shipped ready",
			]);
		});

		test("also where a payment was to say it, which went as it came", async () => {
			await deliverOnInvoice();
			await cancel();
			await carryOut();
			const assignment = await pay(hub, both.shop, "1", 10_000);
			await undo(hub, both.shop, "1", assignment);
			await pay(hub, both.shop, "1", 10_000);
			await unlink();
			expect((await told()).filter((command) => !command.endsWith("superseded"))).toEqual([
				"set-status overdue done",
				"set-status shipped ready",
			]);
		});

		test("by what takes a payment back, where its system has begun to be told of that", async () => {
			await deliverOnInvoice();
			await cancel();
			await carryOut();
			await pay(hub, both.shop, "1", 10_000);
			const [paid] = await commandsOfFollower();
			await unlink();
			expect((await told()).slice(1)).toEqual(["mark-paid completed leased", "revoke-payment shipped waiting"]);
			if (paid !== undefined) await both.erp.applied(paid, { status: "completed", received: 10_000, revision: 60 });
		});

		test("never, where nobody had begun to tell it", async () => {
			await deliverInAdvance();
			await cancel();
			await act("revive");
			expect(await told()).toEqual(["cancel void superseded"]);
		});
	});

	// E4
	describe("what the merchant did in the follower's system stays", () => {
		test("where he closed it", async () => {
			await deliverOnInvoice();
			await both.erp.deliver(invoice("1", { status: "archived", revision: 2 }));
			expect(await states()).toEqual(["open", "removedExternally"]);
			await cancel();
			expect(await told()).toEqual([]);
		});

		test("where he closed it, and opened it again, after it was told", async () => {
			await deliverInAdvance();
			await cancel();
			await carryOut();
			await both.erp.deliver(invoice("1", { status: "archived", revision: 50 }));
			await both.erp.deliver(invoice("1", { status: "pending", revision: 51 }));
			expect(await states()).toEqual(["cancelled", "open"]);
			expect(await told()).toEqual(["cancel void done"]);
		});

		test("where he changed it before it was told, and he is told so, once", async () => {
			await deliverOnInvoice();
			await cancel();
			const [work] = await commandsOfFollower();
			if (work === undefined) throw new Error("nothing is told");
			const observed = {
				revision: 2,
				statuses: { order: "archived" },
				receivedInShop: { minor: 0, currency: "EUR" },
			};
			const outcome = { status: "declined", code: "changed-meanwhile", detail: "", observed } as const;
			await both.erp.settle(work, { kind: "outcome", outcome });
			await both.shop.deliver(order("1", { ...RECHNUNG, revision: 2, customer: { name: "Max", billing: {} } }));
			expect(await told()).toEqual(["set-status overdue declined"]);
			expect(await notices()).toEqual(["CHANGED_IN_SHOP"]);
		});

		test("where he opened it again afterwards", async () => {
			await deliverInAdvance();
			await cancel();
			await carryOut();
			await both.erp.deliver(invoice("1", { status: "pending", revision: 50 }));
			await both.shop.deliver(order("1", { revision: 2, status: "cancelled" }));
			expect(await told()).toEqual(["cancel void done"]);
			await act("revive");
			expect(await told(), "nothing is left to be lifted").toEqual(["cancel void done"]);
		});

		test("where he marked it himself in Kontor", async () => {
			await deliverOnInvoice();
			const params = { order: await follower() };
			await call(both.shop.merchant, cancelOrder, { params });
			await cancel();
			await carryOut();
			expect(await told()).toEqual(["set-status overdue done"]);
			await call(both.shop.merchant, doOrderAction, { params: { ...params, action: "revive" } });
			await carryOut();
			expect(await told(), "nor is it told again when he lifts it").toEqual([
				"set-status overdue done",
				"set-status shipped done",
			]);
		});
	});

	describe("when the two are taken apart, the follower's system", () => {
		test("is told that the mark is over", async () => {
			await deliverInAdvance();
			await cancel();
			await carryOut();
			await unlink();
			await carryOut();
			expect(await told()).toEqual(["cancel void done", "set-status shipped done"]);
			expect(await states()).toEqual(["cancelled", "open"]);
		});

		test("has closed the order where it cannot be told: nobody is reminded of it", async () => {
			await map({ cancelled: "void" });
			await deliverInAdvance();
			await cancel();
			await carryOut();
			await call(both.shop.merchant, keepOrdersApart, {
				params: { order: await follower() },
				body: { leadingOrder: await leader() },
			});
			expect(await told()).toEqual(["cancel void done"]);
			expect(await states()).toEqual(["cancelled", "removedExternally"]);
		});

		test("is told nothing of what nobody had begun to tell, and nothing when it leads from now on", async () => {
			await deliverInAdvance();
			await cancel();
			await unlink();
			expect(await told()).toEqual(["cancel void superseded"]);
			await call(both.shop.merchant, linkConnections, { body: { leader: both.erp.id, follower: both.shop.id } });
			await both.shop.deliver(order("1", { revision: 2, additionalNumbers: ["RE-1"] }));
			const linked = async () => (await call(both.shop.merchant, listConnectionLinks, {})).items[0]?.orders;
			await expect.poll(linked, { interval: 10 }).toBe(1);
			expect(await told()).toEqual(["cancel void superseded"]);
			expect(await states()).toEqual(["cancelled", "open"]);
		});
	});

	describe("of repayments it learns", () => {
		test("what went back of its own amount, once, and that it came back", async () => {
			await deliverInAdvance();
			await pay(hub, both.shop, "1", 10_000);
			await carryOut();
			await repay(hub, both.shop, "1", 3_000);
			await both.shop.deliver(order("1", { revision: 2, customer: { name: "Max", billing: {} } }));
			await carryOut();
			expect((await told()).slice(1)).toEqual(["annotate done"]);
			await repay(hub, both.shop, "1", -3_000);
			expect((await told()).slice(1)).toEqual(["annotate done", "annotate ready"]);
		});

		test("nothing of a surplus, of which it never heard", async () => {
			await deliverInAdvance();
			await pay(hub, both.shop, "1", 15_000);
			await carryOut();
			await repay(hub, both.shop, "1", 5_000);
			expect((await told()).slice(1)).toEqual([]);
			await repay(hub, both.shop, "1", 10_000);
			expect((await told()).slice(1)).toEqual(["annotate ready"]);
		});
	});
}
