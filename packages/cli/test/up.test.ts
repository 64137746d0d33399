import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, copyFile, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { call, createConnection, openLinkedSession } from "@kontor/protocol";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixture, kontor } from "./support/kontor.ts";

const MAIN = join(import.meta.dirname, "../src/main.ts");

let home = "";
let stop: () => Promise<{ code: number | null; errors: string }>;
/** What the other commands read from the environment. */
let environment: NodeJS.ProcessEnv = {};

beforeAll(async () => {
	home = await mkdtemp(join(tmpdir(), "kontor-up-"));
	await chmod(home, 0o711);
	const up = spawn(process.execPath, [MAIN, "up", "--port", "0", "--home", home], {
		env: { PATH: process.env.PATH, LANG: "en", LOG_LEVEL: "silent", KONTOR_DROP_FOLDER: join(home, "drop") },
	});
	let text = "";
	const errors: string[] = [];
	up.stderr.on("data", (chunk: Buffer) => errors.push(chunk.toString()));
	await new Promise<void>((resolve, reject) => {
		up.once("exit", () => reject(new Error(errors.join(""))));
		up.stdout.on("data", (chunk: Buffer) => {
			text += chunk.toString();
			if (text.includes("Ctrl-C stops everything.")) resolve();
		});
	});
	const hubUrl = /Hub +(http:\S+)/.exec(text)?.[1];
	environment = { LANG: "en", KONTOR_HUB_URL: hubUrl, KONTOR_HOME: home };
	stop = async () => {
		const exited = once(up, "exit");
		up.kill("SIGINT");
		const [code] = await exited;
		return { code, errors: errors.join("") };
	};
}, 30_000);

afterAll(() => rm(home, { recursive: true, force: true }));

test("a merchant is added, his statement imported once, what needs a person is listed, and all of it is explained", {
	timeout: 30_000,
}, async () => {
	const added = await kontor(["merchant", "add", "Laden am Eck"], environment);
	environment = { ...environment, KONTOR_KEY: /KONTOR_KEY=(\S+)/.exec(added.stdout)?.[1] };
	await kontor(["account", "add", "DE15 3705 0198 0001 2345 67", "--from", "2026-01-01"], environment);

	const imported = await kontor(
		["import", fixture("november.sta"), "--account", "DE15370501980001234567"],
		environment,
	);
	expect(imported.stdout).toContain("november.sta (mt940): postings 6 new");
	expect(imported.exitCode).toBe(0);
	const again = await kontor(["import", fixture("november.sta"), "--account", "DE15370501980001234567"], environment);
	expect(again.stdout).toContain("postings 0 new, 6 known already");

	const dropped = await kontor(["bank", "add", "folder", "--name", "Ablage", "--set", "whole=renamed"], environment);
	expect(dropped.stdout).toMatch(/Ablage {2}ready/);
	const [drop = ""] = await readdir(join(home, "drop"));
	await copyFile(fixture("november-camt.xml"), join(home, "drop", drop, "november.xml"));
	expect((await kontor(["bank", "fetch", "Ablage"], environment)).stdout).toContain("last fetched");
	expect(await readdir(join(home, "drop", drop, "imported"))).toEqual(["november.xml"]);
	expect((await kontor(["bank", "list"], environment)).stdout).toContain("folder");

	const review = await kontor(["review"], environment);
	const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(review.stdout)?.[0] ?? "";
	const explained = await kontor(["explain", id, "--language", "de"], environment);
	expect(explained.stdout).toMatch(/^Buchung {2}\d\d\.11\.2026/);
	expect(explained.stdout).toContain("zu prüfen, von Kontor");
	const figures = await kontor(["figures", "--language", "en"], environment);
	expect(figures.stdout).toMatch(/assigned by Kontor +\d/);
	expect(figures.stdout).toContain("No assignment is confirmed yet.");
});

test("the page of a connection is opened by its name, once", async () => {
	const hub = { baseUrl: environment.KONTOR_HUB_URL ?? "", key: environment.KONTOR_KEY ?? "" };
	const config = { url: "https://shop.invalid" };
	await call(hub, createConnection, { body: { plugin: "woocommerce", name: "Mein Laden", config } });
	const { stdout, exitCode } = await kontor(["open", "mein laden", "--language", "de"], environment);
	expect(exitCode).toBe(0);
	const { origin, hash } = new URL(stdout.trim());
	const session = await call({ baseUrl: origin }, openLinkedSession, { body: { link: hash.slice(1) } });
	expect(session).toMatchObject({ language: "de" });
	const unknown = await kontor(["open", "nirgends"], environment);
	expect(unknown).toMatchObject({
		exitCode: 2,
		stderr: expect.stringMatching(/"nirgends"\. There are:\n.*Mein Laden/s),
	});
});

test("what is missing is said", async () => {
	const without = (name: string) => ({ ...environment, [name]: undefined });
	const noKey = await kontor(["review"], without("KONTOR_KEY"));
	expect(noKey).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("The merchant's API key is missing") });
	const noAccount = await kontor(["import", fixture("november.sta"), "--account", "nowhere"], environment);
	expect(noAccount).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("There is no account nowhere") });
	const noHub = await kontor(["review"], { ...environment, KONTOR_HUB_URL: "http://127.0.0.1:9" });
	expect(noHub).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('"kontor up" starts one') });
	const noHostKey = await kontor(["host"], environment);
	expect(noHostKey).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("KONTOR_HOST_KEY") });
});

test("the host's key is its owner's alone, and Ctrl-C ends everything in order", async () => {
	const { mode } = await stat(join(home, "host-key"));
	expect(mode & 0o777).toBe(0o600);
	expect(await stop()).toEqual({ code: 0, errors: "" });
	await expect(stat(join(home, "postgres/data/postmaster.pid"))).rejects.toThrow("ENOENT");
});
