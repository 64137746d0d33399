import {
	type ClientOptions,
	type Connection,
	call,
	checkConnection,
	compareConnection,
	connectConnection,
	createConnection,
	disconnectConnection,
	getConnection,
	leaseWork,
	listConnections,
	listMerchantConnections,
	listNotifications,
	patchConnection,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import {
	addShop,
	answerRequests,
	answersOf,
	connectShop,
	DESCRIPTION,
	type ShopAnswers,
	testManifest,
} from "./support/test-shop.ts";

const URL_ = "https://shop.example";

let hub: TestHub;
let host: ClientOptions;
let merchant: ClientOptions & { id: string };
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(async () => {
	// New shops go to the host that greeted last: each test has its own.
	hub.advance(1000);
	host = await hub.newHost(testManifest());
	merchant = await hub.newMerchant();
});

const act = (operation: typeof checkConnection, { id }: Pick<Connection, "id">) =>
	call(merchant, operation, { params: { connection: id } });
const show = ({ id }: Pick<Connection, "id">) => call(merchant, getConnection, { params: { connection: id } });
const answer = (changes: Partial<ShopAnswers> = {}, url = URL_) =>
	answerRequests(host, () => ({ ...answersOf(url, hub.now()), ...changes }));
const create = (body: Partial<Parameters<typeof call<typeof createConnection>>[2]["body"]> = {}) =>
	call(merchant, createConnection, {
		body: { plugin: "testshop", name: "Shop", config: { url: URL_ }, secrets: { apiKey: "sesame" }, ...body },
	});

describe("adding a shop", () => {
	it("checks and describes it, and proposes the mapping of what the shop has (A2 to A5)", async () => {
		const added = await create();
		expect(added).toMatchObject({ state: "checking", url: URL_, description: null, connectedAt: null });
		const asked = await answer();
		expect(asked.map(({ request }) => request)).toEqual(["check", "describe"]);
		expect(await show(added)).toMatchObject({
			state: "ready",
			description: DESCRIPTION,
			mapping: { paymentMethods: { bank: "prepayment", invoice: "invoice" } },
			reachedAt: hub.now().toISOString(),
			connectedAt: null,
			problems: [],
		});
	});

	it("adds it once, however often the request comes with its key (I4)", async () => {
		const body = { plugin: "testshop", name: "Shop", config: { url: URL_ }, secrets: { apiKey: "sesame" } };
		const send = () => call(merchant, createConnection, { body }, { headers: { "idempotency-key": "once" } });
		const [one, other] = await Promise.all([send(), send()]);
		expect(other).toEqual(one);
		expect((await call(merchant, listMerchantConnections, {})).items).toHaveLength(1);
	});

	it("is refused with the field at fault where configuration or secrets do not fit the plugin", async () => {
		await expect(create({ config: { url: "http://insecure.example" } })).rejects.toMatchObject({
			problem: { status: 400, issues: [{ path: "body.config.url", message: expect.any(String) }] },
		});
		await expect(create({ secrets: {} })).rejects.toMatchObject({
			problem: { status: 400, issues: [{ path: "body.secrets.apiKey", message: "is missing" }] },
		});
		await expect(create({ plugin: "nobody-serves-it" })).rejects.toMatchObject({
			problem: { status: 400, issues: [expect.objectContaining({ path: "body.plugin" })] },
		});
		expect((await call(merchant, listMerchantConnections, {})).items).toEqual([]);
	});

	it("says in plain words what the shop refuses, once, until it is mended", async () => {
		const added = await create();
		const text = { de: "Der Schlüssel wird nicht angenommen.", en: "The key is not accepted." };
		await answer({ check: { ok: false, field: "apiKey", forMerchant: text } });
		const refused = await show(added);
		expect(refused).toMatchObject({ state: "refused", problems: [{ code: "SHOP_REFUSED", text, field: "apiKey" }] });
		await act(checkConnection, added);
		await answer({ check: { ok: false, field: "apiKey", forMerchant: text } });
		expect((await call(merchant, listNotifications, {})).items).toHaveLength(1);

		await call(merchant, patchConnection, { params: { connection: added.id }, body: { secrets: { apiKey: "right" } } });
		expect((await show(added)).state).toBe("checking");
		await answer();
		expect(await show(added)).toMatchObject({ state: "ready", problems: [] });
		expect((await call(merchant, listNotifications, {})).items).toEqual([]);
	});

	it("says so where the shop cannot be reached, or the plugin answers nonsense", async () => {
		const added = await create();
		const fault = { fault: "unavailable", code: "SHOP_UNREACHABLE", message: "ECONNREFUSED" } as const;
		await answer({ check: { kind: "fault", fault } });
		expect(await show(added)).toMatchObject({ state: "refused", problems: [{ code: "SHOP_UNREACHABLE" }] });
		await act(checkConnection, added);
		await answer({ check: { kind: "result", result: { ok: "perhaps" } } });
		expect(await show(added)).toMatchObject({ state: "refused", problems: [{ code: "UNEXPECTED_ANSWER" }] });
	});

	it("refuses a shop that the merchant has already, but not another merchant's", async () => {
		await addShop(hub, merchant, host);
		const twin = await create();
		await answer();
		expect(await show(twin)).toMatchObject({ state: "refused", problems: [{ code: "SHOP_CONNECTED_ALREADY" }] });
		merchant = await hub.newMerchant();
		expect((await addShop(hub, merchant, host)).state).toBe("ready");
	});

	it("refuses one of two that are checked at the same time", async () => {
		const added = [await create(), await create()];
		await answer();
		const states = await Promise.all(added.map(async (one) => (await show(one)).state));
		expect(states.sort()).toEqual(["ready", "refused"]);
	});
});

describe("connecting", () => {
	it("takes T from the shop's clock at that moment, and has the shop read at once (A7)", async () => {
		const shop = await addShop(hub, merchant, host);
		hub.advance(24 * 60 * 60 * 1000);
		expect((await act(connectConnection, shop)).state).toBe("checking");
		const shopClock = "2026-12-24T18:00:00.000Z";
		const asked = await answer({ check: { ok: true, identity: URL_, shopClock } });
		expect(asked.map(({ request }) => request)).toEqual(["check", "watch-webhooks", "describe"]);
		expect(await show(shop)).toMatchObject({ state: "connected", connectedAt: shopClock });
		expect(await row(shop)).toMatchObject({ next_pull_at: hub.now(), connected_at: new Date(shopClock) });
		await hub.tick();
		const { work } = await call(host, leaseWork, { body: { waitSeconds: 0, slots: 10 } });
		expect(work).toMatchObject([{ kind: "pull", connection: shop.id, cursor: null }]);
	});

	it("comes only after the check, and changes nothing the second time", async () => {
		await expect(act(connectConnection, await create())).rejects.toMatchObject({ problem: { code: "CONFLICT" } });
		await answer();
		const [shop] = (await call(merchant, listMerchantConnections, {})).items;
		if (shop === undefined) throw new Error("there is a shop");
		await act(connectConnection, shop);
		await answer();
		const before = await row(shop);
		expect((await act(connectConnection, shop)).state).toBe("connected");
		expect(await row(shop)).toEqual(before);
	});

	it("fails with the shop's reason where it is not to be reached, and keeps the mapping", async () => {
		const shop = await addShop(hub, merchant, host);
		await act(connectConnection, shop);
		await answer({ check: { ok: false, field: null, forMerchant: { de: "Weg.", en: "Gone." } } });
		expect(await show(shop)).toMatchObject({ state: "refused", mapping: shop.mapping, connectedAt: null });
	});

	it("leaves a connected shop connected where a later check fails, and says so", async () => {
		const shop = await connectShop(hub, merchant, host);
		await act(checkConnection, shop);
		await answer({ check: { ok: false, field: null, forMerchant: { de: "Weg.", en: "Gone." } } });
		expect(await show(shop)).toMatchObject({ state: "connected", problems: [{ code: "SHOP_REFUSED" }] });
	});

	it("holds a connected shop where another one answers in its place", async () => {
		const shop = await connectShop(hub, merchant, host);
		await act(checkConnection, shop);
		await answer({}, "https://clone.example");
		expect(await show(shop)).toMatchObject({ state: "refused", problems: [{ code: "OTHER_SHOP" }] });
		expect(await row(shop)).toMatchObject({ next_pull_at: null, identity: URL_ });
	});
});

describe("a connected shop", () => {
	it("can be compared now, another cannot", async () => {
		const shop = await connectShop(hub, merchant, host);
		await act(compareConnection, shop);
		expect(await row(shop)).toMatchObject({ next_compare_at: hub.now() });
		await act(disconnectConnection, shop);
		await expect(act(compareConnection, shop)).rejects.toMatchObject({ problem: { code: "CONFLICT" } });
	});

	it("tells its host of each change: the version grows, and the hint is written", async () => {
		const shop = await connectShop(hub, merchant, host);
		const takeHints = async () =>
			(await hub.sql.query("DELETE FROM work_hints WHERE merchant_id = $1", [merchant.id])).rowCount;
		for (const body of [{ name: "Neu" }, { testSystem: true }, { mapping: shop.mapping }]) {
			const { version } = await row(shop);
			await takeHints();
			await call(merchant, patchConnection, { params: { connection: shop.id }, body });
			expect((await row(shop)).version).toBe(version + 1);
			expect(await takeHints()).toBe(1);
		}
		const { connections } = await call(host, listConnections, { body: { only: [shop.id] } });
		expect(connections).toMatchObject([
			{ id: shop.id, version: (await row(shop)).version, scope: { connectedAt: shop.connectedAt } },
		]);
	});

	it("has only mappings that the shop can carry out, and is compared after a change", async () => {
		const shop = await connectShop(hub, merchant, host);
		const mapping = structuredClone(shop.mapping);
		if (mapping.statuses.prepayment === undefined) throw new Error("there is a default");
		mapping.statuses.prepayment.written.paid = { machine: "order", status: "invented" };
		const change = () => call(merchant, patchConnection, { params: { connection: shop.id }, body: { mapping } });
		await expect(change()).rejects.toMatchObject({
			problem: { status: 400, issues: [{ path: "body.mapping.statuses.prepayment.written.paid" }] },
		});
		mapping.statuses.prepayment.written.paid = { machine: "order", status: "completed" };
		expect((await change()).mapping).toEqual(mapping);
		expect(await row(shop)).toMatchObject({ next_compare_at: hub.now() });
	});

	it("keeps its address", async () => {
		const shop = await connectShop(hub, merchant, host);
		await expect(rename(shop, "https://other.example")).rejects.toMatchObject({ problem: { code: "CONFLICT" } });
	});

	it("has its webhooks looked after again and again, and their problems told as long as they last", async () => {
		const shop = await connectShop(hub, merchant, host);
		const later = () => hub.advance(6 * 60 * 60 * 1000);
		expect(await answer()).toEqual([]);
		later();
		const text = { de: "Abgeschaltet.", en: "Switched off." };
		await answer({ watch: { state: "replaced", problems: [{ code: "WEBHOOK_DISABLED", forMerchant: text }] } });
		expect((await show(shop)).problems).toEqual([
			{ code: "WEBHOOK_DISABLED", text, nextStep: { action: "reinstall", text: expect.any(Object) } },
		]);
		later();
		expect((await answer()).map(({ request }) => request)).toEqual(["watch-webhooks"]);
		expect((await show(shop)).problems).toEqual([]);
	});
});

describe("a disconnected shop", () => {
	it("is neither read nor asked, and is no longer its host's; T and what it was stay (A8)", async () => {
		const shop = await connectShop(hub, merchant, host);
		expect((await act(disconnectConnection, shop)).state).toBe("disconnected");
		expect(await row(shop)).toMatchObject({ next_pull_at: null, next_compare_at: null, disconnected_at: hub.now() });
		expect((await call(host, listConnections, { body: { only: [shop.id] } })).connections).toEqual([]);
		hub.advance(24 * 60 * 60 * 1000);
		expect(await answer()).toEqual([]);
		expect(await show(shop)).toMatchObject({ connectedAt: shop.connectedAt, mapping: shop.mapping });
		await expect(act(checkConnection, shop)).rejects.toMatchObject({ problem: { code: "CONFLICT" } });
	});

	it("keeps the commands that were under way, for when it is connected again", async () => {
		const shop = await connectShop(hub, merchant, host);
		await hub.sql.query(
			`INSERT INTO work (merchant_id, id, connection_id, kind, order_id, lane, body, state, due_at, created_at)
			 VALUES ($1, $2, $3, 'command', $4, 'order', '{"command": {}}', 'ready', $5, $5)`,
			[merchant.id, crypto.randomUUID(), shop.id, crypto.randomUUID(), hub.now()],
		);
		const commands = async () =>
			(await hub.sql.query("SELECT state, attempts FROM work WHERE connection_id = $1 AND kind = 'command'", [shop.id]))
				.rows;
		await act(disconnectConnection, shop);
		expect(await answer()).toEqual([]);
		expect(await commands()).toEqual([{ state: "ready", attempts: 0 }]);
	});

	it("is connected again with its old T, and compared at once", async () => {
		const shop = await connectShop(hub, merchant, host);
		await act(disconnectConnection, shop);
		hub.advance(60_000);
		await act(connectConnection, shop);
		await answer();
		expect(await show(shop)).toMatchObject({ state: "connected", connectedAt: shop.connectedAt });
		expect(await row(shop)).toMatchObject({ next_compare_at: hub.now(), disconnected_at: null });
		await hub.tick();
		const { work } = await call(host, leaseWork, { body: { waitSeconds: 0, slots: 10 } });
		expect(work.map((one) => (one.kind === "request" ? one.request : one.kind)).sort()).toEqual(["compare", "pull"]);
	});

	it("stays disconnected whatever a late answer says", async () => {
		const shop = await addShop(hub, merchant, host);
		await act(connectConnection, shop);
		await answerRequests(
			host,
			({ request }) => {
				if (request !== "check") throw new Error("only the check is under way");
				return answersOf(URL_, hub.now());
			},
			() => act(disconnectConnection, shop),
		);
		expect(await show(shop)).toMatchObject({ state: "disconnected", connectedAt: null });
	});

	it("gives its address to another one, and can have any text as its own (A8, A9)", async () => {
		const old = await connectShop(hub, merchant, host);
		await act(disconnectConnection, old);
		expect(await rename(old, "shop.example_alt")).toMatchObject({ url: "shop.example_alt", state: "disconnected" });
		const next = await connectShop(hub, merchant, host);
		expect(next.state).toBe("connected");
		await expect(act(connectConnection, old)).rejects.toMatchObject({
			problem: { code: "CONFLICT", forMerchant: { de: expect.stringContaining("Shop") } },
		});
	});

	it("is looked for at a new address once it has one (A10)", async () => {
		const old = await connectShop(hub, merchant, host);
		await act(disconnectConnection, old);
		await rename(old, "https://old.example");
		await connectShop(hub, merchant, host);
		await act(connectConnection, old);
		const [hosted] = (await call(host, listConnections, { body: { only: [old.id] } })).connections;
		expect(hosted?.config).toEqual({ url: "https://old.example" });
		await answer({}, "https://old.example");
		expect(await show(old)).toMatchObject({ state: "connected", connectedAt: old.connectedAt });
	});
});

const rename = ({ id }: Connection, url: string) =>
	call(merchant, patchConnection, { params: { connection: id }, body: { url } });

async function row({ id }: Pick<Connection, "id">) {
	const { rows } = await hub.sql.query("SELECT * FROM connections WHERE id = $1", [id]);
	return rows[0];
}
