import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { isShipped } from "../src/create-plugin.ts";

const TOP = join(import.meta.dirname, "../../..");
const TEMPLATE = join(TOP, "plugins/_template");
/** What a package of its own has besides: a process that serves its shops. */
const BESIDES = join(import.meta.dirname, "../outside");

/** The version of each package that the template names by a word of the workspace. */
export type Versions = Readonly<Record<string, string>>;

interface Package {
	readonly name: string;
	readonly dependencies: Versions;
	readonly devDependencies: Versions;
}

/**
 * The template as it is shipped: no workspace around it, so versions stand where `workspace:` and `catalog:` stood, and
 * its compiler options are its own. Still called "template": it is named when it is copied.
 * @throws Error for a dependency without a version.
 */
export async function writeOutsideTemplate(to: string, versions: Versions): Promise<void> {
	await mkdir(to, { recursive: true });
	await cp(TEMPLATE, to, { recursive: true, filter: (path) => path === TEMPLATE || isShipped(basename(path)) });
	await cp(BESIDES, to, { recursive: true });
	const { name, dependencies, devDependencies }: Package = JSON.parse(
		await readFile(join(TEMPLATE, "package.json"), "utf8"),
	);
	await rm(join(to, "package.json"));
	await write(join(to, "_package.json"), {
		name,
		version: "0.1.0",
		private: true,
		type: "module",
		engines: { node: ">=24" },
		exports: { ".": "./src/connector.ts" },
		scripts: { start: "node src/serve.ts", typecheck: "tsc", test: "tsc && vitest run" },
		dependencies: resolved({ ...dependencies, "@kontor/host": "workspace:*", pino: "catalog:" }, versions),
		devDependencies: resolved(devDependencies, versions),
	});
	const { compilerOptions } = JSON.parse(await readFile(join(TOP, "tsconfig.base.json"), "utf8"));
	await write(join(to, "tsconfig.json"), { compilerOptions, include: ["src", "test"] });
}

function resolved(dependencies: Versions, versions: Versions): Versions {
	return Object.fromEntries(
		Object.entries(dependencies).map(([name, range]) => {
			const version = /^(workspace|catalog):/.test(range) ? versions[name] : range;
			if (version === undefined) throw new Error(`no version of ${name} is known`);
			return [name, version];
		}),
	);
}

async function write(file: string, content: object): Promise<void> {
	await writeFile(file, `${JSON.stringify(content, null, "\t")}\n`);
}
