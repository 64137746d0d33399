import { chmod, mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Host, startHost } from "@kontor/host";
import { migrate, provideHubLogin, type RunningHub, startEmbeddedPostgres, startHub } from "@kontor/hub";
import { bueroplus } from "@kontor/plugin-bueroplus";
import { type FakeErp, LOGIN, startFakeBueroplus } from "@kontor/plugin-bueroplus/fake";
import { connector as woocommerce } from "@kontor/plugin-woocommerce";
import { type FakeWooCommerce, startFakeWooCommerce } from "@kontor/plugin-woocommerce/fake";
import {
	type ClientOptions,
	call,
	connectConnection,
	createConnection,
	createHost,
	createMerchant,
	createMerchantKey,
	getConnection,
	putMailServer,
} from "@kontor/protocol";
import { pino } from "pino";
import { SMTPServer } from "smtp-server";

const OPERATOR_KEY = "operator-key-of-the-erp-tests-0123456789";

/** A WooCommerce shop and büro⁺ of one merchant, with a real hub and host between them, and where his e-mails arrive. */
export interface World {
	readonly hub: RunningHub;
	readonly merchant: ClientOptions;
	readonly shop: FakeWooCommerce;
	readonly erp: FakeErp;
	/** Every e-mail that arrived, as it was sent. */
	readonly mails: readonly string[];
	readonly erpConnection: string;
	close(): Promise<void>;
}

export async function createWorld(erpConfig: Record<string, unknown>): Promise<World> {
	const closing: (() => Promise<unknown>)[] = [];
	const home = await mkdtemp(join(tmpdir(), "kontor-erp-"));
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
	const shop = await startFakeWooCommerce({ deliverAtOnce: true });
	closing.push(() => shop.close());
	const erp = await startFakeBueroplus();
	closing.push(() => erp.close());
	const host = await hosted(hub);
	closing.push(() => host.close());
	const sink = await mailSink();
	closing.push(() => sink.close());

	const merchant = await newMerchant(hub, sink.port);
	await connected(merchant, {
		plugin: "woocommerce",
		name: "Shop",
		config: { url: shop.url, allowHttp: true },
		secrets: { consumerKey: shop.shop.consumerKey, consumerSecret: shop.shop.consumerSecret },
	});
	const erpConnection = await connected(merchant, {
		plugin: "bueroplus",
		name: "büro⁺",
		config: { url: erp.url, ...erpConfig },
		secrets: LOGIN,
	});
	// The shops' clocks have seconds: an order of the second of T would count as older than the connection (A7).
	await sleep(1_100);
	return {
		hub,
		merchant,
		shop,
		erp: erp.shop,
		mails: sink.mails,
		erpConnection,
		async close() {
			for (const close of closing.reverse()) await close();
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

async function hosted(hub: RunningHub): Promise<Host> {
	const operator = { baseUrl: hub.url, key: OPERATOR_KEY };
	const { key } = await call(operator, createHost, { body: { name: "erp", plugins: ["woocommerce", "bueroplus"] } });
	const host = await startHost({
		hubUrl: hub.url,
		key,
		plugins: [woocommerce, bueroplus],
		allowPrivateAddresses: true,
		graceMs: 500,
		waitSeconds: 1,
	});
	await host.ready;
	return host;
}

async function newMerchant(hub: RunningHub, port: number): Promise<ClientOptions> {
	const operator = { baseUrl: hub.url, key: OPERATOR_KEY };
	const { id } = await call(operator, createMerchant, { body: { name: "Laden GmbH" } });
	const body = { label: "erp tests", scopes: ["read" as const, "write" as const] };
	const { key } = await call(operator, createMerchantKey, { params: { merchant: id }, body });
	const merchant = { baseUrl: hub.url, key };
	const from = { name: "Laden GmbH", address: "laden@laden.example" };
	await call(merchant, putMailServer, {
		body: { server: { host: "127.0.0.1", port, security: "none", user: "laden", from }, secrets: { password: "x" } },
	});
	return merchant;
}

async function connected(
	merchant: ClientOptions,
	body: { plugin: string; name: string; config: Record<string, unknown>; secrets: Record<string, unknown> },
): Promise<string> {
	const { id } = await call(merchant, createConnection, { body });
	const params = { connection: id };
	const state = () => call(merchant, getConnection, { params });
	await until(`${body.plugin} ready`, state, (one) => one.state === "ready");
	await call(merchant, connectConnection, { params });
	await until(`${body.plugin} connected`, state, (one) => one.state === "connected");
	return id;
}

async function mailSink() {
	const mails: string[] = [];
	const server = new SMTPServer({
		disabledCommands: ["STARTTLS"],
		allowInsecureAuth: true,
		onAuth: ({ username }, _session, done) => done(null, { user: username }),
		onData(stream, _session, done) {
			const parts: Buffer[] = [];
			stream.on("data", (part: Buffer) => parts.push(part));
			stream.on("end", () => {
				mails.push(Buffer.concat(parts).toString("utf8"));
				done();
			});
		},
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	const { port } = server.server.address() as AddressInfo;
	return { mails, port, close: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}
