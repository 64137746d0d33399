import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Connector } from "@kontor/connector";
import { startHost } from "@kontor/host";
import { migrate, provideHubLogin, type RunningHub, startEmbeddedPostgres, startHub } from "@kontor/hub";
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
	importStatement,
} from "@kontor/protocol";
import { pino } from "pino";
import { IBAN, mt940, type Payment } from "../kill/bank.ts";

/** A hub with its database, and a host with plugins. */
export interface World {
	readonly hub: RunningHub;
	/** Where platforms call the host. */
	readonly hostUrl: string;
	/** A merchant of his own. */
	readonly owner: () => Promise<Owner>;
	close(): Promise<void>;
}

export interface Owner {
	readonly id: string;
	readonly api: ClientOptions;
	/** The statement of today of his bank account, with these payments; without one nobody is asked for any. */
	readonly receive: (payments: readonly Payment[]) => Promise<void>;
	/** Connects a shop with typed credentials. @returns the connection's id */
	readonly connect: (shop: Typed) => Promise<string>;
}

interface Typed {
	readonly plugin: string;
	readonly name: string;
	readonly config: Record<string, unknown>;
	readonly secrets: Record<string, unknown>;
}

const OPERATOR_KEY = "operator-key-of-the-lives-0123456789abcdef";

export async function openWorld(
	plugins: readonly Connector[],
	apps: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<World> {
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
		hub,
		hostUrl: host.url,
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
	const body = { name: "Geschäftskonto", number: IBAN, assignFrom: "2020-01-01" };
	let account: Promise<{ id: string }> | undefined;
	return {
		id,
		api,
		async receive(payments) {
			account ??= call(api, createAccount, { body });
			const params = { account: (await account).id };
			await call(api, importStatement, { params, body: new TextEncoder().encode(mt940(payments)) });
		},
		async connect(shop) {
			const params = { connection: (await call(api, createConnection, { body: shop })).id };
			const state = () => call(api, getConnection, { params });
			await until(`${shop.plugin} ready`, state, (one) => one.state === "ready");
			await call(api, connectConnection, { params });
			await until(`${shop.plugin} connected`, state, (one) => one.state === "connected");
			return params.connection;
		},
	};
}

/** Waits until it is so; says what it was last where it never is. */
export async function until<T>(
	what: string,
	look: () => Promise<T> | T,
	isSo: (seen: T) => boolean,
	patienceMs = 15_000,
): Promise<T> {
	const end = Date.now() + patienceMs;
	for (;;) {
		const seen = await look();
		if (isSo(seen)) return seen;
		if (Date.now() > end) throw new Error(`${what}: ${JSON.stringify(seen)}`);
		await sleep(20);
	}
}

/** A shop's clock has seconds: what is of the second of T counts as older than the connection (PRODUCT A7). */
export interface ShopClock {
	readonly now: () => Date;
	readonly aMomentLater: () => void;
}

export function shopClock(): ShopClock {
	let ahead = 0;
	return {
		now: () => new Date(Date.now() + ahead),
		aMomentLater: () => {
			ahead += 1_100;
		},
	};
}
