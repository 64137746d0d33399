import { readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { type ClientOptions, call, changeHost, createHost, listConnections, ProblemError } from "@kontor/protocol";
import * as z from "zod";

const HostKey = z.object({ id: z.uuid(), key: z.string(), plugins: z.array(z.string()) });
type HostKey = z.infer<typeof HostKey>;

/**
 * The key of this installation's own host: made through the operator's API at first use, then kept in KONTOR_HOME for its
 * owner alone to read. Where plugins were added, the host is admitted for them, too. A database that does not know the key
 * (a new one) gets a new one.
 */
export async function keptHostKey(home: string, operator: ClientOptions, plugins: readonly string[]): Promise<string> {
	const file = join(home, "host-key");
	const kept = await read(file);
	const usable = kept !== null && (await isKnown({ ...operator, key: kept.key })) ? kept : null;
	if (usable !== null && plugins.every((plugin) => usable.plugins.includes(plugin))) return usable.key;
	const host = await admitted(operator, usable, [...plugins]);
	await writeFile(file, `${JSON.stringify(host)}\n`, { mode: 0o600 });
	return host.key;
}

async function admitted(operator: ClientOptions, kept: HostKey | null, plugins: string[]): Promise<HostKey> {
	if (kept === null) {
		const { id, key } = await call(operator, createHost, { body: { name: hostname(), plugins } });
		return { id, key, plugins };
	}
	await call(operator, changeHost, { params: { host: kept.id }, body: { plugins } });
	return { ...kept, plugins };
}

async function read(file: string): Promise<HostKey | null> {
	try {
		return HostKey.parse(JSON.parse(await readFile(file, "utf8")));
	} catch {
		return null;
	}
}

async function isKnown(host: ClientOptions): Promise<boolean> {
	try {
		await call(host, listConnections, { body: { only: [] } });
		return true;
	} catch (error) {
		if (error instanceof ProblemError && error.problem.code === "NO_CREDENTIAL") return false;
		throw error;
	}
}
