import { mkdir, mkdtemp, readFile, realpath, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { PACKAGES, sh, TOP } from "./packages.ts";

/** A folder outside the repository, with nothing above it. */
export function emptyFolder(): Promise<string> {
	return mkdtemp(join(tmpdir(), "kontor-partner-"));
}

/** Runs the packed `npm create @kontor/plugin` there. @returns the new plugin's folder. */
export async function createOutside(folder: string, tarballs: readonly string[], id: string): Promise<string> {
	const creator = await unpack(of(tarballs, "create-plugin"), join(folder, ".create-plugin"));
	await sh(folder, process.execPath, join(creator, "dist/main-outside.js"), id);
	return join(folder, id);
}

/**
 * Installs without a registry: the tarballs unpacked, and beside each, by links, exactly what its `package.json` names as
 * dependencies, taken from what the repository has installed. What a package uses and does not name is not found.
 */
export async function linkDependencies(plugin: string, tarballs: readonly string[]): Promise<void> {
	const modules = join(plugin, "node_modules");
	const ours = new Map<string, string>();
	for (const name of PACKAGES.filter((one) => one !== "create-plugin")) {
		ours.set(`@kontor/${name}`, await unpack(of(tarballs, name), join(modules, ".kontor", name)));
	}
	for (const [name, folder] of ours) {
		// Resolved from where the repository has it, with the versions the lockfile names.
		await link(folder, join(TOP, "packages", basename(name), "node_modules"), ours);
	}
	await link(plugin, join(TOP, "plugins/_template/node_modules"), ours);
}

async function link(folder: string, installed: string, ours: ReadonlyMap<string, string>): Promise<void> {
	const described = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
	const own = folder.includes("/.kontor/") ? {} : described.devDependencies;
	const named = { ...described.dependencies, ...described.peerDependencies, ...own };
	for (const name of Object.keys(named)) {
		const to = join(folder, "node_modules", name);
		await mkdir(dirname(to), { recursive: true });
		await symlink(ours.get(name) ?? (await realpath(join(installed, name))), to);
	}
}

function of(tarballs: readonly string[], name: string): string {
	const found = tarballs.find((file) => basename(file).startsWith(`kontor-${name}-`));
	if (found === undefined) throw new Error(`there is no tarball of ${name}`);
	return found;
}

async function unpack(tarball: string, to: string): Promise<string> {
	await mkdir(to, { recursive: true });
	await sh(to, "tar", "-xzf", tarball, "--strip-components=1");
	return to;
}
