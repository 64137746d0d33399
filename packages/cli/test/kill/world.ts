import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbeddedPostgres } from "@kontor/hub";
import { type FakeWooCommerce, startFakeWooCommerce } from "@kontor/plugin-woocommerce/fake";
import {
	type ClientOptions,
	call,
	connectConnection,
	createAccount,
	createConnection,
	createHost,
	createMerchant,
	createMerchantKey,
	getConnection,
} from "@kontor/protocol";
import { Client } from "pg";
import { IBAN } from "./bank.ts";
import { ProcessUnderTest, patiently } from "./process-under-test.ts";

/** A shop, a hub process and a host process that can be killed, a database, and a merchant whose shop is connected. */
export interface World {
	readonly fake: FakeWooCommerce;
	readonly hub: ProcessUnderTest;
	readonly host: ProcessUnderTest;
	readonly merchant: ClientOptions;
	readonly connection: string;
	readonly account: string;
	/** The owner's connection: sees what is stored. */
	readonly sql: Client;
	close(): Promise<void>;
}

const OPERATOR_KEY = "operator-key-of-the-kill-tests-0123456789";
const TOP = join(import.meta.dirname, "../../../..");

/** @param leaseSeconds short, so that what a killed host held is offered again soon. */
export async function createWorld(leaseSeconds = 6): Promise<World> {
	const home = await mkdtemp(join(tmpdir(), "kontor-kill-"));
	// Where root runs this, the database's own user has to pass through.
	await chmod(home, 0o711);
	const database = await startEmbeddedPostgres(join(home, "postgres"), ["fsync=off", "synchronous_commit=off"]);
	const fake = await startFakeWooCommerce({ deliverAtOnce: true });
	const hub = new ProcessUnderTest(`http://127.0.0.1:${await freePort()}`, [join(TOP, "hub/src/main.ts")], {
		KONTOR_HOME: home,
		DATABASE_URL: database.url,
		KONTOR_OPERATOR_KEY: OPERATOR_KEY,
		KONTOR_LEASE_SECONDS: String(leaseSeconds),
		LOG_LEVEL: "warn",
		NODE_COMPILE_CACHE: join(home, "compiled"),
	});
	hub.environment.KONTOR_LISTEN = new URL(hub.url).host;
	await hub.start();
	await hub.compiled();

	const operator = { baseUrl: hub.url, key: OPERATOR_KEY };
	const { key: hostKey } = await call(operator, createHost, { body: { name: "killed", plugins: ["woocommerce"] } });
	const host = new ProcessUnderTest(
		`http://127.0.0.1:${await freePort()}`,
		[join(TOP, "packages/cli/src/main.ts"), "host"],
		{
			KONTOR_HUB_URL: hub.url,
			KONTOR_HOST_KEY: hostKey,
			KONTOR_ALLOW_PRIVATE_ADDRESSES: "true",
			LOG_LEVEL: "warn",
			NODE_COMPILE_CACHE: join(home, "compiled"),
		},
	);
	host.environment.KONTOR_HOST_LISTEN = new URL(host.url).host;
	host.environment.KONTOR_PUBLIC_URL = host.url;
	await host.start();
	await host.compiled();

	const { id } = await call(operator, createMerchant, { body: { name: "Laden GmbH" } });
	const { key } = await call(operator, createMerchantKey, {
		params: { merchant: id },
		body: { label: "kill tests", scopes: ["read", "write"] },
	});
	const merchant = { baseUrl: hub.url, key };
	const account = await call(merchant, createAccount, {
		body: { name: "Geschäftskonto", number: IBAN, assignFrom: "2020-01-01" },
	});
	const connection = await connect(merchant, fake);
	const sql = new Client({ connectionString: database.url });
	await sql.connect();
	return {
		fake,
		hub,
		host,
		merchant,
		connection,
		account: account.id,
		sql,
		async close() {
			await host.stop();
			await hub.stop();
			await sql.end();
			await fake.close();
			await database.stop();
			await rm(home, { recursive: true, force: true });
		},
	};
}

async function connect(merchant: ClientOptions, { url, shop }: FakeWooCommerce): Promise<string> {
	const { id } = await patiently("plugin known", () =>
		call(merchant, createConnection, {
			body: {
				plugin: "woocommerce",
				name: "Shop",
				config: { url, allowHttp: true },
				secrets: { consumerKey: shop.consumerKey, consumerSecret: shop.consumerSecret },
			},
		}),
	);
	const state = async (wanted: string) => {
		const connection = await call(merchant, getConnection, { params: { connection: id } });
		if (connection.state !== wanted) throw new Error(`${connection.state}: ${JSON.stringify(connection.problems)}`);
	};
	await patiently("checked", () => state("ready"), 20_000);
	await call(merchant, connectConnection, { params: { connection: id } });
	await patiently("connected", () => state("connected"), 20_000);
	await patiently("webhooks", async () => {
		if (shop.webhooks.size === 0) throw new Error("none yet");
	});
	// The shop's clock has seconds: an order of the second of T would count as older than the connection (A7).
	await sleep(1_100);
	return id;
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === "string") throw new Error("no free port");
	return address.port;
}
