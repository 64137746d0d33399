import { randomUUID } from "node:crypto";
import {
	type ClientOptions,
	call,
	changeHost,
	createConnection,
	createHost,
	createHostKey,
	createMerchant,
	createMerchantKey,
	getConnection,
	hello,
	leaseWork,
	listConnections,
	listHosts,
	listNotifications,
	patchConnection,
	revokeHostKey,
} from "@kontor/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MessageWorld } from "./messages/message-world.ts";
import { connectShop, MANIFEST, order } from "./support/connected-shop.ts";
import { pay } from "./support/payments.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { testManifest } from "./support/test-shop.ts";

const greeting = (manifest: { contract: number }) => ({ body: { manifest, host: { version: "1", publicUrl: null } } });

async function newSandbox(hub: TestHub): Promise<ClientOptions & { id: string }> {
	const { id, sandbox } = await call(hub.operator, createMerchant, { body: { name: "Partner AG", sandbox: true } });
	expect(sandbox).toBe(true);
	const { key } = await call(hub.operator, createMerchantKey, {
		params: { merchant: id },
		body: { label: "partner", scopes: ["read", "write"] },
	});
	return { baseUrl: hub.url, key, id };
}

describe("a sandbox (PRODUCT L7)", () => {
	const world = new MessageWorld();
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	it("has shops that are test systems, unless the partner says otherwise; other merchants' are live", async () => {
		await world.hub.newHost(testManifest());
		const shop = (testSystem?: boolean) => ({
			plugin: "testshop",
			name: "Shop",
			config: { url: `https://${randomUUID()}.example` },
			secrets: { apiKey: "sesame" },
			...(testSystem === undefined ? {} : { testSystem }),
		});
		const [sandbox, merchant] = [await newSandbox(world.hub), await world.hub.newMerchant()];
		expect(await call(sandbox, createConnection, { body: shop() })).toMatchObject({ testSystem: true });
		expect(await call(sandbox, createConnection, { body: shop(false) })).toMatchObject({ testSystem: false });
		expect(await call(merchant, createConnection, { body: shop() })).toMatchObject({ testSystem: false });
	});

	it("writes to a shop that is none of the test systems, and to no customer", async () => {
		world.merchant = await newSandbox(world.hub);
		await world.setServer({});
		await world.queue({});
		await world.run();
		world.hub.advance(24 * 60 * 60_000);
		await world.run();
		expect(world.sink.received).toEqual([]);
		expect(await world.message()).toMatchObject({ state: "ready" });

		const host = await world.hub.newHost(MANIFEST);
		const shop = await connectShop(world.hub, { merchant: world.merchant, host, testSystem: true });
		await shop.deliver(order("1"));
		await pay(world.hub, shop, "1", 10_000);
		expect(await shop.leaseCommands()).toEqual([]);
		await call(world.merchant, patchConnection, { params: { connection: shop.id }, body: { testSystem: false } });
		await shop.deliver(order("2"));
		await pay(world.hub, shop, "2", 10_000);
		expect((await shop.leaseCommands()).map(({ command }) => command.orderRef)).toContain("2");
	});
});

