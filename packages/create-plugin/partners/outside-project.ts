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
		const { dependencies, peerDependencies } = await packageIn(folder);
		// From where the repository has them, in the versions that its lockfile names.
		await link(folder, { ...dependencies, ...peerDependencies }, [`packages/${basename(name)}`], ours);
	}
	const { dependencies, devDependencies } = await packageIn(plugin);
	await link(plugin, { ...dependencies, ...devDependencies }, ["plugins/_template", "packages/host"], ours);
}

/** @param like where in the repository to look for what is linked, one after the other. */
async function link(
	folder: string,
	dependencies: Dependencies,
	like: readonly string[],
	ours: ReadonlyMap<string, string>,
): Promise<void> {
	for (const name of Object.keys(dependencies)) {
		const to = join(folder, "node_modules", name);
		await mkdir(dirname(to), { recursive: true });
		const installed = () => Promise.any(like.map((one) => realpath(join(TOP, one, "node_modules", name))));
		await symlink(ours.get(name) ?? (await installed()), to);
	}
}

type Dependencies = Readonly<Record<string, string>>;
interface Package {
	readonly dependencies?: Dependencies;
	readonly devDependencies?: Dependencies;
	readonly peerDependencies?: Dependencies;
}

async function packageIn(folder: string): Promise<Package> {
	return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
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
