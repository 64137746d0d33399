import type { ShopNotice } from "@kontor/connector";
import {
	batchOrders,
	type ClientOptions,
	type Connection,
	call,
	getConnection,
	getOrder,
	listChanges,
	listConnections,
	listNotifications,
	listOrders,
	markOrderPaid,
	type OrderDetail,
	putDocument,
	reportCustomer,
	reportNotices,
	reportShop,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { order } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { answerRequests, answersOf, connectShop, testManifest } from "./support/test-shop.ts";

const URL_ = "https://shop.example";

let hub: TestHub;
let host: ClientOptions & { id: string };
let merchant: ClientOptions & { id: string };
let shop: Connection;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
	// New shops go to the host that greeted last: each test has its own.
	hub.advance(1000);
	host = await hub.newHost(testManifest());
	merchant = await hub.newMerchant();
	shop = await connectShop(hub, merchant, host);
	hub.advance(60_000);
});

const CUSTOMER = {
	number: "K7",
	name: "Erika Muster",
	company: "Muster AG",
	email: "erika@muster.example",
	language: "de",
	billing: { name: "Erika Muster", street: "Weg 1", postcode: "10115", city: "Berlin", country: "DE" },
};
const BANK = { id: "bank", title: "Vorkasse" };
const INVOICE = { number: "R-1", date: "2026-11-02", documentRef: "pdf-1" };

const deliver = (...items: unknown[]) =>
	call(host, batchOrders, { params: { connection: shop.id }, body: { items } }).then(({ results }) => results);
const placed = (ref: string, changes: Parameters<typeof order>[1] = {}) =>
	order(ref, { paymentMethod: BANK, customer: CUSTOMER, ...WHEN, ...changes });
const WHEN = { placedAt: "2026-11-05T07:00:00Z", recordedAt: "2026-11-05T07:00:00Z" };
const tell = (...notices: ShopNotice[]) =>
	call(host, reportNotices, { params: { connection: shop.id }, body: { notices } });
const platform = (...notices: ShopNotice[]) =>
	call(host, reportShop, { body: { plugin: "testshop", identity: URL_, notices } });
const show = () => call(merchant, getConnection, { params: { connection: shop.id } });
const eventsOfShop = async () =>
	(await call(merchant, listChanges, { query: { connection: shop.id } })).items.map(({ event }) => event);
const codes = async () => (await call(merchant, listNotifications, {})).items.map(({ code }) => code);

async function detail(ref: string): Promise<OrderDetail> {
	const { items } = await call(merchant, listOrders, { query: { limit: 100 } });
	const found = items.find((one) => one.ref === ref);
	if (found === undefined) throw new Error(`no order ${ref}`);
	return call(merchant, getOrder, { params: { order: found.id } });
}

/** What stands with an order once its customer was written to, and has answered. */
async function writtenTo(id: string): Promise<void> {
	const message = crypto.randomUUID();
	await hub.sql.query(
		`INSERT INTO messages (merchant_id, id, order_id, kind, audience, channel, cause_key, recipient, subject, body, state, only_while, created_at)
		 VALUES ($1, $2, $3, 'reminder', 'customer', 'email', 'reminder 1', $4, 'Erika Muster', '{}', 'sent', '{}', $5)`,
		[merchant.id, message, id, CUSTOMER.email, hub.now()],
	);
	await hub.sql.query(
		`INSERT INTO message_files (merchant_id, message_id, position, name, content_type, bytes)
		 VALUES ($1, $2, 0, 'Muster.pdf', 'application/pdf', '')`,
		[merchant.id, message],
	);
	await hub.sql.query(
		`INSERT INTO order_steps (merchant_id, order_id, kind, day, at, decided_by, message_id, amount, email)
		 VALUES ($1, $2, 'reminder', '2026-11-05', $3, 'machine', $4, 10000, $5)`,
		[merchant.id, id, hub.now(), message, CUSTOMER.email],
	);
	await hub.sql.query(
		`INSERT INTO payment_answers (merchant_id, order_id, at, note) VALUES ($1, $2, $3, 'Schon bezahlt, Erika Muster')`,
		[merchant.id, id, hub.now()],
	);
}

