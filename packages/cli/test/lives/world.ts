import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startHost } from "@kontor/host";
import { migrate, provideHubLogin, startEmbeddedPostgres, startHub } from "@kontor/hub";
import {
	type ClientOptions,
	call,
	createAccount,
	createHost,
	createMerchant,
	createMerchantKey,
	importStatement,
} from "@kontor/protocol";
import { pino } from "pino";
import { IBAN, mt940, type Payment } from "../kill/bank.ts";
import { type LivingShop, openShops } from "./shops.ts";

/** A merchant of his own for every shop, with a bank account. */
interface Owner {
	readonly api: ClientOptions;
	/** The bank's statement of today with these payments. */
	readonly receive: (payments: readonly Payment[]) => Promise<void>;
}

/** One hub with its database and one host, and a shop of every app platform and of WooCommerce. */
export interface World {
	readonly shops: readonly LivingShop[];
	readonly owner: () => Promise<Owner>;
	close(): Promise<void>;
}

const OPERATOR_KEY = "operator-key-of-the-shops-lives-0123456789";

export async function openWorld(): Promise<World> {
	const closing: (() => Promise<unknown>)[] = [];
	const home = await mkdtemp(join(tmpdir(), "kontor-lives-"));
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
	const opened = await openShops();
	closing.push(() => opened.close());
	const { shops, plugins, apps } = opened;
	const operator = { baseUrl: hub.url, key: OPERATOR_KEY };
	const ids = plugins.map(({ manifest }) => manifest.id);
	const { key } = await call(operator, createHost, { body: { name: "lives", plugins: ids } });
	const host = await startHost({
		hubUrl: hub.url,
		key,
		plugins,
		apps,
		allowPrivateAddresses: true,
		graceMs: 500,
		waitSeconds: 1,
	});
	closing.push(() => host.close());
	await host.ready;
	return {
		shops,
		owner: () => newOwner(operator),
		async close() {
			for (const close of closing.reverse()) await close();
		},
	};
}

async function newOwner(operator: ClientOptions): Promise<Owner> {
	const { id } = await call(operator, createMerchant, { body: { name: "Laden GmbH" } });
	const { key } = await call(operator, createMerchantKey, {
		params: { merchant: id },
		body: { label: "lives", scopes: ["read", "write"] },
	});
	const api = { ...operator, key };
	const { id: account } = await call(api, createAccount, {
		body: { name: "Geschäftskonto", number: IBAN, assignFrom: "2020-01-01" },
	});
	return {
		api,
		async receive(payments) {
			const body = new TextEncoder().encode(mt940(payments));
			await call(api, importStatement, { params: { account }, body });
		},
	};
}

/** Waits until it is so; says what it was last where it never is. */
export async function until<T>(what: string, look: () => Promise<T> | T, isSo: (seen: T) => boolean): Promise<T> {
	const end = Date.now() + 15_000;
	for (;;) {
		const seen = await look();
		if (isSo(seen)) return seen;
		if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(seen)}`);
		await sleep(50);
	}
}
