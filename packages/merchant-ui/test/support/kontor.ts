import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Connector, Text } from "@kontor/connector";
import { startHost } from "@kontor/host";
import { migrate, provideHubLogin, startEmbeddedPostgres, startHub } from "@kontor/hub";
import {
	type ClientOptions,
	type Connection,
	call,
	connectConnection,
	createConnection,
	createHost,
	createLinkCode,
	createMerchant,
	createMerchantKey,
	createPageLink,
	getConnection,
	listMerchantConnections,
	reportProblem,
} from "@kontor/protocol";
import { pino } from "pino";

type Wanted = Pick<
	Parameters<typeof call<typeof createConnection>>[2]["body"],
	"plugin" | "name" | "config" | "secrets"
>;

/** A hub with its database and pages, a host with plugins, and a merchant. */
export interface Kontor {
	readonly url: string;
	readonly host: string;
	readonly merchant: ClientOptions;
	/** Lets time pass for the hub. */
	advance(ms: number): void;
	/** Something the merchant has to know about a connection. */
	report(id: string, code: string, text: Text): Promise<void>;
	add(wanted: Wanted): Promise<Connection>;
	connect(id: string): Promise<Connection>;
	show(id: string): Promise<Connection>;
	/** The merchant's shop of this kind. */
	shopOf(plugin: string): Promise<Connection>;
	/** What the merchant enters in a shop's admin. */
	linkCode(): Promise<string>;
	/** A link of the merchant's to the page of a connection. */
	pageLink(id: string, language: "de" | "en"): Promise<string>;
	/** Waits until the connection is as asked for. */
	until(id: string, is: (connection: Connection) => boolean): Promise<Connection>;
	close(): Promise<void>;
}

const OPERATOR_KEY = "operator-key-of-the-page-tests-0123456789";

export async function startKontor(
	plugins: readonly Connector[],
	apps: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Promise<Kontor> {
	// As at install, with what makes React's build for users; nothing where the pages are of these very sources.
	const env = { ...process.env, NODE_ENV: "production" };
	await promisify(execFile)(process.execPath, [join(import.meta.dirname, "../../build.ts")], { env });
	const home = await mkdtemp(join(tmpdir(), "kontor-pages-"));
	// Where root runs this, the database's own user has to pass through.
	await chmod(home, 0o711);
	const database = await startEmbeddedPostgres(join(home, "postgres"), ["fsync=off", "synchronous_commit=off"]);
	const secretKey = new Uint8Array(32);
	let ahead = 0;
	await migrate(database.url);
	const hub = await startHub({
		databaseUrl: await provideHubLogin(database.url, secretKey),
		secretKey,
		operatorKey: OPERATOR_KEY,
		pages: join(import.meta.dirname, "../../dist"),
		clock: () => new Date(Date.now() + ahead),
		tickMs: 200,
		log: pino({ level: "silent" }),
	});
	const operator = { baseUrl: hub.url, key: OPERATOR_KEY };
	const ids = plugins.map(({ manifest }) => manifest.id);
	const { key: hostKey } = await call(operator, createHost, { body: { name: "host", plugins: ids } });
	const host = await startHost({
		hubUrl: hub.url,
		key: hostKey,
		plugins,
		apps,
		allowPrivateAddresses: true,
		graceMs: 500,
	});
	await host.ready;
	const { id } = await call(operator, createMerchant, { body: { name: "Laden GmbH" } });
	const body = { label: "test", scopes: ["read" as const, "write" as const] };
	const { key } = await call(operator, createMerchantKey, { params: { merchant: id }, body });
	const merchant = { baseUrl: hub.url, key };
	const show = (connection: string) => call(merchant, getConnection, { params: { connection } });

	async function until(connection: string, is: (connection: Connection) => boolean): Promise<Connection> {
		for (let tries = 0; tries < 200; tries++) {
			const shown = await show(connection);
			if (is(shown)) return shown;
			await new Promise((resolve) => setTimeout(resolve, 25));
		}
		throw new Error(`the connection stays as it is: ${JSON.stringify(await show(connection))}`);
	}
	return {
		url: hub.url,
		host: host.url,
		merchant,
		advance: (ms) => {
			ahead += ms;
		},
		report: (connection, code, text) =>
			call({ baseUrl: hub.url, key: hostKey }, reportProblem, { params: { connection }, body: { code, text } }),
		add: (wanted) => call(merchant, createConnection, { body: wanted }),
		async connect(connection) {
			await call(merchant, connectConnection, { params: { connection } });
			return until(connection, ({ state }) => state === "connected");
		},
		show,
		until,
		async shopOf(plugin) {
			const { items } = await call(merchant, listMerchantConnections, {});
			const found = items.find((connection) => connection.plugin === plugin);
			if (found === undefined) throw new Error(`the merchant has no shop of ${plugin}`);
			return found;
		},
		pageLink: async (connection, language) =>
			(await call(merchant, createPageLink, { params: { connection }, body: { language } })).url,
		linkCode: async () => (await call(merchant, createLinkCode, {})).code,
		async close() {
			await host.close();
			await hub.close();
			await database.stop();
			await rm(home, { recursive: true, force: true });
		},
	};
}