/** Everywhere but in bank data, whose vouchers are the merchant's own. */
async function isStoredAnywhere(text: string): Promise<string[]> {
	const { rows: tables } = await hub.sql.query<{ table_name: string }>(
		`SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'merchant_id'`,
	);
	const found: string[] = [];
	for (const { table_name: table } of tables) {
		const { rowCount } = await hub.sql.query(
			`SELECT FROM ${table} t WHERE t.merchant_id = $1 AND to_jsonb(t)::text ILIKE $2`,
			[merchant.id, `%${text}%`],
		);
		if ((rowCount ?? 0) > 0) found.push(table);
	}
	return found;
}

describe("a shop in which Kontor was uninstalled", () => {
	it("is disconnected, its credentials go, the merchant is told what to do, and it stands in the history", async () => {
		await deliver(placed("1"));
		await tell({ kind: "uninstalled", dataKept: true });
		expect(await show()).toMatchObject({
			state: "disconnected",
			connectedAt: shop.connectedAt,
			problems: [{ code: "UNINSTALLED_IN_SHOP", text: { de: expect.stringContaining("neu installieren") } }],
		});
		const { rows } = await hub.sql.query("SELECT secrets, next_pull_at FROM connections WHERE id = $1", [shop.id]);
		expect(rows).toEqual([{ secrets: null, next_pull_at: null }]);
		expect((await call(host, listConnections, { body: {} })).connections.map(({ id }) => id)).not.toContain(shop.id);
		expect(await eventsOfShop()).toEqual(["uninstalled", "connected", "connection-added"]);
		expect((await detail("1")).order.customer.email).toBe(CUSTOMER.email);
	});

	it("is told of once, however often the shop says it", async () => {
		for (let time = 0; time < 3; time++) await tell({ kind: "uninstalled", dataKept: false });
		await platform({ kind: "uninstalled", dataKept: true });
		expect(await codes()).toEqual(["UNINSTALLED_IN_SHOP"]);
		expect(await eventsOfShop()).toEqual(["personal-data-removed", "uninstalled", "connected", "connection-added"]);
	});

	it("loses contact data at once where the merchant asked for the data to be removed, too", async () => {
		await deliver(placed("1"));
		await tell({ kind: "uninstalled", dataKept: false });
		expect((await detail("1")).order.customer).toEqual({ name: "", billing: { country: "DE" } });
		expect(await isStoredAnywhere(CUSTOMER.email)).toEqual([]);
	});
});

describe("personal data that has to go (G13)", () => {
	it("goes from contact and communication at once; a voucher's name and address are blocked until their date; amounts stay", async () => {
		await deliver(placed("paid", { invoice: INVOICE }), placed("closed"), placed("other"));
		const params = { connection: shop.id, ref: "paid" as never, document: "pdf-1" };
		await call(host, putDocument, { params, body: new TextEncoder().encode("%PDF-1.7") });
		const paid = await detail("paid");
		expect(paid.documents).toEqual(["pdf-1"]);
		await call(
			merchant,
			markOrderPaid,
			{ params: { order: paid.id }, body: {} },
			{ headers: { "idempotency-key": "pay" } },
		);
		await deliver(placed("closed", { status: "cancelled", revision: 2 }));
		await writtenTo(paid.id);

		await platform({ kind: "erase-customer", orders: ["paid", "closed"] as never[] });
		for (const ref of ["paid", "closed"]) {
			const { order: stored, customer, documents } = await detail(ref);
			expect(stored.customer).toEqual({ name: "", billing: { country: "DE" } });
			expect([customer, documents]).toEqual(["", []]);
		}
		expect(await detail("paid")).toMatchObject({
			state: "paid",
			amount: paid.amount,
			order: { invoice: { number: "R-1" } },
		});
		expect((await detail("other")).order.customer).toMatchObject({ email: CUSTOMER.email });
		await deliver({ ref: "other", gone: true });
		await platform({ kind: "erase-customer", orders: ["other"] as never[] });
		expect(await isStoredAnywhere(CUSTOMER.email)).toEqual([]);
		expect(await isStoredAnywhere("Muster")).toEqual(["blocked_customers"]);

		const { rows } = await hub.sql.query(
			"SELECT o.ref, b.customer, b.remove_on::text FROM blocked_customers b JOIN orders o ON o.id = b.order_id WHERE b.merchant_id = $1",
			[merchant.id],
		);
		// Vouchers of 2026 are kept for eight years from the end of that year.
		const { email: _, language: __, ...core } = CUSTOMER;
		expect(rows).toEqual([{ ref: "paid", customer: core, remove_on: "2035-01-01" }]);
	});

	it("does not come back with what the shop still sends; the order itself goes on", async () => {
		await deliver(placed("1"));
		await tell({ kind: "erase-customer", orders: ["1"] as never[] });
		await deliver(placed("1", { revision: 2, amount: { minor: 9000, currency: "EUR" } }));
		const { order: stored, history, amount } = await detail("1");
		expect(stored.customer).toEqual({ name: "", billing: { country: "DE" } });
		expect(amount.minor).toBe(9000);
		expect(history.map(({ event }) => event)).toEqual(["placed", "personal-data-erased", "amount-changed"]);
		const again = placed("1", { revision: 2, amount: { minor: 9000, currency: "EUR" } });
		expect(await deliver(again)).toEqual([{ ref: "1", result: "unchanged" }]);
	});

	it("is told of once, and of nobody else's orders", async () => {
		const other = await hub.newMerchant();
		const otherHost = await hub.newHost(testManifest());
		const otherShop = await connectShop(hub, other, otherHost);
		const item = placed("1");
		await deliver(item);
		await call(otherHost, batchOrders, { params: { connection: otherShop.id }, body: { items: [item] } });
		for (let time = 0; time < 2; time++) await platform({ kind: "erase-customer", orders: ["1"] as never[] });
		expect((await eventsOfShop()).filter((event) => event === "personal-data-removed")).toHaveLength(1);
		const { rows } = await hub.sql.query(
			"SELECT body #>> '{customer,email}' AS email FROM orders WHERE merchant_id = $1",
			[other.id],
		);
		expect(rows).toEqual([{ email: CUSTOMER.email }]);
	});
});

