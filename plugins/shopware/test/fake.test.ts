import { afterEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { addDocument, find, place, transition } from "./fake/order-life.ts";
import type { ShopOptions, StoredOrder } from "./fake/state.ts";
import { type Entity, leadsTo, machine } from "./fake/state-machines.ts";
import { type FakeShopware, startFakeShopware } from "./fake-shopware.ts";
import { OBSERVED_PAYMENTS } from "./observed-transitions.ts";
import { OrderRow } from "./order-schema.ts";

let fake: FakeShopware;
afterEach(() => fake.close());

/** Calls the API as a client would that knows nothing of the plugin. */
async function opened(options: ShopOptions = {}) {
	fake = await startFakeShopware(options);
	const { apiKey, secretKey } = fake.shop;
	const grant = { grant_type: "client_credentials", client_id: apiKey, client_secret: secretKey };
	const { access_token, expires_in } = (await call("POST", "oauth/token", grant)).body as Record<string, unknown>;
	expect(expires_in).toBe(600);
	return (method: string, path: string, body?: object) => call(method, path, body, String(access_token));
}

async function call(method: string, path: string, body?: object, token = "none") {
	const answer = await fetch(`${fake.url}/api/${path}`, {
		method,
		headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
		...(body === undefined ? {} : { body: JSON.stringify(body) }),
	});
	const text = await answer.text();
	return { status: answer.status, body: text === "" ? null : JSON.parse(text) };
}

/** By the shortest way of the merchant's. */
function bring(order: StoredOrder, entity: Entity, state: string): void {
	const found = find(fake.shop, entity, order.transactions[0]?.id ?? "");
	if (found === null || found.row.state === state) return;
	const direct = (from: string) => Object.entries(machine(fake.shop.line, entity)[from] ?? {});
	const [action] = direct("open").find(([, to]) => to === state) ?? [];
	if (action !== undefined && transition(fake.shop, found, action, false)) return;
	transition(fake.shop, found, "paid", false);
	const [next = ""] = direct("paid").find(([, to]) => to === state) ?? [];
	if (!transition(fake.shop, found, next, false)) throw new Error(`no way to ${state}`);
}

describe("the fake shop", () => {
	it.each(OBSERVED_PAYMENTS)("as observed: %s, %s -> %s", async (from, action, to) => {
		const api = await opened();
		const order = place(fake.shop, { amount: 1 });
		bring(order, "order_transaction", from);
		const id = order.transactions[0]?.id;
		const { status, body } = await api("POST", `_action/order_transaction/${id}/state/${action}`, {});
		expect(status).toBe(to === null ? 400 : 200);
		if (to === null) {
			expect(body.errors[0]).toMatchObject({
				code: "SYSTEM__ILLEGAL_STATE_TRANSITION",
				meta: { parameters: { transition: action, possibleTransitions: expect.any(Array) } },
			});
		}
		expect(order.transactions[0]?.state).toBe(to ?? from);
	});

	it("tells 6.6 from 6.7", () => {
		const transaction = (line: "6.6" | "6.7", from: string, action: string) =>
			leadsTo(line, "order_transaction", from, action);
		expect(transaction("6.6", "paid_partially", "paid")).toBeNull();
		expect(transaction("6.7", "paid_partially", "paid")).toBe("paid");
		expect(transaction("6.7", "open", "pay")).toBeNull();
		expect(leadsTo("6.6", "order", "completed", "cancel")).toBe("cancelled");
		expect(leadsTo("6.7", "order", "completed", "cancel")).toBeNull();
		expect(machine("6.6", "order").completed, "although it is not offered").toEqual({ reopen: "open" });
	});

	it("takes a payment of a cancelled order", async () => {
		const api = await opened();
		const order = place(fake.shop, { amount: 1 });
		await api("POST", `_action/order/${order.id}/state/cancel`, {});
		expect((await api("POST", `_action/order_transaction/${order.transactions[0]?.id}/state/paid`, {})).status).toBe(
			200,
		);
	});

	it("stores no comment, and answers 204", async () => {
		const api = await opened();
		const order = place(fake.shop, { amount: 1 });
		expect((await api("PATCH", `order/${order.id}`, { internalComment: "x" })).status).toBe(204);
		const { body } = await api("POST", "search/order", { ids: [order.id] });
		expect(JSON.stringify(body)).not.toContain("internalComment");
	});

	it.each(["6.5", "6.6", "6.7"] as const)(
		"of %s answers an order as the specification has it, with what was asked for",
		async (line) => {
			const api = await opened({ line });
			const order = place(fake.shop, { amount: 119, net: 100, customFields: { a: 1 } });
			addDocument(fake.shop, order, { type: "invoice", number: "R-1" });
			const bare = OrderRow.parse((await api("POST", "search/order", { limit: 1 })).body.data[0]);
			expect(bare).toMatchObject({
				transactions: null,
				deliveries: null,
				documents: null,
				currency: null,
				billingAddress: null,
			});
			expect(bare.stateMachineState === null, "since 6.6 not even the state").toBe(line !== "6.5");
			const states = { associations: { stateMachineState: {}, paymentMethod: {}, documentType: {}, country: {} } };
			const names = ["transactions", "deliveries", "documents", "billingAddress", "addresses"];
			const associations = {
				stateMachineState: {},
				currency: {},
				...Object.fromEntries(names.map((name) => [name, states])),
			};
			const full = OrderRow.parse((await api("POST", "search/order", { associations })).body.data[0]);
			expect(full.transactions?.[0]?.stateMachineState?.technicalName).toBe("open");
			expect(full.transactions?.[0]?.paymentMethod?.technicalName).toBe(line === "6.5" ? null : "payment_prepayment");
			expect(full.documents?.[0]?.documentType?.technicalName).toBe("invoice");
		},
	);

	it("counts all only when it is asked to, and refuses pages that are too large", async () => {
		const api = await opened({ maxLimit: 100 });
		for (let count = 0; count < 5; count++) place(fake.shop, { amount: 1 });
		const total = async (mode?: number) =>
			(await api("POST", "search/order", { limit: 2, "total-count-mode": mode })).body.total;
		expect([await total(), await total(1), await total(2)]).toEqual([2, 5, 5]);
		expect((await api("POST", "search/order", { limit: 101 })).body.errors[0].code).toBe(
			"FRAMEWORK__QUERY_LIMIT_EXCEEDED",
		);
	});

	it("refuses who has no token, an old one, or the wrong key", async () => {
		let late = 0;
		const api = await opened({ now: () => new Date(Date.now() + late) });
		expect((await api("GET", "_info/version")).body).toEqual({ version: "6.6.7.0" });
		late = 601_000;
		expect((await api("GET", "_info/version")).status).toBe(401);
		const wrong = { grant_type: "client_credentials", client_id: "x", client_secret: "y" };
		expect((await call("POST", "oauth/token", wrong)).status).toBe(401);
	});

	it("offers the transitions as the specification has them", async () => {
		const api = await opened();
		const order = place(fake.shop, { amount: 1 });
		const { body } = await api("GET", `_action/state-machine/order/${order.id}/state`);
		const text = z.string().min(1);
		const row = z.strictObject({
			name: text,
			technicalName: text,
			actionName: text,
			fromStateName: text,
			toStateName: text,
			url: z.url(),
		});
		const { transitions } = z.strictObject({ transitions: z.array(row) }).parse(body);
		expect(transitions.map(({ actionName, toStateName }) => [actionName, toStateName])).toEqual([
			["process", "in_progress"],
			["cancel", "cancelled"],
		]);
	});
});
