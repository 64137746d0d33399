import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "./support/kontor.ts";

const DEMO = join(import.meta.dirname, "../src/demo/main.ts");

/** The main job on real processes: the demonstration checks itself, hub and shop, and says what is not as it has to be. */
test("a shop's orders, two bank files, and the shop knows what was paid; nothing is left behind", {
	timeout: 60_000,
}, async () => {
	const folder = await mkdtemp(join(tmpdir(), "kontor-demo-test-"));
	// Where root runs this, the database's own user has to pass through.
	await chmod(folder, 0o711);
	const { exitCode, stdout, stderr } = await run(DEMO, [], { TMPDIR: folder });

	expect(stderr).toBe("");
	expect(exitCode).toBe(0);
	const shop = stdout.slice(stdout.indexOf("What the shop says now"));
	expect(shop).toMatch(/AU-10481 +– +paid +processing +\d{4}-\d\d-\d\d +\S/);
	expect(shop).toMatch(/AU-10482 +– +paid +processing/);
	expect(shop).toMatch(/AU-10484 +– +paid +processing/);
	expect(shop).toMatch(/AU-10485 +249\.90 EUR +partially paid +on-hold +– +Teilzahlung/);
	expect(shop).toMatch(/AU-10486 +– +overpaid +processing/);
	expect(shop).toMatch(/AU-10487 +64\.00 EUR +open +on-hold/);
	// Where only root may read the project, PostgreSQL's programs stay there for the next start.
	expect((await readdir(folder)).filter((name) => !name.startsWith("kontor-postgresql-"))).toEqual([]);
	await rm(folder, { recursive: true });
});
