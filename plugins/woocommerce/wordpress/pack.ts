import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { zipSync } from "fflate";

/** Kontor's plugin for WordPress as shops install it. */
export interface Packed {
	/** "kontor-0.1.0.zip" */
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** The first day a ZIP can name. */
const MADE = new Date(1980, 0, 1);

/**
 * The folder `kontor` as a ZIP. The same files are the same bytes, on every machine: in one order, of one day, and packed by code
 * of its own instead of the system's.
 * @throws Error where header, code and readme.txt name different versions: WordPress would offer the wrong one
 */
export function packWordPress(folder = join(import.meta.dirname, "kontor")): Packed {
	const text = (file: string) => readFileSync(join(folder, file), "utf8");
	const main = text("kontor.php");
	const versions = [
		/^ \* Version:\s+(\S+)$/m.exec(main)?.[1],
		/define\( 'KONTOR_VERSION', '(.+)' \)/.exec(main)?.[1],
		/^Stable tag: (\S+)$/m.exec(text("readme.txt"))?.[1],
	];
	const [version] = versions;
	if (version === undefined || versions.some((other) => other !== version)) {
		throw new Error(`header, KONTOR_VERSION and readme.txt name different versions: ${versions.join(", ")}`);
	}
	const files = globSync("**/*", { cwd: folder, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) =>
			join(entry.parentPath, entry.name)
				.slice(folder.length + 1)
				.replaceAll("\\", "/"),
		)
		.toSorted();
	const entries = files.map((file) => [`kontor/${file}`, readFileSync(join(folder, file))] as const);
	return {
		name: `kontor-${version}.zip`,
		bytes: zipSync(Object.fromEntries(entries), { level: 9, mtime: MADE }),
	};
}
