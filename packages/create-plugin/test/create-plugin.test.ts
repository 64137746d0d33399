import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type BuildRig, failures } from "@kontor/conformance";
import { afterEach, describe, expect, it } from "vitest";
import { createPlugin } from "../src/create-plugin.ts";
import { named } from "../src/named.ts";

const ROOT = resolve(import.meta.dirname, "../../..");
const TEMPLATE = join(ROOT, "plugins/_template");
const folders: string[] = [];

async function created(id: string): Promise<string> {
	const root = await mkdtemp(join(tmpdir(), "kontor-"));
	folders.push(root);
	await symlink(join(ROOT, "tsconfig.base.json"), join(root, "tsconfig.base.json"));
	await mkdir(join(root, "plugins"));
	const folder = join(root, "plugins", id);
	await createPlugin(TEMPLATE, folder, id);
	return folder;
}

afterEach(async () => {
	for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

describe("a new plugin", () => {
	it("has the template's shape under its own name, without the proof of the suite", async () => {
		const folder = await created("my-shop");
		const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
		expect(files.sort()).toEqual([
			"README.md",
			"package.json",
			"src/carry-out.ts",
			"src/client.ts",
			"src/connector.ts",
			"src/manifest.ts",
			"src/mapping.ts",
			"src/webhook.ts",
			"test/conformance.test.ts",
			"test/fake-my-shop.ts",
			"test/mapping.test.ts",
			"test/rig.ts",
			"tsconfig.json",
		]);
		const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
		expect(texts.join("\n")).not.toMatch(/template/i);
		const { name } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
		expect(name).toBe("@kontor/plugin-my-shop");
		expect(await readFile(join(folder, "src/manifest.ts"), "utf8")).toContain('id: "my-shop"');
	});

	it("passes the suite as it is", { timeout: 20_000 }, async () => {
		const folder = await created("my-shop");
		await symlink(join(TEMPLATE, "node_modules"), join(folder, "node_modules"));
		const { buildRig }: { buildRig: BuildRig } = await import(join(folder, "test/rig.ts"));
		expect(await failures(buildRig)).toEqual([]);
	});

	it("is not written over an existing one, nor under a name that is no id", async () => {
		const folder = await created("acme");
		await expect(createPlugin(TEMPLATE, folder, "acme")).rejects.toThrow("EEXIST");
		await expect(createPlugin(TEMPLATE, join(folder, "../x"), "../x")).rejects.toThrow(RangeError);
	});
});

describe("the name", () => {
	it("takes the form of the place it stands in", () => {
		expect(named('import { TemplateOrder } from "./fake-template.ts";', "my-shop")).toBe(
			'import { MyShopOrder } from "./fake-my-shop.ts";',
		);
		expect(named('id: "template", code: "TEMPLATE_NO_JSON", template(templateClient)', "my-shop")).toBe(
			'id: "my-shop", code: "MY_SHOP_NO_JSON", myShop(myShopClient)',
		);
	});
});
