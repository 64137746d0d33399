import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { named, PLUGIN_ID } from "./named.ts";

/** What is not the new plugin's: the guide, the proof that the suite works, and what an installation left. */
const LEFT_OUT: ReadonlySet<string> = new Set(["README.md", "node_modules", "mutants.ts", "mutants.test.ts"]);
/** Whether a file of the template, or a folder, is a new plugin's too. */
export const isShipped = (name: string) => !name.startsWith(".") && !LEFT_OUT.has(name);

/** What cannot have its own name where the template lies: beside the template's README, and inside a package. */
const NAMES: Readonly<Record<string, string>> = {
	"PLUGIN.md": "README.md",
	"_package.json": "package.json",
	_gitignore: ".gitignore",
};

/**
 * Copies the template under a new name.
 * @returns the files written, relative to the new folder.
 * @throws RangeError for an id that is none; an EEXIST error where the folder is there already.
 */
export async function createPlugin(template: string, folder: string, id: string): Promise<readonly string[]> {
	if (!PLUGIN_ID.test(id))
		throw new RangeError(`a plugin's id is like "my-shop": small letters, digits, hyphens; got "${id}"`);
	await mkdir(folder);
	const written: string[] = [];
	const entries = await readdir(template, { recursive: true, withFileTypes: true });
	for (const entry of entries.filter((one) => one.isFile())) {
		const path = join(entry.parentPath, entry.name).slice(template.length + 1);
		if (!path.split("/").every(isShipped)) continue;
		const to = NAMES[path] ?? named(path, id);
		await mkdir(join(folder, to, ".."), { recursive: true });
		await writeFile(join(folder, to), named(await readFile(join(template, path), "utf8"), id), { flag: "wx" });
		written.push(to);
	}
	return written.sort();
}
