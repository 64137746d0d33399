import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { writeOutsideTemplate } from "./outside-template.ts";
import { buildPackages, PACKAGES, pnpm, TOP, versions } from "./packages.ts";

/** Builds what a partner installs and packs it as it would be published. @returns the tarballs. */
export async function packPartners(to: string): Promise<string[]> {
	await buildPackages();
	await writeOutsideTemplate(join(TOP, "packages/create-plugin/dist/template"), await versions());
	await mkdir(to, { recursive: true });
	const filters = PACKAGES.flatMap((name) => ["--filter", `./packages/${name}`]);
	await pnpm(TOP, "-r", ...filters, "pack", "--pack-destination", to);
	return (await readdir(to)).filter((file) => file.endsWith(".tgz")).map((file) => join(to, file));
}
