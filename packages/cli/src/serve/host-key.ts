import { readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { type ClientOptions, call, createHost, listConnections, ProblemError } from "@kontor/protocol";
import * as z from "zod";

const HostKey = z.object({ key: z.string(), plugins: z.array(z.string()) });
export type HostKey = z.infer<typeof HostKey>;

/**
 * The key of this installation's own host: made through the operator's API at first use, then kept in KONTOR_HOME for its
 * owner alone to read. A database that does not know it (a new one) gets a new one.
 */
export async function keptHostKey(home: string, operator: ClientOptions, plugins: readonly string[]): Promise<HostKey> {
	const file = join(home, "host-key");
	const kept = await read(file);
	if (kept !== null && (await isKnown({ ...operator, key: kept.key }))) return kept;
	const { key } = await call(operator, createHost, { body: { name: hostname(), plugins: [...plugins] } });
	const made = { key, plugins: [...plugins] };
	await writeFile(file, `${JSON.stringify(made)}\n`, { mode: 0o600 });
	return made;
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
