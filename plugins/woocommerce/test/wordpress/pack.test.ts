import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { fromBufferPromise } from "yauzl";
import { packWordPress } from "../../wordpress/pack.ts";

const PLUGIN = join(import.meta.dirname, "../../wordpress/kontor");
const copy = mkdtempSync(join(tmpdir(), "kontor-wordpress-"));
afterAll(() => rmSync(copy, { recursive: true }));

it("the package holds every file of the plugin, in the folder that WordPress makes of it", async () => {
	const { name, bytes } = packWordPress();
	const read = new Map<string, Buffer>();
	const archive = await fromBufferPromise(Buffer.from(bytes));
	for await (const entry of archive.eachEntry()) {
		const parts: Buffer[] = [];
		for await (const part of await archive.openReadStreamPromise(entry)) parts.push(part as Buffer);
		const content = Buffer.concat(parts);
		expect(crc32(content), entry.fileName).toBe(entry.crc32);
		read.set(entry.fileName, content);
	}
	const files = globSync("**/*.*", { cwd: PLUGIN }).map((file) => file.replaceAll("\\", "/"));
	expect(files).toContain("languages/kontor-de_DE.mo");
	expect([...read.keys()].toSorted()).toEqual(files.map((file) => `kontor/${file}`).toSorted());
	for (const file of files)
		expect(read.get(`kontor/${file}`)?.equals(readFileSync(join(PLUGIN, file))), file).toBe(true);
	expect(readFileSync(join(PLUGIN, "kontor.php"), "utf8")).toContain(`Version:              ${name.slice(7, -4)}\n`);
});

it("the same files are the same bytes, whenever they were written", () => {
	const folder = join(copy, "kontor");
	cpSync(PLUGIN, folder, { recursive: true });
	utimesSync(join(folder, "kontor.php"), 1_000_000_000, 1_000_000_000);
	expect(Buffer.from(packWordPress(folder).bytes).equals(packWordPress().bytes)).toBe(true);
});

it("nothing is packed whose files name different versions", () => {
	const folder = join(copy, "other");
	cpSync(PLUGIN, folder, { recursive: true });
	const readme = join(folder, "readme.txt");
	writeFileSync(readme, readFileSync(readme, "utf8").replace(/Stable tag: .*/, "Stable tag: 9.9.9"));
	expect(() => packWordPress(folder)).toThrow(/different versions: .*9\.9\.9/);
});
