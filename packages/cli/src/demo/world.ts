import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@kontor/hub";
import { type FakeWooCommerce, startFakeWooCommerce } from "@kontor/plugin-woocommerce/fake";
import { type ClientOptions, call, createHost } from "@kontor/protocol";
import { momentOf } from "./bank-files.ts";
import { startChild } from "./child.ts";

/** Everything that runs for the demonstration, in a folder of its own. */
export interface World {
	readonly hubUrl: string;
	readonly hostUrl: string;
	readonly databaseUrl: string;
	readonly operator: ClientOptions & { readonly key: string };
	readonly shop: FakeWooCommerce;
	/** The shop's clock: one of the days that the bank's files speak of. */
	setDay(day: number): void;
}

/** @param closing gets what ends each part, in the order in which they started; also where a later one does not start. */
export async function createWorld(closing: (() => Promise<unknown>)[]): Promise<World> {
	const home = await mkdtemp(join(tmpdir(), "kontor-demo-"));
	closing.push(() => rm(home, { recursive: true, force: true }));
	// Where root runs this, the database's own user has to pass through.
	await chmod(home, 0o711);
	// Nothing here has to outlive a power cut.
	const database = await startEmbeddedPostgres(join(home, "postgres"), ["fsync=off", "synchronous_commit=off"]);
	closing.push(() => database.stop());

	const operatorKey = randomBytes(32).toString("base64url");
	const hubPort = await freePort();
	const hub = await startChild("hub", `http://127.0.0.1:${hubPort}`, {
		KONTOR_HOME: home,
		KONTOR_LISTEN: `127.0.0.1:${hubPort}`,
		KONTOR_OPERATOR_KEY: operatorKey,
		DATABASE_URL: database.url,
	});
	closing.push(() => hub.close());

	const operator = { baseUrl: hub.url, key: operatorKey };
	const { key } = await call(operator, createHost, { body: { name: "demo", plugins: ["woocommerce"] } });
	const hostPort = await freePort();
	const host = await startChild("host", `http://127.0.0.1:${hostPort}`, {
		KONTOR_HUB_URL: hub.url,
		KONTOR_HOST_KEY: key,
		KONTOR_HOST_LISTEN: `127.0.0.1:${hostPort}`,
		KONTOR_ALLOW_PRIVATE_ADDRESSES: "true",
	});
	closing.push(() => host.close());

	// Connected the day before the first order: what a shop held before is left alone (PRODUCT A7).
	let day = -1;
	const shop = await startFakeWooCommerce({ deliverAtOnce: true, now: () => momentOf(day) });
	closing.push(() => shop.close());
	return {
		hubUrl: hub.url,
		hostUrl: host.url,
		databaseUrl: database.url,
		operator,
		shop,
		setDay: (next) => {
			day = next;
		},
	};
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === "string") throw new Error("no free port");
	return address.port;
}