describe("a customer's account that was closed on the platform", () => {
	const closed = (...numbers: string[]) =>
		call(host, reportCustomer, { body: { plugin: "testshop", notice: { kind: "erase-account", numbers } } });

	it("takes his data wherever he bought, though the platform names no order; nobody else's, and once", async () => {
		const other = await hub.newMerchant();
		const second = await connectShop(hub, other, host, "https://second.example");
		const others = (...items: unknown[]) =>
			call(host, batchOrders, { params: { connection: second.id }, body: { items } });
		await deliver(
			placed("paid", { invoice: INVOICE }),
			placed("2"),
			placed("3", { customer: { number: "K70", name: "Max Beispiel", billing: {} } }),
		);
		await writtenTo((await detail("paid")).id);
		await others(placed("1"), placed("4", { customer: { ...CUSTOMER, number: "k7" } }));
		await tell({ kind: "uninstalled", dataKept: true });
		for (let time = 0; time < 2; time++) await closed("K7", "anonymous-id");

		expect((await detail("paid")).order.customer).toEqual({ name: "", billing: { country: "DE" } });
		expect((await detail("2")).personalDataRemoved).toBe("customer");
		expect((await detail("3")).order.customer.name).toBe("Max Beispiel");
		expect(await isStoredAnywhere("Erika Muster"), "but what bookkeeping has to keep").toEqual(["blocked_customers"]);
		expect((await eventsOfShop()).filter((event) => event === "personal-data-removed")).toHaveLength(1);
		const { rows } = await hub.sql.query(
			"SELECT ref, erased_by AS erased FROM orders WHERE merchant_id = $1 ORDER BY ref",
			[other.id],
		);
		expect(rows).toEqual([
			{ ref: "1", erased: "customer" },
			{ ref: "4", erased: null },
		]);
		// What the platform still sends of him does not bring it back.
		await others(placed("1", { revision: 2 }));
		const { rowCount } = await hub.sql.query(
			"SELECT FROM orders WHERE merchant_id = $1 AND ref = '1' AND body::text LIKE '%Muster%'",
			[other.id],
		);
		expect(rowCount).toBe(0);
	});

	it("is told by hosts of the platform's plugin alone, of their own connections", async () => {
		await deliver(placed("1"));
		const stranger = await hub.newHost(testManifest({ id: "othershop" }));
		await expect(
			call(stranger, reportCustomer, {
				body: { plugin: "testshop", notice: { kind: "erase-account", numbers: ["K7"] } },
			}),
		).rejects.toThrow(/NOT_ALLOWED/);
		const another = await hub.newHost(testManifest());
		await call(another, reportCustomer, {
			body: { plugin: "testshop", notice: { kind: "erase-account", numbers: ["K7"] } },
		});
		expect((await detail("1")).order.customer).toEqual(CUSTOMER);
	});

	it("may also be told of one shop", async () => {
		await deliver(placed("1"));
		await tell({ kind: "erase-account", numbers: ["K7"] });
		expect((await detail("1")).order.customer.name).toBe("");
	});
});

