import type { Standing } from "@kontor/connector";
import {
	call,
	disconnectConnection,
	listNotifications,
	listOrders,
	listStatusRequests,
	patchSettings,
	resolveStatusRequest,
	type Work,
	type WorkOf,
} from "@kontor/protocol";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FINDER } from "../support/connected-erp.ts";
import { connectShop, MANIFEST, order, type TestShop } from "../support/connected-shop.ts";
import type { TestHub } from "../support/test-hub.ts";
import { type Desk, openOffice, PARCEL, status, wish } from "./desk.ts";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

let hub: TestHub;
let newDesk: () => Promise<Desk>;
let desk: Desk;
let shop: Desk["shop"];
/** Orders that were not open when their shop was connected are not read (A7); an ERP's rules may want them told all the same (J). */
export function unheldOrders(theHub: () => TestHub): void {
	beforeAll(async () => {
		hub = theHub();
		newDesk = await openOffice(hub, FINDER);
	});
	beforeEach(async () => {
		// After all that was looked at before.
		hub.setClock(new Date(hub.now().getTime() + 10 * DAY));
		desk = await newDesk();
		({ shop } = desk);
	});

	interface Found {
		readonly ref: string;
		readonly number?: string;
		readonly status?: string;
		readonly email?: string | null;
	}

	/** What the shops are asked now: so many questions. */
	async function questions(count: number): Promise<WorkOf<"request">[]> {
		const isQuestion = (work: Work): work is WorkOf<"request"> => work.kind === "request" && work.request === "find";
		const asked: WorkOf<"request">[] = [];
		const look = async () => {
			asked.push(...(await shop.lease()).filter(isQuestion));
			// As an ERP's host asks, now and then.
			if (asked.length === 0) await desk.standing();
			return asked.length;
		};
		await expect.poll(look, { interval: 10 }).toBe(count);
		return asked;
	}

	async function theQuestion(): Promise<WorkOf<"request">> {
		const [question] = await questions(1);
		if (question === undefined) throw new Error("nothing is asked");
		return question;
	}

	async function answer(question: WorkOf<"request">, ...found: Found[]): Promise<void> {
		const orders = found.map(({ ref, number = "N1", status: is = "processing", email = null }) => {
			return { ref, number, statuses: { order: is }, email };
		});
		const where = question.connection === shop.id ? shop : other;
		await where.settle(question, { kind: "result", result: { orders } });
	}

	let other: TestShop;
	async function connectOther(): Promise<TestShop> {
		const { merchant, host } = shop;
		other = await connectShop(hub, { merchant, host });
		shop.others.add(other.id);
		await hub.sql.query(`UPDATE connections SET name = 'Zweiter' WHERE id = $1`, [other.id]);
		return other;
	}

	async function command(): Promise<WorkOf<"command">> {
		const found: WorkOf<"command">[] = [];
		const look = async () => found.push(...(await shop.leaseCommands()));
		await expect.poll(look, { interval: 10 }).toBe(1);
		const [only] = found;
		if (only === undefined) throw new Error("there is no command");
		return only;
	}

	const applied = (work: WorkOf<"command">, to: string) => shop.applied(work, { status: to, received: 0, revision: 2 });
	const last = async () => (await desk.standing())?.last;
	const becomes = (state: Standing["last"]["state"]) =>
		expect.poll(async () => (await last())?.state, { interval: 10 }).toBe(state);

	describe("an order that Kontor does not hold", () => {
		test("is found in its shop, told in order, and known for nothing else", async () => {
			const mail = { layout: "Versand", subject: "Unterwegs", text: "Ihre Bestellung ist unterwegs." };
			expect((await desk.post(wish({ mail })))[0]?.last.state).toBe("waiting");
			const question = await theQuestion();
			expect(question).toMatchObject({ connection: shop.id, request: "find", input: { number: "N1" } });
			await answer(question, { ref: "77", email: "ada@example.org" });
			const parcel = await command();
			expect(parcel.command).toMatchObject({ kind: "push-shipment", orderRef: "77", expect: {}, ...PARCEL });
			await applied(parcel, "packed");
			const set = await command();
			expect(set.command).toMatchObject({
				kind: "set-status",
				orderRef: "77",
				status: status("completed"),
				expect: { order: "packed" },
			});
			await applied(set, "completed");
			await becomes("done");
			expect((await desk.standing())?.reached?.status).toBe("shipped");
			const { rows } = await hub.sql.query(`SELECT recipient, order_id FROM messages WHERE merchant_id = $1`, [
				shop.merchant.id,
			]);
			expect(rows).toEqual([{ recipient: "ada@example.org", order_id: null }]);
			expect((await call(shop.merchant, listOrders, {})).items, "it is not managed").toEqual([]);
			const left = await hub.sql.query(
				`SELECT to_jsonb(r)::text AS row FROM status_requests r WHERE merchant_id = $1
			 UNION ALL SELECT to_jsonb(s)::text FROM status_request_searches s WHERE merchant_id = $1`,
				[shop.merchant.id],
			);
			expect(JSON.stringify(left.rows), "nor is its customer remembered").not.toContain("ada@example.org");
		});

		test("is asked for and told once, however often it is wanted, answered and applied", async () => {
			const once = wish();
			await Promise.all([desk.post(once), desk.post(once), desk.post(once)]);
			const question = await theQuestion();
			await desk.post(once);
			await desk.standing();
			await answer(question, { ref: "77" });
			await answer(question, { ref: "77" });
			const parcel = await command();
			await desk.post(once);
			await applied(parcel, "processing");
			await applied(parcel, "processing");
			const set = await command();
			await applied(set, "completed");
			await becomes("done");
			await desk.post(once);
			expect((await shop.lease()).filter(({ kind }) => kind === "command")).toEqual([]);
			expect((await desk.standing())?.steps).toBe(1);
		});

		test("has its commands in order, also those of two subjects", async () => {
			await desk.post(wish({ shipments: [] }), wish({ subject: "Woo/N1b", shipments: [], status: status("archived") }));
			for (const question of await questions(2)) await answer(question, { ref: "77" });
			await expect.poll(waiting, { interval: 10 }).toBe(2);
			const first = await command();
			expect(await shop.leaseCommands(), "one at a time").toEqual([]);
			await applied(first, "completed");
			const second = await command();
			expect(second.id).not.toBe(first.id);
		});
		async function waiting(): Promise<number> {
			const { rows } = await hub.sql.query(`SELECT FROM work WHERE connection_id = $1 AND kind = 'command'`, [shop.id]);
			return rows.length;
		}

		test("that Kontor holds under another number is told as the one it holds", async () => {
			await shop.deliver(order("1", { number: "OTHER" }));
			await desk.post(wish({ shipments: [] }));
			await answer(await theQuestion(), { ref: "1" });
			await applied(await command(), "completed");
			await becomes("done");
			expect((await shop.order("1")).writeBacks).toMatchObject([{ kind: "set-status", state: "done" }]);
		});

		// E4
		test("whose status somebody changed meanwhile is left as it is, and said so", async () => {
			await desk.post(wish({ shipments: [] }));
			await answer(await theQuestion(), { ref: "77", status: "processing" });
			const set = await command();
			expect(set.command.expect).toEqual({ order: "processing" });
			const outcome = { status: "declined", code: "changed-meanwhile", detail: "", observed: null } as const;
			await shop.settle(set, { kind: "outcome", outcome });
			await becomes("failed");
			expect(await last()).toMatchObject({ code: "changed-meanwhile" });
			expect(await desk.told()).toEqual(["STATUS_NOT_TAKEN"]);
			expect(await shop.leaseCommands()).toEqual([]);
		});

		test("is tried again where the shop fails, and looked at first where it may have been told", async () => {
			await desk.post(wish({ shipments: [] }));
			await answer(await theQuestion(), { ref: "77" });
			const set = await command();
			const fault = { fault: "unknown-outcome", code: "CUT_OFF", message: "" } as const;
			await shop.settle(set, { kind: "fault", fault, attempt: set.attempt });
			hub.advance(HOUR);
			const again = await command();
			expect(again).toMatchObject({ id: set.id, possiblyDone: true });
			hub.advance(8 * DAY);
			await shop.settle(again, { kind: "fault", fault: { ...fault, code: "SHOP_DOWN" }, attempt: again.attempt });
			await becomes("failed");
			expect(await last()).toMatchObject({ code: "SHOP_DOWN" });
			expect(await desk.told()).toEqual(["STATUS_NOT_TAKEN"]);
		});

		// E1, E5, A8
		test("waits while everything is held or its shop is disconnected, seven days at most", async () => {
			await desk.post(wish({ shipments: [] }));
			await answer(await theQuestion(), { ref: "77" });
			await becomes("underway");
			await call(shop.merchant, patchSettings, { body: { hold: true } });
			expect(await shop.leaseCommands()).toEqual([]);
			await call(shop.merchant, patchSettings, { body: { hold: false } });
			await call(shop.merchant, disconnectConnection, { params: { connection: shop.id } });
			expect(await last()).toMatchObject({ state: "underway" });
			hub.advance(8 * DAY);
			await hub.tick();
			await becomes("failed");
			expect(await last()).toMatchObject({ code: "NO_HOST" });
		});
	});

	describe("an order that is not found", () => {
		test("is asked for again with growing pauses, then told; and anew where a person says so", async () => {
			await desk.post(wish());
			for (const pause of [6 * 60_000, 2 * HOUR, 7 * HOUR, 25 * HOUR]) {
				await answer(await theQuestion());
				await becomes("waiting");
				expect(await desk.told()).toEqual([]);
				hub.advance(pause);
			}
			await answer(await theQuestion());
			await becomes("failed");
			expect(await last()).toMatchObject({ code: "order-unknown" });
			expect(await desk.told()).toEqual(["STATUS_ORDER_UNKNOWN"]);
			const { items } = await call(shop.merchant, listStatusRequests, { query: { state: "failed" } });
			const params = { connection: desk.erp.connection, statusRequest: items[0]?.id ?? "" };
			await call(shop.merchant, resolveStatusRequest, { params, body: { as: "try-again" } });
			await answer(await theQuestion(), { ref: "77" });
			await becomes("underway");
		});

		test("is read meanwhile, and told as any other", async () => {
			await desk.post(wish({ shipments: [] }));
			await answer(await theQuestion());
			await becomes("waiting");
			await shop.deliver(order("1"));
			await becomes("underway");
			expect((await command()).command.orderRef).toBe("1");
		});

		test("is told where its shop does not answer", async () => {
			await desk.post(wish());
			const fault = { fault: "unsupported", code: "NOT_DECLARED", message: "" } as const;
			for (const pause of [6 * 60_000, 2 * HOUR, 7 * HOUR, 25 * HOUR, 0]) {
				const question = await theQuestion();
				await shop.settle(question, { kind: "fault", fault, attempt: question.attempt });
				hub.advance(pause);
			}
			await becomes("failed");
			expect(await last()).toMatchObject({ code: "shop-silent" });
			expect(await desk.told()).toContain("STATUS_SHOP_SILENT");
		});
	});

	// A10
	describe("a number that several orders have", () => {
		test("in one shop is never guessed", async () => {
			await desk.post(wish());
			await answer(await theQuestion(), { ref: "77" }, { ref: "78" });
			await becomes("failed");
			expect(await last()).toMatchObject({ code: "order-ambiguous" });
			const [notice] = (await call(shop.merchant, listNotifications, {})).items;
			expect(notice).toMatchObject({ code: "STATUS_ORDER_AMBIGUOUS" });
			expect(notice?.text.de).toContain("N1");
		});

		test("in several shops is never guessed, though Kontor holds only one of them", async () => {
			await connectOther();
			await shop.deliver(order("1"));
			expect((await desk.post(wish()))[0]?.last.state).toBe("waiting");
			const question = await theQuestion();
			expect(question.connection).toBe(other.id);
			await answer(question, { ref: "9" });
			await becomes("failed");
			expect(await last()).toMatchObject({ code: "order-ambiguous" });
		});

		test("is no doubt where the other shops do not have it, or the platform's shop is named", async () => {
			await connectOther();
			await shop.deliver(order("1"));
			await desk.post(wish({ shipments: [] }));
			await answer(await theQuestion());
			await becomes("underway");
			expect((await command()).command.orderRef).toBe("1");
			const named = { plugin: MANIFEST.id, shop: "Shop" };
			const [at] = await desk.post(wish({ platform: named, subject: "Shop/N1", shipments: [] }));
			expect(at?.last.state, "at once").toBe("underway");
		});
	});
}
