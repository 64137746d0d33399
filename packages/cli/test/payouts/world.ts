import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startHost } from "@kontor/host";
import { migrate, provideHubLogin, startEmbeddedPostgres, startHub } from "@kontor/hub";
import { appAt, ebay, type FakeEbay, startFakeEbay } from "@kontor/plugin-ebay/fake";
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
import { pino } from "pino";
import { expect } from "vitest";
import { IBAN } from "../kill/bank.ts";

const OPERATOR_KEY = "operator-key-of-the-payouts-0123456789";

/** A seller's eBay with a real hub and host between it and his bank account. */
export interface World {
	readonly fake: FakeEbay;
	readonly merchant: ClientOptions;
	readonly account: string;
	/** Where eBay calls the host. */
	readonly notifications: string;
	/** The seller consents and connects; from then on his orders are read. */
	connect(): Promise<string>;
	/** Has eBay read now instead of in a minute. */
	pullNow(connection: string): Promise<void>;
	close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
	const closing: (() => Promise<unknown>)[] = [];
	const home = await mkdtemp(join(tmpdir(), "kontor-payouts-"));
	closing.push(() => rm(home, { recursive: true, force: true }));
	// Where root runs this, the database's own user has to pass through.
	await chmod(home, 0o711);
	const database = await startEmbeddedPostgres(join(home, "postgres"), ["fsync=off", "synchronous_commit=off"]);
	closing.push(() => database.stop());
	await migrate(database.url);
	const secretKey = new Uint8Array(32);
	const hub = await startHub({
		databaseUrl: await provideHubLogin(database.url, secretKey),
		secretKey,
		operatorKey: OPERATOR_KEY,
		allowPrivateAddresses: true,
		tickMs: 100,
		log: pino({ level: "silent" }),
	});
	closing.push(() => hub.close());
	const fake = await startFakeEbay();
	closing.push(() => fake.close());
	const operator = { baseUrl: hub.url, key: OPERATOR_KEY };
	const { key: hostKey } = await call(operator, createHost, { body: { name: "payouts", plugins: ["ebay"] } });
	const host = await startHost({
		hubUrl: hub.url,
		key: hostKey,
		plugins: [ebay({ originOf: () => fake.url })],
		apps: { ebay: appAt(fake) },
		allowPrivateAddresses: true,
		graceMs: 500,
		waitSeconds: 1,
	});
	closing.push(() => host.close());
	await host.ready;
	fake.acceptUrl = `${host.url}/routes/ebay/callback`;

	const { id } = await call(operator, createMerchant, { body: { name: "Teehaus Kiel" } });
	const params = { merchant: id };
	const body = { label: "payouts", scopes: ["read" as const, "write" as const] };
	const { key } = await call(operator, createMerchantKey, { params, body });
	const merchant = { baseUrl: hub.url, key };
	const account = { name: "Geschäftskonto", number: IBAN, assignFrom: "2020-01-01" };
	return {
		fake,
		merchant,
		account: (await call(merchant, createAccount, { body: account })).id,
		notifications: `${host.url}/routes/ebay/notifications`,
		connect: () => connect(merchant, fake),
		pullNow: (connection) =>
			hub.hub.db.merchant(id, "pull now", async (tx) => {
				await tx.execute(
					`UPDATE connections SET next_pull_at = now() - interval '1 s' WHERE id = $1::uuid`,
					connection,
				);
			}),
		async close() {
			for (const close of closing.reverse()) await close();
		},
	};
}

/** His browser is sent from address to address. */
async function connect(merchant: ClientOptions, { ebay }: FakeEbay): Promise<string> {
	const { id } = await call(merchant, createConnection, {
		body: { plugin: "ebay", name: "eBay", config: { seller: ebay.seller.username, marketplace: "EBAY_DE" } },
	});
	const params = { connection: id };
	const show = () => call(merchant, getConnection, { params });
	await expect.poll(async () => (await show()).authorizeUrl, { timeout: 10_000 }).not.toBeNull();
	for (let url = (await show()).authorizeUrl; url?.includes("127.0.0.1"); ) {
		const answer: Response = await fetch(url, { redirect: "manual" });
		const location: string | null = answer.headers.get("location");
		url = location === null ? null : new URL(location, url).href;
	}
	await expect.poll(async () => (await show()).state, { timeout: 10_000 }).toBe("ready");
	await call(merchant, connectConnection, { params });
	await expect.poll(async () => (await show()).state, { timeout: 10_000 }).toBe("connected");
	return id;
}
