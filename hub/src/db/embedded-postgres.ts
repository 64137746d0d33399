import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, openSync, readFileSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { locateServer, type Server } from "./postgres-server.ts";

export interface EmbeddedPostgres {
	/** Of the owner. */
	readonly url: string;
	stop(): Promise<void>;
}

/**
 * Starts the database under `directory`, or attaches to it when it runs: it is detached from its starter, survives its
 * death, and several processes may call this at once. `settings` are PostgreSQL's ("fsync=off" for tests).
 */
export async function startEmbeddedPostgres(
	directory: string,
	settings: readonly string[] = [],
): Promise<EmbeddedPostgres> {
	await mkdir(directory, { recursive: true });
	// Where root starts it, the server's own user has to pass through.
	await chmod(directory, 0o711);
	const release = await lock(join(directory, "starting"));
	try {
		const data = join(directory, "data");
		const password = await passwordOf(directory);
		const server = await locateServer();
		if (!existsSync(join(data, "PG_VERSION"))) await initialise(directory, server);
		const running = portOf(data);
		const port = running ?? (await freePort());
		if (running === null) spawnServer(directory, server, port, settings);
		const url = `postgres://kontor:${password}@127.0.0.1:${port}/postgres`;
		await untilReady(url, directory);
		return { url, stop: () => stop(data) };
	} finally {
		await release();
	}
}

async function passwordOf(directory: string): Promise<string> {
	const file = join(directory, "password");
	if (!existsSync(file)) await writeFile(file, randomBytes(18).toString("base64url"), { mode: 0o600 });
	return readFile(file, "utf8");
}

/** Made beside and moved into place, so that a kill in between leaves nothing that looks complete. */
async function initialise(directory: string, server: Server): Promise<void> {
	const making = join(directory, "data.making");
	await rm(making, { recursive: true, force: true });
	await mkdir(making, { mode: 0o700 });
	const passwordFile = join(directory, "password");
	if (server.user.uid !== undefined) {
		await chown(making, server.user.uid, server.user.gid ?? server.user.uid);
		await chown(passwordFile, server.user.uid, server.user.gid ?? server.user.uid);
	}
	const made = spawnSync(
		server.program("initdb"),
		["-D", making, "-U", "kontor", "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8", "--locale=C.UTF-8"],
		{ encoding: "utf8", ...server.user },
	);
	if (made.status !== 0) {
		const reason = made.error?.message ?? made.stderr.trim();
		if (reason.includes("Permission denied")) {
			throw new Error(`run by root, the embedded database needs a folder that other users can reach, not ${directory}`);
		}
		throw new Error(`the embedded database cannot be made in ${directory}: ${reason}`);
	}
	await rename(making, join(directory, "data"));
}

function spawnServer(directory: string, server: Server, port: number, settings: readonly string[]): void {
	const log = openSync(join(directory, "postgres.log"), "a");
	const options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...settings].flatMap((s) => ["-c", s]);
	spawn(server.program("postgres"), ["-D", join(directory, "data"), "-p", String(port), ...options], {
		detached: true,
		stdio: ["ignore", log, log],
		...server.user,
	}).unref();
}

/** The port of the server that runs on this data, by its own lock file; null where none does. */
function portOf(data: string): number | null {
	const file = join(data, "postmaster.pid");
	if (!existsSync(file)) return null;
	const [pid, , , port] = readFileSync(file, "utf8").split("\n");
	return isAlive(Number(pid)) && Number(port) > 0 ? Number(port) : null;
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error instanceof Error && "code" in error && error.code === "EPERM";
	}
}

async function stop(data: string): Promise<void> {
	const file = join(data, "postmaster.pid");
	if (!existsSync(file)) return;
	const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
	// "Fast" shutdown: open connections are closed, what is committed stays.
	if (isAlive(pid)) process.kill(pid, "SIGINT");
	for (let waited = 0; isAlive(pid) && waited < 10_000; waited += 20) await sleep(20);
}

async function untilReady(url: string, directory: string): Promise<void> {
	let last: unknown;
	for (let waited = 0; waited < 30_000; waited += 50) {
		const client = new Client({ connectionString: url });
		try {
			await client.connect();
			return;
		} catch (error) {
			last = error;
			await sleep(50);
		} finally {
			await client.end().catch(() => {});
		}
	}
	throw new Error(`the database did not start; see ${join(directory, "postgres.log")}`, { cause: last });
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === "string") throw new Error("no free port");
	return address.port;
}

/** A lock by a file that names its process; one whose process is dead is taken over. */
async function lock(file: string): Promise<() => Promise<void>> {
	for (;;) {
		try {
			await writeFile(file, String(process.pid), { flag: "wx" });
			return () => rm(file, { force: true });
		} catch (error) {
			if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
			const holder = Number(await readFile(file, "utf8").catch(() => "0"));
			if (holder !== 0 && !isAlive(holder)) await rm(file, { force: true });
			else await sleep(50);
		}
	}
}
