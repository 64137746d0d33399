import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Connector } from "@kontor/connector";
import * as z from "zod";

/** A plugin as its folder describes it; its code is not loaded before it is asked for. */
export interface Plugin {
	/** The manifest's id: "woocommerce". */
	readonly id: string;
	readonly load: () => Promise<Connector>;
}

const PREFIX = "@kontor/plugin-";
const PackageJson = z.object({ name: z.string(), exports: z.object({ ".": z.string() }) });

/**
 * The plugins of a folder: each subfolder with a package `@kontor/plugin-<id>`. Adding one edits no list. Folders that
 * begin with an underscore are to be copied, not run.
 */
export async function findPlugins(folder: string): Promise<readonly Plugin[]> {
	const entries = await readdir(folder, { withFileTypes: true });
	const found: Plugin[] = [];
	for (const { name } of entries
		.filter((entry) => !/^[._]/.test(entry.name))
		.sort((a, b) => (a.name < b.name ? -1 : 1))) {
		const described = await packageIn(join(folder, name));
		if (described?.name.startsWith(PREFIX) !== true) continue;
		const entry = join(folder, name, described.exports["."]);
		found.push({ id: described.name.slice(PREFIX.length), load: () => connectorIn(entry) });
	}
	return found;
}

async function packageIn(folder: string): Promise<z.infer<typeof PackageJson> | null> {
	const text = await readFile(join(folder, "package.json"), "utf8").catch(() => null);
	return text === null ? null : (PackageJson.safeParse(JSON.parse(text)).data ?? null);
}

async function connectorIn(entry: string): Promise<Connector> {
	const module: Record<string, unknown> = await import(pathToFileURL(entry).href);
	const connector = Object.values(module).find(isConnector);
	if (connector === undefined) throw new Error(`${entry} exports no connector (see defineConnector)`);
	return connector;
}

function isConnector(value: unknown): value is Connector {
	return typeof value === "object" && value !== null && "manifest" in value && "execute" in value;
}
