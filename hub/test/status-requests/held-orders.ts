import type { StatusRequest } from "@kontor/connector";
import {
	call,
	listPaidOrders,
	listStatusRequests,
	patchSettings,
	postStatusRequests,
	resolveStatusRequest,
	type WorkOf,
} from "@kontor/protocol";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type ConnectedErp, PLATFORM } from "../support/connected-erp.ts";
import { connectShop, MANIFEST, order } from "../support/connected-shop.ts";
import { pay } from "../support/payments.ts";
import type { TestHub } from "../support/test-hub.ts";
import { type Desk, openOffice, PARCEL, status, wish } from "./desk.ts";

const DAY = 24 * 60 * 60_000;

let hub: TestHub;
let newDesk: () => Promise<Desk>;
let desk: Desk;
let shop: Desk["shop"];
let erp: ConnectedErp;
/** Requests for orders that Kontor holds. */
export function heldOrders(theHub: () => TestHub): void {
	beforeAll(async () => {
		hub = theHub();
		newDesk = await openOffice(hub, PLATFORM);
	});
	beforeEach(async () => {
		hub.setClock("2026-11-02T08:00:00Z");
		desk = await newDesk();
		({ shop, erp } = desk);
	});

	const post = (...requests: StatusRequest[]) => desk.post(...requests);
	const standing = () => desk.standing();
	const theCommand = () => desk.theCommand();
	const told = () => desk.told();
	const applied = (work: WorkOf<"command">, to: string, revision: number) =>
		shop.applied(work, { status: to, received: 0, revision });

	/** How often the ERP's plugin is asked what it wants. */
	async function asked(): Promise<number> {
		const { rows } = await hub.sql.query(
			`SELECT FROM work WHERE connection_id = $1 AND body->>'request' = 'status-requests' AND state = 'ready'`,
			[erp.connection],
		);
		return rows.length;
	}

	describe("a status request", () => {
		beforeEach(async () => {
			await shop.deliver(order("1"));
		});

		test("reaches the platform as commands, the parcel before the status, and its answer the ERP", async () => {
			expect((await post(wish()))[0]?.last.state).toBe("underway");
			const parcel = await theCommand();
			expect(parcel.command).toMatchObject({
				kind: "push-shipment",
				orderRef: "1",
				status: null,
				expect: {},
				...PARCEL,
			});
			expect(await shop.leaseCommands(), "the status waits for the parcel").toEqual([]);
			await applied(parcel, "pending", 2);
			const set = await theCommand();
			expect(set.command).toMatchObject({
				kind: "set-status",
				purpose: "requested",
				status: status("completed"),
				expect: { order: "pending" },
			});
			expect(await asked()).toBe(0);
			await applied(set, "completed", 3);
			expect(await standing()).toMatchObject({
				reached: { status: "shipped", since: hub.now().toISOString() },
				steps: 1,
				last: { state: "done", code: null },
			});
			expect(await asked(), "the rules are asked at once what comes next").toBe(1);
		});

		test("is carried out once, however often it is posted, before, meanwhile and afterwards", async () => {
			const once = wish();
			await Promise.all([post(once), post(once), post(once)]);
			const parcel = await theCommand();
			await post(once);
			expect(await shop.leaseCommands()).toEqual([]);
			await applied(parcel, "pending", 2);
			await post(once);
			await applied(await theCommand(), "completed", 3);
			await post(once);
			expect(await shop.leaseCommands()).toEqual([]);
			expect((await standing())?.steps).toBe(1);
		});

		test("of a subject waits until the one before is settled: it is not taken, and asked for again", async () => {
			await post(wish({ shipments: [] }));
			const second = wish({ from: "shipped", to: "cancelled", status: status("cancelled"), shipments: [] });
			await post(second);
			expect((await standing())?.last.to).toBe("shipped");
			await applied(await theCommand(), "completed", 2);
			await post(second);
			expect((await theCommand()).command).toMatchObject({ status: status("cancelled") });
		});

		// J6
		test("ends where a parcel is not taken: the status does not go out without it", async () => {
			await post(wish());
			await shop.settle(await theCommand(), {
				kind: "outcome",
				outcome: { status: "declined", code: "wrong-state", detail: "", observed: null },
			});
			expect(await shop.leaseCommands()).toEqual([]);
			expect(await standing()).toMatchObject({
				reached: null,
				steps: 0,
				last: { state: "failed", code: "wrong-state" },
			});
			expect(await told()).toContain("REFUSED_BY_SHOP");
			expect(await asked()).toBe(1);
		});

		test("is tried again after a fault, and given up with the reason", async () => {
			await post(wish({ shipments: [] }));
			const fault = { fault: "unavailable", code: "SHOP_DOWN", message: "refused" } as const;
			await shop.settle(await theCommand(), { kind: "fault", fault });
			expect((await standing())?.last.state).toBe("underway");
			hub.advance(8 * DAY);
			await shop.settle(await theCommand(), { kind: "fault", fault });
			expect((await standing())?.last).toMatchObject({ state: "failed", code: "SHOP_DOWN" });
			expect(await told()).toContain("WRITE_BACK_FAILED");
		});

		test("that no host ever takes is given up after seven days", async () => {
			await post(wish());
			hub.advance(8 * DAY);
			await hub.tick();
			expect((await standing())?.last).toMatchObject({ state: "failed", code: "NO_HOST" });
		});

		test("is not made pointless by a payment, and goes before it", async () => {
			await post(wish({ shipments: [], status: status("processing") }));
			await pay(hub, shop, "1", 10_000);
			const set = await theCommand();
			expect(set.command.kind).toBe("set-status");
			await applied(set, "processing", 2);
			expect((await theCommand()).command.kind).toBe("mark-paid");
		});

		test("waits while everything is held", async () => {
			await call(shop.merchant, patchSettings, { body: { hold: true } });
			await post(wish());
			expect(await shop.leaseCommands()).toEqual([]);
			await call(shop.merchant, patchSettings, { body: { hold: false } });
			expect(await shop.leaseCommands()).toHaveLength(1);
		});

		test("that says nothing to the platform is done at once", async () => {
			const [only] = await post(wish({ to: "inProgress", status: null, shipments: [] }));
			expect(only).toMatchObject({ reached: { status: "inProgress" }, last: { state: "done" } });
			expect(await shop.leaseCommands()).toEqual([]);
		});

		// J4
		test("writes to the customer once, when the status is written", async () => {
			const customer = { name: "Ada", email: "ada@example.org", billing: {} };
			await shop.deliver(order("2", { customer, number: "N2" }));
			const mail = { layout: "Versand", subject: "Unterwegs", text: "Ihre Bestellung ist unterwegs." };
			const mailed = wish({ subject: "Woo/N2", orderNumber: "N2", shipments: [], mail });
			const messages = async () =>
				(await hub.sql.query(`SELECT recipient, subject FROM messages WHERE merchant_id = $1`, [shop.merchant.id]))
					.rows;
			await post(mailed);
			expect(await messages()).toEqual([]);
			await applied(await theCommand(), "completed", 2);
			await post(mailed);
			expect(await messages()).toEqual([{ recipient: "ada@example.org", subject: "Unterwegs" }]);
		});
	});

	describe("one that failed", () => {
		beforeEach(async () => {
			await shop.deliver(order("1"));
			await post(wish());
			await applied(await theCommand(), "pending", 2);
			await shop.settle(await theCommand(), {
				kind: "outcome",
				outcome: { status: "declined", code: "not-allowed-here", detail: "", observed: null },
			});
		});

		const failed = async () => {
			const { items } = await call(shop.merchant, listStatusRequests, { query: { state: "failed" } });
			const [only] = items;
			if (only === undefined) throw new Error("none failed");
			return only;
		};
		const resolve = async (as: "entered-by-hand" | "try-again") => {
			const { id, connection } = await failed();
			const params = { connection, statusRequest: id };
			return call(shop.merchant, resolveStatusRequest, { params, body: { as } });
		};

		test("is shown, and tried again from where it was: the parcel does not go out twice", async () => {
			expect(await failed()).toMatchObject({
				orderNumber: "N1",
				to: "shipped",
				code: "not-allowed-here",
				trackingNumbers: ["0034"],
			});
			expect((await resolve("try-again")).state).toBe("underway");
			const set = await theCommand();
			expect(set.command.kind).toBe("set-status");
			await applied(set, "completed", 3);
			expect((await standing())?.steps).toBe(1);
		});

		test("that a person entered by hand counts as taken, and the rules go on", async () => {
			expect((await resolve("entered-by-hand")).state).toBe("done");
			expect(await standing()).toMatchObject({ reached: { status: "shipped" }, steps: 1 });
			expect(await shop.leaseCommands()).toEqual([]);
		});

		test("is over once another one was made", async () => {
			await post(wish({ to: "cancelled", status: null, shipments: [] }));
			await expect(resolve("try-again")).rejects.toThrow(/CONFLICT/);
		});
	});

	describe("the platform's order", () => {
		test("may come later than the wish", async () => {
			expect((await post(wish()))[0]?.last.state).toBe("waiting");
			await shop.deliver(order("1"));
			expect((await standing())?.last.state).toBe("underway");
			expect((await theCommand()).command.orderRef).toBe("1");
		});

		test("that never comes is told after seven days", async () => {
			await post(wish());
			hub.advance(7 * DAY);
			await hub.tick();
			expect((await standing())?.last).toMatchObject({ state: "failed", code: "order-unknown" });
			expect(await told()).toContain("STATUS_ORDER_UNKNOWN");
		});

		// A10
		test("is never guessed where two shops have its number; the shop's name decides", async () => {
			await shop.deliver(order("1"));
			const { merchant, host } = shop;
			const other = await connectShop(hub, { merchant, host });
			shop.others.add(other.id);
			await hub.sql.query(`UPDATE connections SET name = 'Zweiter' WHERE id = $1`, [other.id]);
			await other.deliver(order("1"));
			await post(wish());
			expect((await standing())?.last).toMatchObject({ state: "failed", code: "order-ambiguous" });
			expect(await told()).toContain("STATUS_ORDER_AMBIGUOUS");
			await post(wish({ platform: { plugin: MANIFEST.id, shop: "Zweiter" }, subject: "Zweiter/N1" }));
			expect((await theCommand()).connection).toBe(other.id);
		});

		test("of another merchant is nobody's", async () => {
			const stranger = await connectShop(hub, { host: shop.host });
			await stranger.deliver(order("1"));
			expect((await post(wish()))[0]?.last.state).toBe("waiting");
		});
	});

	test("what is held is told once, until its request is made", async () => {
		await shop.deliver(order("1"));
		const params = { connection: erp.connection };
		const held = [
			{ subject: "Woo/N1", forMerchant: { de: "Paketnummer fehlt.", en: "The parcel number is missing." } },
		];
		for (let times = 0; times < 2; times++) {
			await call(erp.host, postStatusRequests, { params, body: { requests: [], held } });
		}
		expect((await told()).filter((code) => code === "STATUS_HELD")).toHaveLength(1);
		await post(wish());
		expect(await told()).not.toContain("STATUS_HELD");
	});

	test("an ERP learns which platforms' orders are paid", async () => {
		await shop.deliver(order("1"), order("2"));
		await pay(hub, shop, "1", 10_000);
		const asked = (orderNumber: string, plugin = MANIFEST.id) => ({ platform: { plugin, shop: null }, orderNumber });
		const orders = [asked("N1"), asked("N2"), asked("N3"), asked("N1", "another")];
		const { paid } = await call(erp.host, listPaidOrders, { params: { connection: erp.connection }, body: { orders } });
		expect(paid).toEqual([true, false, false, false]);
	});
}