describe("a foreign plugin's host", () => {
	let hub: TestHub;
	beforeAll(async () => {
		hub = await startTestHub();
	});
	afterAll(() => hub.close());

	async function admit(plugin: string) {
		const { id, key } = await call(hub.operator, createHost, { body: { name: "Partner AG", plugins: [plugin] } });
		return { id, key, baseUrl: hub.url };
	}
	const listed = async (id: string) =>
		(await call(hub.operator, listHosts, {})).items.find((host) => host.id === id) ?? expect.fail("not listed");
	const keyOf = async (id: string) => (await listed(id)).keys[0]?.id ?? expect.fail("no key");
	const served = async (host: ClientOptions) =>
		(await call(host, listConnections, { body: {} })).connections.map(({ id }) => id);
	const refused = { problem: { status: 401 } };

	async function newShop(merchant: ClientOptions, plugin: string): Promise<string> {
		const body = {
			plugin,
			name: "Shop",
			config: { url: `https://${randomUUID()}.example` },
			secrets: { apiKey: "ses" },
		};
		return (await call(merchant, createConnection, { body })).id;
	}

	it("is listed with its plugins, what it serves, and its keys, which nobody can use", async () => {
		const host = await admit("listed");
		expect(await listed(host.id)).toMatchObject({ name: "Partner AG", plugins: ["listed"], serves: 0, helloAt: null });
		await call(host, hello, greeting(testManifest({ id: "listed" })));
		await newShop(await hub.newMerchant(), "listed");
		const { keys, ...now } = await listed(host.id);
		expect(now).toMatchObject({ serves: 1, helloAt: hub.now().toISOString() });
		expect(keys).toEqual([
			{ id: expect.stringMatching(/^[0-9a-f]{16}$/), createdAt: expect.any(String), revokedAt: null },
		]);
		await expect(call({ ...host, key: keys[0]?.id ?? "" }, hello, greeting(testManifest()))).rejects.toMatchObject(
			refused,
		);
	});

	it("changes its key without a pause: a second one is good beside the first until that is revoked", async () => {
		const host = await admit("rotating");
		await call(host, hello, greeting(testManifest({ id: "rotating" })));
		const shop = await newShop(await hub.newMerchant(), "rotating");
		const old = await keyOf(host.id);
		const { key } = await call(hub.operator, createHostKey, { params: { host: host.id } });
		await call(hub.operator, revokeHostKey, { params: { host: host.id, hostKey: old } });
		await expect(served(host)).rejects.toMatchObject(refused);
		expect(await served({ ...host, key })).toEqual([shop]);
	});

	it("without a key serves nothing; its shops are told of, kept, and go on with whoever comes", async () => {
		const manifest = testManifest({ id: "revoked" });
		const host = await admit("revoked");
		await call(host, hello, greeting(manifest));
		const merchant = await hub.newMerchant();
		const shop = await newShop(merchant, "revoked");
		// What it was given before is not lost with it.
		const { work } = await call(host, leaseWork, { body: { waitSeconds: 0, slots: 10 } });
		expect(work).toMatchObject([{ connection: shop, request: "check" }]);

		const hostKey = await keyOf(host.id);
		for (const _ of ["once", "again"]) await call(hub.operator, revokeHostKey, { params: { host: host.id, hostKey } });
		await expect(call(host, leaseWork, { body: { waitSeconds: 0, slots: 1 } })).rejects.toMatchObject(refused);
		expect(await listed(host.id)).toMatchObject({
			serves: 0,
			helloAt: null,
			keys: [{ revokedAt: hub.now().toISOString() }],
		});
		const told = async () => (await call(merchant, listNotifications, {})).items.map(({ code }) => code);
		expect(await told()).toEqual(["NOT_SERVED"]);
		const [problem] = (await call(merchant, getConnection, { params: { connection: shop } })).problems;
		expect(problem).toMatchObject({ code: "NOT_SERVED", nextStep: { action: "operator" } });

		// A shop added meanwhile is not given to it either.
		const added = await newShop(merchant, "revoked");
		const other = await admit("revoked");
		await call(other, hello, greeting(manifest));
		expect((await served(other)).sort()).toEqual([shop, added].sort());
		expect(await told()).toEqual([]);
		hub.advance(61_000);
		const again = await call(other, leaseWork, { body: { waitSeconds: 0, slots: 10 } });
		expect(again.work.find(({ id }) => id === work[0]?.id)).toMatchObject({ possiblyDone: true, attempt: 2 });
	});

	it("leaves its shops to another host of the plugin that is there already", async () => {
		const manifest = testManifest({ id: "shared" });
		const [first, second] = [await admit("shared"), await admit("shared")];
		await call(first, hello, greeting(manifest));
		hub.advance(1000);
		await call(second, hello, greeting(manifest));
		const merchant = await hub.newMerchant();
		const shop = await newShop(merchant, "shared");
		expect(await served(second)).toEqual([shop]);
		await call(hub.operator, revokeHostKey, { params: { host: second.id, hostKey: await keyOf(second.id) } });
		expect(await served(first)).toEqual([shop]);
		expect((await call(merchant, listNotifications, {})).items).toEqual([]);
	});

	it("loses the shops of a plugin that it is not admitted for any more, and no others", async () => {
		const host = await admit("kept");
		const admission = (...plugins: string[]) =>
			call(hub.operator, changeHost, { params: { host: host.id }, body: { plugins } });
		await admission("kept", "taken");
		for (const id of ["kept", "taken"]) await call(host, hello, greeting(testManifest({ id })));
		const merchant = await hub.newMerchant();
		const [kept, taken] = [await newShop(merchant, "kept"), await newShop(merchant, "taken")];
		await admission("kept");
		expect(await served(host)).toEqual([kept]);
		const { items } = await call(merchant, listNotifications, {});
		expect(items).toMatchObject([{ code: "NOT_SERVED", about: { connection: taken } }]);
		await admission("kept", "taken");
		await call(host, hello, greeting(testManifest({ id: "taken" })));
		expect((await served(host)).sort()).toEqual([kept, taken].sort());
	});

	it("is not known by a key that is another's", async () => {
		const [one, other] = [await admit("one"), await admit("other")];
		const params = { host: one.id, hostKey: await keyOf(other.id) };
		await expect(call(hub.operator, revokeHostKey, { params })).rejects.toMatchObject({ problem: { status: 404 } });
		const unknown = { params: { host: randomUUID() } };
		await expect(call(hub.operator, createHostKey, unknown)).rejects.toMatchObject({ problem: { status: 404 } });
	});
});
