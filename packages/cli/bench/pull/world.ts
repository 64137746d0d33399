import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startEmbeddedPostgres } from "@kontor/hub";
import { type ClientOptions, call, createHost, createMerchant, createMerchantKey } from "@kontor/protocol";
import { Client } from "pg";
import type { Asked, BenchShop, Told } from "./shops.ts";

/** Database, hub, host and shops, each a process of its own, as an operator has them on one machine. */
export interface World {
	readonly sql: Client;
	readonly shops: readonly BenchShop[];
	/** One per shop: Kontor takes a shop once for a merchant, and the fakes of one kind say they are the same one. */
	readonly merchants: readonly ClientOptions[];
	/** What the shops' process is asked. */
	readonly ask: <T extends Told>(asked: Asked) => Promise<T>;
	/** Resident memory of the host's process now, in megabytes; null where the system does not tell. */
	readonly hostMB: () => Promise<number | null>;
	/** What it holds after everything was collected that nobody needs any more. */
	readonly hostHeldMB: () => Promise<number>;
	close(): Promise<void>;
}

const OPERATOR_KEY = "operator-key-of-the-benchmark-0123456789";
const PLUGINS = ["woocommerce", "shopware", "shopify"];

/** @throws Error where a part does not come up; what did is ended. */
export async function openWorld(connections: number, orders: number): Promise<World> {
	const closing: (() => Promise<unknown>)[] = [];
	const close = async () => {
		for (const end of closing.splice(0).toReversed()) await end();
	};
	try {
		return { ...(await start(connections, orders, closing)), close };
	} catch (error) {
		await close();
		throw error;
	}
}

/** @param closing gets what ends each part, in the order in which they started. */
async function start(
	connections: number,
	orders: number,
	closing: (() => Promise<unknown>)[],
): Promise<Omit<World, "close">> {
	const home = await mkdtemp(join(tmpdir(), "kontor-bench-"));
	const data = await mkdtemp(join(tmpdir(), "kontor-bench-data-"));
	for (const folder of [home, data]) closing.push(() => rm(folder, { recursive: true, force: true }));
	const postgres = await startEmbeddedPostgres(data);
	closing.push(() => postgres.stop());
	const hubPort = await freePort();
	const baseUrl = `http://127.0.0.1:${hubPort}`;
	const hub = spawn(process.execPath, [join(import.meta.dirname, "../../src/main.ts"), "hub"], {
		env: {
			...process.env,
			DATABASE_URL: postgres.url,
			KONTOR_HOME: home,
			KONTOR_LISTEN: `127.0.0.1:${hubPort}`,
			KONTOR_OPERATOR_KEY: OPERATOR_KEY,
			LOG_LEVEL: "warn",
		},
		stdio: ["ignore", "inherit", "inherit"],
	});
	closing.push(() => end(hub));
	await untilReady(baseUrl);

	const shopsProcess = fork(join(import.meta.dirname, "shops.ts"));
	closing.push(() => end(shopsProcess));
	const ask = <T extends Told>(asked: Asked): Promise<T> => {
		const told = once(shopsProcess, "message") as Promise<[T]>;
		shopsProcess.send(asked);
		return told.then(([answer]) => answer);
	};
	const { shops } = await ask<Extract<Told, { shops: unknown }>>({ open: connections, orders });

	const operator = { baseUrl, key: OPERATOR_KEY };
	const { key } = await call(operator, createHost, { body: { name: "bench", plugins: PLUGINS } });
	const origins = Object.fromEntries(shops.map(({ domain, url }) => [domain, url]));
	const host = fork(join(import.meta.dirname, "host.ts"), {
		// To tell what is held from what is only not collected yet.
		execArgv: ["--expose-gc"],
		env: {
			...process.env,
			KONTOR_HUB_URL: baseUrl,
			KONTOR_HOST_KEY: key,
			BENCH_ORIGINS: JSON.stringify(origins),
		},
	});
	closing.push(() => end(host));
	const merchants = await Promise.all(shops.map((shop) => merchantOf(operator, shop)));
	const sql = new Client({ connectionString: postgres.url });
	await sql.connect();
	closing.push(() => sql.end());
	return {
		sql,
		shops,
		merchants,
		ask,
		async hostMB() {
			const status = await readFile(`/proc/${host.pid}/status`, "utf8").catch(() => "");
			const [, now] = /^VmRSS:\s+(\d+) kB/m.exec(status) ?? [];
			return now === undefined ? null : Math.round(Number(now) / 1000);
		},
		async hostHeldMB() {
			const told = once(host, "message") as Promise<[number]>;
			host.send("held");
			return (await told)[0];
		},
	};
}

async function merchantOf(operator: { baseUrl: string; key: string }, { name }: BenchShop): Promise<ClientOptions> {
	const { id } = await call(operator, createMerchant, { body: { name } });
	const { key } = await call(operator, createMerchantKey, {
		params: { merchant: id },
		body: { label: "bench", scopes: ["read", "write"] },
	});
	return { baseUrl: operator.baseUrl, key };
}

async function end(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, "exit");
	child.kill("SIGTERM");
	await ended;
}

async function untilReady(baseUrl: string): Promise<void> {
	for (const until = Date.now() + 30_000; Date.now() < until; await sleep(50)) {
		const ready = await fetch(`${baseUrl}/readyz`).catch(() => null);
		if (ready?.ok) return;
	}
	throw new Error("the hub did not become ready within 30 s");
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === "string") throw new Error("no free port");
	return address.port;
}
