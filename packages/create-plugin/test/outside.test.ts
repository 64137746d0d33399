import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { startFakeHub } from "@kontor/conformance/fake-hub";
import { publint } from "publint";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createOutside, emptyFolder, linkDependencies } from "../partners/outside-project.ts";
import { packPartners } from "../partners/pack.ts";
import { PACKAGES, sh } from "../partners/packages.ts";

let folder: string;
let tarballs: readonly string[];

/** Built and packed once: what a partner would get from a registry. */
beforeAll(async () => {
	folder = await emptyFolder();
	tarballs = await packPartners(join(folder, "tarballs"));
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe("the packed packages", () => {
	it("are complete, name versions only, and no word of this workspace", async () => {
		expect(tarballs.map((file) => basename(file)).sort()).toEqual(
			PACKAGES.map((name) => `kontor-${name}-0.1.0.tgz`).sort(),
		);
		for (const file of tarballs) {
			const packed = await sh(folder, "tar", "-xzOf", file, "package/package.json");
			expect(packed, basename(file)).not.toMatch(/workspace:|catalog:|\.\/src\//);
			expect(JSON.parse(packed), basename(file)).toMatchObject({
				license: expect.any(String),
				files: expect.anything(),
			});
			expect(JSON.parse(packed)).not.toHaveProperty("private");
			const files = (await sh(folder, "tar", "-tzf", file)).split("\n");
			expect(files, basename(file)).toContain("package/README.md");
			expect(files.filter((path) => /^package\/(src|test)\//.test(path))).toEqual([]);
		}
	});

	it("have types and entries that publint and attw find right, for ES modules", async () => {
		for (const file of tarballs) {
			const data = new Uint8Array(await readFile(file));
			const types = await checkPackage(createPackageFromTarballData(data));
			// They are ES modules only: how CommonJS and Node 10 would load them is not asked.
			const asked = types.types === false ? [{ kind: "no types" }] : types.problems.filter(isAboutEsModules);
			expect(asked, basename(file)).toEqual([]);
			const { messages } = await publint({ pack: { tarball: data.buffer }, strict: true, level: "warning" });
			expect(messages, basename(file)).toEqual([]);
		}
	});
});

describe("a partner's plugin outside this repository", () => {
	it("is made, type-checks and passes the suite with nothing but the packages", { timeout: 120_000 }, async () => {
		const plugin = await createOutside(folder, tarballs, "acme");
		const described = await readFile(join(plugin, "package.json"), "utf8");
		expect(described).not.toMatch(/workspace:|catalog:|template/i);
		expect(await readFile(join(plugin, "tsconfig.json"), "utf8")).not.toContain("extends");
		await linkDependencies(plugin, tarballs);

		await sh(plugin, process.execPath, "node_modules/typescript/bin/tsc");
		const json = ["--reporter=json", "--outputFile=report.json"];
		await sh(plugin, process.execPath, "node_modules/vitest/vitest.mjs", "run", ...json);
		const report = JSON.parse(await readFile(join(plugin, "report.json"), "utf8"));
		const { success, numPassedTests, numFailedTests, testResults } = report;
		expect({ success, numFailedTests, files: testResults.length }).toEqual({
			success: true,
			numFailedTests: 0,
			files: 2,
		});
		// The suite itself, not only the mapping's tests.
		expect(numPassedTests).toBeGreaterThan(60);
		await expectServes(plugin);
	});
});

/** `npm start` there: the plugin's own host says hello, and waits for work until it is stopped. */
async function expectServes(plugin: string): Promise<void> {
	const hub = await startFakeHub();
	const env = { KONTOR_HUB_URL: hub.url, KONTOR_HOST_KEY: hub.key, KONTOR_HOST_LISTEN: "127.0.0.1:0" };
	const serving = spawn(process.execPath, ["src/serve.ts"], { cwd: plugin, env });
	const said: string[] = [];
	serving.stdout.on("data", (chunk: Buffer) => said.push(chunk.toString()));
	serving.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
	const ended = once(serving, "close");
	try {
		await vi.waitFor(() => expect(said.join("")).toContain('"msg":"serving"'), { timeout: 20_000 });
		expect([...hub.manifests.keys()]).toEqual(["acme"]);
	} finally {
		serving.kill("SIGTERM");
		await ended;
		await hub.close();
	}
	expect(serving.exitCode, said.join("")).toBe(0);
}

function isAboutEsModules(problem: { kind: string; resolutionKind?: string }): boolean {
	return problem.resolutionKind !== "node10" && problem.resolutionKind !== "node16-cjs";
}