describe("a platform that says a shop's data has to go", () => {
	it("reaches a shop that was uninstalled two days before", async () => {
		await deliver(placed("1"), placed("2"));
		await tell({ kind: "uninstalled", dataKept: true });
		hub.advance(48 * 60 * 60 * 1000);
		await platform({ kind: "erase-shop" });
		for (const ref of ["1", "2"]) expect((await detail(ref)).order.customer.name).toBe("");
		await platform({ kind: "erase-shop" });
		expect((await eventsOfShop())[1]).toBe("personal-data-removed");
	});

	it("is not followed for one that was installed again meanwhile", async () => {
		await deliver(placed("1"));
		await platform({ kind: "erase-shop" });
		expect((await detail("1")).order.customer.email).toBe(CUSTOMER.email);
		expect((await eventsOfShop())[0]).toBe("removal-refused");
	});

	it("takes what the shop brings by itself once it is connected again", async () => {
		await deliver(placed("1"));
		await tell({ kind: "uninstalled", dataKept: false });
		await hub.sql.query("UPDATE connections SET state = 'connected' WHERE id = $1", [shop.id]);
		await deliver(placed("1"));
		expect((await detail("1")).order.customer).toEqual(CUSTOMER);
		expect(await isStoredAnywhere("blocked")).toEqual([]);
	});
});

it("a customer's wish to know is the merchant's to answer, and names the orders", async () => {
	await deliver(placed("1"));
	for (let time = 0; time < 2; time++) await tell({ kind: "customer-data-requested", orders: ["1", "9"] as never[] });
	const { items } = await call(merchant, listNotifications, {});
	expect(items).toMatchObject([{ code: "CUSTOMER_DATA_REQUESTED", text: { de: expect.stringContaining("N1") } }]);
});

it("a copy of the shop is reported once by its address, and the shop itself goes on (A12)", async () => {
	const copy = { kind: "other-address", url: "https://staging.example" } as const;
	for (let time = 0; time < 2; time++) await tell(copy);
	await tell({ ...copy, url: "https://copy.example" });
	const { problems, state } = await show();
	expect(state).toBe("connected");
	expect(problems.map(({ code, text }) => [code, /https:\S+/.exec(text.en)?.[0]])).toEqual([
		["CLONED_SHOP", "https://staging.example"],
		["CLONED_SHOP", "https://copy.example"],
	]);
	await hub.sql.query("UPDATE notifications SET done_at = $2 WHERE merchant_id = $1", [merchant.id, hub.now()]);
	await tell(copy);
	expect(await codes(), "what the merchant has done is not told with every message").toEqual([]);
	await answerRequests(host, () => answersOf(URL_, hub.now()));
});

// The last one: the clock does not go back.
describe("what bookkeeping had to keep", () => {
	it("goes for good on its day, with the invoice", async () => {
		await deliver(placed("paid", { invoice: INVOICE }));
		await call(host, putDocument, {
			params: { connection: shop.id, ref: "paid" as never, document: "pdf-1" },
			body: new TextEncoder().encode("%PDF-1.7"),
		});
		await tell({ kind: "erase-customer", orders: ["paid"] as never[] });
		hub.setClock("2034-12-31T12:00:00Z");
		await hub.tick();
		expect(await isStoredAnywhere("Muster")).toEqual(["blocked_customers"]);
		hub.setClock("2035-01-01T12:00:00Z");
		await hub.tick();
		expect(await isStoredAnywhere("Muster")).toEqual([]);
		expect((await hub.sql.query("SELECT FROM documents WHERE merchant_id = $1", [merchant.id])).rowCount).toBe(0);
		expect((await detail("paid")).amount).toEqual({ minor: 10_000, currency: "EUR" });
	});
});
