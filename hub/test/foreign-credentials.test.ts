import {
	type ClientOptions,
	call,
	createConnection,
	createHost,
	hello,
	OPERATIONS,
	type Operation,
} from "@kontor/protocol";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleRequest } from "./support/sample-request.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";
import { testManifest } from "./support/test-shop.ts";
import { CANARY, type Victim, victimOf } from "./support/victim.ts";

/** Global tables that name a merchant (DESIGN 4): they are read before it is known whose request it is. */
const LEADS_TO_MERCHANTS = [
	"bank_access_dues",
	"credentials",
	"embedded_sessions",
	"hosted_connections",
	"installations",
	"integrated_accounts",
	"shop_installations",
	"link_codes",
	"message_dues",
	"work_hints",
];

/** I6: every operation there is, and every one that is added later, with every credential that it is not for. */
describe("foreign credentials", () => {
	let hub: TestHub;
	let victim: Victim;
	/** By audience: who may call such operations, for himself only. */
	let strangers: Record<Operation["audience"], readonly ClientOptions[]>;

	beforeAll(async () => {
		hub = await startTestHub();
		const host = await hub.newHost(testManifest());
		const merchant = await hub.newMerchant(CANARY);
		victim = await victimOf(hub, { ...merchant, host });
		const stranger = await hub.newMerchant("Stranger");
		strangers = {
			merchant: [stranger],
			host: [await hostOfSamePlugin(), await hostOfOneConnection(stranger)],
			operator: [],
			public: [],
		};
	});
	afterAll(() => hub.close());

	async function hostOfSamePlugin(): Promise<ClientOptions> {
		const { key } = await call(hub.operator, createHost, { body: { name: "stranger", plugins: ["testshop"] } });
		return { baseUrl: hub.url, key };
	}

	async function hostOfOneConnection(merchant: ClientOptions): Promise<ClientOptions> {
		const given = {
			plugin: "testshop",
			name: "Own",
			config: { url: "https://own.example" },
			secrets: { apiKey: "own" },
		};
		const { id } = await call(merchant, createConnection, { body: given });
		const bound = { name: "bound", plugins: ["testshop"], connections: [id] };
		const { key } = await call(hub.operator, createHost, { body: bound });
		const host = { baseUrl: hub.url, key };
		await call(host, hello, { body: { manifest: testManifest(), host: { version: "1", publicUrl: null } } });
		return host;
	}

	function send(operation: Operation, key: string | undefined): Promise<Response> {
		const { path, body, type } = sampleRequest(operation, victim.idOf);
		return fetch(`${hub.url}${path}`, {
			method: operation.method.toUpperCase(),
			headers: { "content-type": type, ...(key === undefined ? {} : { authorization: `Bearer ${key}` }) },
			...(body === undefined ? {} : { body }),
		});
	}

	const guarded = OPERATIONS.filter(({ audience }) => audience !== "public");
	const named = guarded.map((operation) => [operation.id, operation] as const);

	it.each(named)("%s: without a key, with an invented one, and with one of another audience", async (_, operation) => {
		const before = await victim.everything();
		for (const key of [undefined, "kontor_invented"]) expect((await send(operation, key)).status).toBe(401);
		const others = { merchant: strangers.merchant[0], host: strangers.host[0], operator: hub.operator };
		for (const [audience, caller] of Object.entries(others)) {
			if (audience !== operation.audience) expect((await send(operation, caller?.key)).status, audience).toBe(403);
		}
		expect(await victim.everything()).toEqual(before);
	});

	const forStrangers = named.filter(([, { audience }]) => audience !== "operator");

	it.each(forStrangers)("%s: with a stranger's key about what is the victim's", async (_, operation) => {
		for (const stranger of strangers[operation.audience]) {
			const before = await victim.everything();
			const answer = await send(operation, stranger.key);
			const text = await answer.text();
			if (Object.keys(operation.params.shape).length > 0) expect([403, 404], text).toContain(answer.status);
			expect(answer.status, text).toBeLessThan(500);
			expect(text).not.toContain(CANARY);
			expect(await victim.everything()).toEqual(before);
		}
	});

	it("show and change nothing behind the routes either: the database keeps merchants apart itself", async () => {
		const login = new Client({ connectionString: hub.databaseUrl });
		await login.connect();
		try {
			const rows = await victim.everything();
			const tables = new Set(rows.map(({ t }) => t).filter((table) => !LEADS_TO_MERCHANTS.includes(table)));
			expect(tables.size).toBeGreaterThan(8);
			for (const merchantId of [null, "", crypto.randomUUID()]) {
				if (merchantId !== null) await login.query("SELECT set_config('kontor.merchant', $1, false)", [merchantId]);
				for (const table of tables) {
					expect((await login.query(`SELECT FROM ${table}`)).rowCount, `${table} for ${merchantId}`).toBe(0);
				}
			}
			const insert = "INSERT INTO settings (merchant_id, body, updated_at) VALUES ($1, '{}', now())";
			await expect(login.query(insert, [victim.idOf("merchant")])).rejects.toThrow(/row-level security/);
			await login.query("SELECT set_config('kontor.merchant', $1, false)", [victim.idOf("merchant")]);
			expect((await login.query("SELECT FROM connections")).rowCount).toBeGreaterThan(0);
			await expect(login.query("DELETE FROM assignments")).rejects.toThrow(/permission denied/);
			await expect(login.query("UPDATE assignments SET amount = 0")).rejects.toThrow(/permission denied/);
		} finally {
			await login.end();
		}
	});

	it.each(forStrangers)(
		"%s: the very same request reaches what it names with the victim's own key",
		async (_, operation) => {
			const own = operation.audience === "host" ? victim.host : victim.merchant;
			const answer = await send(operation, own.key);
			expect([401, 403, 404], await answer.text()).not.toContain(answer.status);
		},
	);
});
