import {
	type ClientOptions,
	call,
	createConnection,
	createHost,
	getConnection,
	hello,
	install,
	listConnections,
	listMerchantConnections,
	patchConnection,
	putSecrets,
} from "@kontor/protocol";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { answerRequests, answersOf, type ShopAnswers, testManifest } from "./support/test-shop.ts";

const CANARIES = ["canary-of-creation", "canary-of-a-patch", "canary-of-renewal", "canary-of-a-mistake"] as const;
const [CREATED, PATCHED, RENEWED, MISTAKEN] = CANARIES;

describe("secrets (I7)", () => {
	let hub: TestHub;
	let host: ClientOptions & { id: string };
	let merchant: ClientOptions;
	let answered = "";
	/** Everything that a merchant's browser could ever see. */
	const recorded: typeof fetch = async (...given) => {
		const response = await fetch(...given);
		answered += JSON.stringify([...response.headers]) + (await response.clone().text());
		return response;
	};
	beforeAll(async () => {
		hub = await startTestHub();
		host = await hub.newHost(testManifest());
		merchant = { ...(await hub.newMerchant()), fetch: recorded };
	});
	afterAll(() => hub.close());

	const hosted = async (id: string, by: ClientOptions = host) =>
		(await call(by, listConnections, { body: { only: [id] } })).connections[0];

	it("reach their host, and nobody and nothing else", async () => {
		const config = { url: "https://shop.example" };
		const wanted = { plugin: "testshop", name: "Shop", config, secrets: { apiKey: CREATED } };
		const { id } = await call(merchant, createConnection, { body: wanted }, { headers: { "idempotency-key": "once" } });
		expect(await hosted(id)).toMatchObject({ secrets: { apiKey: CREATED }, secretsVersion: 1 });
		const params = { connection: id };
		await call(merchant, patchConnection, { params, body: { secrets: { apiKey: PATCHED } } });
		expect(await hosted(id)).toMatchObject({ secrets: { apiKey: PATCHED }, secretsVersion: 2 });
		const renewed = { ifVersion: 2, secrets: { apiKey: RENEWED }, refreshBefore: null };
		expect(await call(host, putSecrets, { params, body: renewed })).toEqual({ secretsVersion: 3 });
		expect(await hosted(id)).toMatchObject({ secrets: { apiKey: RENEWED }, secretsVersion: 3 });

		const mistakes = [
			call(merchant, createConnection, {
				body: { ...wanted, secrets: { apiKey: 1, apiSecret: MISTAKEN } },
			}),
			call(merchant, createConnection, { body: { ...wanted, secrets: { apiKey: [MISTAKEN] } } }),
			call(merchant, patchConnection, { params, body: { secrets: { apiKey: { wrong: MISTAKEN } } } }),
			call(host, putSecrets, { params, body: { ifVersion: 3, secrets: { apiKey: [MISTAKEN] }, refreshBefore: null } }),
			call(host, install, { body: { plugin: "testshop", nonce: "x".repeat(43), secrets: { apiKey: MISTAKEN } } }),
		];
		for (const { status } of await Promise.allSettled(mistakes)) expect(status).toBe("rejected");
		await call(merchant, getConnection, { params });
		await call(merchant, listMerchantConnections, {});
		const webhookKeys = (await hosted(id))?.webhookKeys ?? [];
		expect(webhookKeys).toEqual([expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)]);

		for (const secret of [...CANARIES, ...webhookKeys, host.key, merchant.key]) {
			expect(answered).not.toContain(secret);
			expect(hub.logged()).not.toContain(secret);
			for (const form of formsOf(secret)) expect(await stored()).not.toContain(form);
		}
	});

	it("are in no log when the hub fails in the middle", async () => {
		await hub.sql.query("ALTER TABLE connections RENAME COLUMN webhook_keys TO renamed");
		const wanted = {
			plugin: "testshop",
			name: "S",
			config: { url: "https://a.example" },
			secrets: { apiKey: CREATED },
		};
		await expect(call(merchant, createConnection, { body: wanted })).rejects.toMatchObject({
			problem: { status: 500 },
		});
		await hub.sql.query("ALTER TABLE connections RENAME COLUMN renamed TO webhook_keys");
		expect(hub.logged()).toContain("request failed");
		for (const secret of [...CANARIES, merchant.key]) expect(hub.logged()).not.toContain(secret);
	});

	it("do not open in another connection's row, which then stops no other shop", async () => {
		const add = (url: string, apiKey: string) =>
			call(merchant, createConnection, {
				body: { plugin: "testshop", name: "Shop", config: { url }, secrets: { apiKey } },
			});
		const [one, other] = [await add("https://one.example", "key-one"), await add("https://other.example", "key-other")];
		await hub.sql.query(
			"UPDATE connections SET secrets = (SELECT secrets FROM connections WHERE id = $1) WHERE id = $2",
			[one.id, other.id],
		);
		const { connections } = await call(host, listConnections, { body: { only: [one.id, other.id] } });
		expect(connections).toMatchObject([{ id: one.id, secrets: { apiKey: "key-one" } }]);
		expect(hub.logged()).toContain(`"connection":"${other.id}"`);
	});

	it("are replaced by a host only where they are still those it knows", async () => {
		const fresh = await hub.newMerchant();
		const { id } = await call(fresh, createConnection, {
			body: { plugin: "testshop", name: "Shop", config: { url: "https://f.example" }, secrets: { apiKey: "first" } },
		});
		const put = (ifVersion: number, apiKey: string) =>
			call(host, putSecrets, {
				params: { connection: id },
				body: { ifVersion, secrets: { apiKey }, refreshBefore: null },
			});
		const answers = await Promise.allSettled([put(1, "one"), put(1, "two")]);
		expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
		await expect(put(1, "three")).rejects.toMatchObject({ problem: { status: 412, code: "VERSION_MOVED" } });
		expect((await hosted(id))?.secretsVersion).toBe(2);
	});

	it("that expire are renewed once the shop accepts them, then in time; where that fails, the merchant is told", async () => {
		const manifest = testManifest({ id: "expiring" });
		hub.advance(1000);
		const renewing = await hub.newHost({
			...manifest,
			capabilities: { ...manifest.capabilities, refreshesSecrets: true },
		});
		const url = "https://x.example";
		const { id } = await call(merchant, createConnection, {
			body: { plugin: "expiring", name: "Shop", config: { url }, secrets: { apiKey: "first" } },
		});
		const answer = async (changes: Partial<ShopAnswers> = {}) => {
			const asked = await answerRequests(renewing, () => ({ ...answersOf(url, hub.now()), ...changes }));
			return asked.map(({ request }) => request);
		};
		expect(await answer()).toContain("refresh-secrets");

		const refreshBefore = new Date(hub.now().getTime() + 4 * 60 * 60 * 1000).toISOString();
		await call(renewing, putSecrets, {
			params: { connection: id },
			body: { ifVersion: 1, secrets: { apiKey: "second" }, refreshBefore },
		});
		hub.advance(3 * 60 * 60 * 1000 - 1);
		expect(await answer()).toEqual([]);
		hub.advance(1);
		const fault = { fault: "invalid-input", code: "TOKEN_REVOKED", message: "invalid_grant" } as const;
		expect(await answer({ renewal: { kind: "fault", fault } })).toEqual(["refresh-secrets"]);
		const problems = async () => (await call(merchant, getConnection, { params: { connection: id } })).problems;
		expect(await problems()).toMatchObject([{ code: "TOKEN_REVOKED" }]);
		hub.advance(15 * 60 * 1000);
		expect(await answer()).toEqual(["refresh-secrets"]);
		expect(await problems()).toEqual([]);
	});

	it("go to no host that is bound to other plugins or connections", async () => {
		const fresh = await hub.newMerchant();
		const { id } = await call(fresh, createConnection, {
			body: { plugin: "testshop", name: "Shop", config: { url: "https://g.example" }, secrets: { apiKey: "mine" } },
		});
		const other = await hub.newHost(testManifest({ id: "other-plugin" }));
		const bound = await call(hub.operator, createHost, {
			body: { name: "bound", plugins: ["testshop"], connections: [crypto.randomUUID()] },
		});
		const desktop = { baseUrl: hub.url, key: bound.key };
		await call(desktop, hello, { body: { manifest: testManifest(), host: { version: "1", publicUrl: null } } });
		for (const by of [other, desktop]) expect(await hosted(id, by)).toBeUndefined();
		// A host that lost the plugin has lost its connections.
		await hub.sql.query("UPDATE hosts SET plugins = '{other-plugin}' WHERE id = $1", [host.id]);
		expect(await hosted(id)).toBeUndefined();
		await hub.sql.query("UPDATE hosts SET plugins = '{testshop}' WHERE id = $1", [host.id]);
		expect(await hosted(id)).toMatchObject({ secrets: { apiKey: "mine" } });
	});

	/** As text, and as whatever a column of bytes may show. */
	function formsOf(secret: string | undefined): string[] {
		const bytes = Buffer.from(secret ?? "");
		return [bytes.toString(), bytes.toString("hex"), bytes.toString("base64").replace(/=+$/, "")];
	}

	async function stored(): Promise<string> {
		const { rows } = await hub.sql.query<{ name: string }>(
			`SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker')`,
		);
		const union = rows.map(({ name }) => `SELECT t::text AS row FROM ${name} t`).join(" UNION ALL ");
		const { rows: all } = await hub.sql.query<{ row: string }>(union);
		return all.map(({ row }) => row).join("\n");
	}
});
