import {
	type ClientOptions,
	call,
	changeHost,
	createConnection,
	createHost,
	disconnectConnection,
	hello,
	listConnections,
	listPlugins,
} from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { connectShop, testManifest } from "./support/test-shop.ts";

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());

async function admit(plugin: string, connections: string[] = []): Promise<ClientOptions & { id: string }> {
	const { id, key } = await call(hub.operator, createHost, { body: { name: "host", plugins: [plugin], connections } });
	return { id, key, baseUrl: hub.url };
}

const greeting = (manifest: { contract: number }, publicUrl: string | null = "https://host.test") => ({
	body: { manifest, host: { version: "1", publicUrl } },
});

const idsOf = async (host: ClientOptions) =>
	(await call(host, listConnections, { body: {} })).connections.map(({ id }) => id).sort();

describe("a host's hello", () => {
	it("keeps the plugin's manifest, for merchants to choose from", async () => {
		const manifest = testManifest({ id: "hello-kept" });
		const host = await admit("hello-kept");
		expect(await call(host, hello, greeting(manifest))).toMatchObject({ contract: 1, leaseSeconds: 60 });
		const merchant = await hub.newMerchant();
		const { items } = await call(merchant, listPlugins, {});
		expect(items.find(({ id }) => id === "hello-kept")).toEqual(manifest);
	});

	it("is refused with 426 for another contract major, whatever shape its manifest has", async () => {
		const host = await admit("future");
		const answer = call(host, hello, greeting({ contract: 2, somethingElse: true } as { contract: number }));
		await expect(answer).rejects.toMatchObject({
			problem: { status: 426, code: "CONTRACT_REFUSED", forMerchant: { de: expect.stringContaining("Vertrag 2") } },
		});
	});

	it("is refused for a plugin that the key is not bound to", async () => {
		const host = await admit("mine");
		await expect(call(host, hello, greeting(testManifest({ id: "theirs" })))).rejects.toMatchObject({
			problem: { status: 403, code: "NOT_ALLOWED" },
		});
	});

	it("is welcome for a plugin that its host is admitted for later; the key stays", async () => {
		const host = await admit("first");
		await call(hub.operator, changeHost, { params: { host: host.id }, body: { plugins: ["first", "second"] } });
		const greeted = await call(host, hello, greeting(testManifest({ id: "second" })));
		expect(greeted).toMatchObject({ contract: 1 });
		const unknown = { params: { host: crypto.randomUUID() }, body: { plugins: ["first"] } };
		await expect(call(hub.operator, changeHost, unknown)).rejects.toMatchObject({ problem: { status: 404 } });
	});

	it("is refused with the place that is wrong in the manifest, or in its schemas", async () => {
		const host = await admit("broken");
		const { limits: _, ...incomplete } = testManifest({ id: "broken" });
		await expect(call(host, hello, greeting(incomplete))).rejects.toMatchObject({
			problem: { status: 400, issues: [expect.objectContaining({ path: "body.manifest.limits" })] },
		});
		const noSchema = testManifest({ id: "broken", config: { type: "objekt" } });
		await expect(call(host, hello, greeting(noSchema))).rejects.toMatchObject({
			problem: { status: 400, issues: [expect.objectContaining({ path: "body.manifest.config" })] },
		});
	});

	it("takes the connections of its plugin that waited for a host, of all merchants, and no others", async () => {
		const manifest = testManifest({ id: "adopted" });
		const first = await admit("adopted");
		await call(first, hello, greeting(manifest));
		const [one, other] = [await hub.newMerchant(), await hub.newMerchant()];
		const added = await Promise.all([one, other].map((merchant) => newConnection(merchant, "adopted")));
		await hub.sql.query("UPDATE hosted_connections SET host_id = NULL WHERE host_id = $1", [first.id]);
		await hub.sql.query("UPDATE connections SET host_id = NULL WHERE host_id = $1", [first.id]);
		expect(await idsOf(first)).toEqual([]);

		const second = await admit("adopted");
		await call(second, hello, greeting(manifest));
		expect(await idsOf(second)).toEqual(added.sort());
		await call(first, hello, greeting(manifest));
		expect(await idsOf(first)).toEqual([]);
		const { rows } = await hub.sql.query("SELECT merchant_id FROM work_hints WHERE host_id = $1", [second.id]);
		expect(rows).toHaveLength(2);
	});

	it("leaves no connection without a host that is added at the same moment, and gives each to one host", async () => {
		const manifest = testManifest({ id: "crowded" });
		const first = await admit("crowded");
		await call(first, hello, greeting(manifest));
		await hub.sql.query("UPDATE hosts SET hello_at = NULL WHERE id = $1", [first.id]);
		const merchants = [await hub.newMerchant(), await hub.newMerchant()];
		const waiting = await Promise.all(merchants.map((merchant) => newConnection(merchant, "crowded")));
		const hosts = [await admit("crowded"), await admit("crowded")];
		const [, ...added] = await Promise.all([
			Promise.all(hosts.map((host) => call(host, hello, greeting(manifest)))),
			...Array.from({ length: 8 }, (_, index) => newConnection(merchants[index % 2] ?? first, "crowded")),
		]);
		const served = (await Promise.all(hosts.map(idsOf))).flat();
		expect(served.sort()).toEqual([...waiting, ...added].sort());
		const { rows } = await hub.sql.query(
			"SELECT FROM connections c JOIN hosted_connections h ON h.connection_id = c.id WHERE c.host_id IS DISTINCT FROM h.host_id",
		);
		expect(rows).toEqual([]);
	});

	it("of a host that is bound to single connections takes these, and does not speak for the plugin", async () => {
		const manifest = testManifest({ id: "desktop" });
		const general = await admit("desktop");
		await call(general, hello, greeting(manifest));
		const merchant = await hub.newMerchant();
		const [bound, free] = [await newConnection(merchant, "desktop"), await newConnection(merchant, "desktop")];

		const desktop = await admit("desktop", [bound]);
		expect(await idsOf(desktop)).toEqual([]);
		await call(
			desktop,
			hello,
			greeting({ ...manifest, title: { de: "Fremd", en: "Foreign" } } as typeof manifest, null),
		);
		expect(await idsOf(desktop)).toEqual([bound]);
		expect(await idsOf(general)).toEqual([free]);
		const { items } = await call(merchant, listPlugins, {});
		expect(items.find(({ id }) => id === "desktop")?.title).toEqual(manifest.title);
	});

	it("has webhooks looked after where its address is new, of connected shops only", async () => {
		const manifest = testManifest();
		const host = await hub.newHost(manifest, null);
		const merchant = await hub.newMerchant();
		const connected = await connectShop(hub, merchant, host, "https://connected.example");
		const gone = await connectShop(hub, merchant, host, "https://gone.example");
		await call(merchant, disconnectConnection, { params: { connection: gone.id } });
		await hub.sql.query("UPDATE work SET state = 'done' WHERE body ->> 'request' = 'watch-webhooks'");
		const watched = async () =>
			(
				await hub.sql.query(
					"SELECT connection_id FROM work WHERE body ->> 'request' = 'watch-webhooks' AND state = 'ready'",
				)
			).rows;

		await call(host, hello, greeting(manifest, null));
		expect(await watched()).toEqual([]);
		await call(host, hello, greeting(manifest, "https://new.test"));
		expect(await watched()).toEqual([{ connection_id: connected.id }]);
		await hub.sql.query("UPDATE work SET state = 'done' WHERE body ->> 'request' = 'watch-webhooks'");
		await call(host, hello, greeting(manifest, "https://new.test"));
		expect(await watched()).toEqual([]);
	});
});

async function newConnection(merchant: ClientOptions, plugin: string): Promise<string> {
	const url = `https://${crypto.randomUUID()}.example`;
	const { id } = await call(merchant, createConnection, {
		body: { plugin, name: "Shop", config: { url }, secrets: { apiKey: "sesame" } },
	});
	return id;
}
