import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findPlugins } from "../src/plugins.ts";

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "kontor-plugins-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function add(name: string, packageName: string, source: string): Promise<void> {
	await mkdir(join(folder, name));
	const packageJson = { name: packageName, type: "module", exports: { ".": "./index.mjs" } };
	await writeFile(join(folder, name, "package.json"), JSON.stringify(packageJson));
	await writeFile(join(folder, name, "index.mjs"), source);
}

describe("findPlugins", () => {
	it("finds a plugin by its folder, and loads it when it is asked for", async () => {
		await add("beta", "@kontor/plugin-beta", "throw new Error('nobody asked for beta')");
		await add(
			"acme",
			"@kontor/plugin-acme",
			"export const x = 1; export const acme = { manifest: { id: 'acme' }, execute() {} };",
		);
		await add("_template", "@kontor/plugin-template", "");
		await add("other", "left-pad", "");
		await mkdir(join(folder, "empty"));
		const plugins = await findPlugins(folder);
		expect(plugins.map(({ id }) => id)).toEqual(["acme", "beta"]);
		expect((await plugins[0]?.load())?.manifest.id).toBe("acme");
		await expect(plugins[1]?.load()).rejects.toThrow("nobody asked for beta");
	});

	it("says which package exports no connector", async () => {
		await add("acme", "@kontor/plugin-acme", "export const nothing = null;");
		const [plugin] = await findPlugins(folder);
		await expect(plugin?.load()).rejects.toThrow(/acme.*exports no connector/);
	});
});
