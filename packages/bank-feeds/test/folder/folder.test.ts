import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FeedError, type FilePayload, folderFeed } from "../../src/index.ts";

const ACCOUNT = { id: "files" };

describe("a folder with bank statements", () => {
	let root: string;
	let memory: unknown;
	let outside: string;
	beforeEach(async () => {
		root = await mkdtemp(join(tmpdir(), "kontor-folder-"));
		outside = await mkdtemp(join(tmpdir(), "kontor-outside-"));
		memory = undefined;
	});
	afterEach(async () => {
		await rm(root, { recursive: true });
		await rm(outside, { recursive: true });
	});

	type Config = { folder?: string; afterwards?: "move" | "keep"; whole?: "unchanged" | "renamed" };

	function context({ afterwards = "move", whole = "unchanged", ...config }: Config, inMs: number) {
		return {
			config: { ...config, afterwards, whole },
			secrets: {},
			memory,
			remember: async (kept: unknown) => {
				memory = JSON.parse(JSON.stringify(kept));
			},
			ask: () => Promise.reject(new Error("a folder asks nothing")),
			fetch,
			now: () => new Date(Date.now() + inMs),
			signal: new AbortController().signal,
		};
	}

	/** What it delivers after a minute, each said to be stored. */
	async function look(config: Config = {}, { as = "imported" as "imported" | "failed", inMs = 60_000 } = {}) {
		const read: Record<string, string> = {};
		for await (const payload of folderFeed({ root }).fetch(context(config, inMs), ACCOUNT, "2026-11-01")) {
			read[payload.name] = await textOf(payload);
			await payload.taken(as);
		}
		return read;
	}

	const put = (name: string, text: string) => writeFile(join(root, name), text);
	const list = async (place = "") => (await readdir(join(root, place)).catch((): string[] => [])).sort();

	it("makes the folder, and delivers each file once, in the order of names", async () => {
		const feed = folderFeed({ root: join(root, "new") });
		expect(await feed.setUp(context({}, 0))).toMatchObject({ state: "ready", accounts: [ACCOUNT] });
		await put("b.sta", "two");
		await put("a.xml", "one");
		expect(Object.entries(await look())).toEqual([
			["a.xml", "one"],
			["b.sta", "two"],
		]);
		expect(await look()).toEqual({});
		expect(await list("imported")).toEqual(["a.xml", "b.sta"]);
		expect(await list("reading")).toEqual([]);
	});

	it("takes no file that is still written to", async () => {
		await put("a.sta", "half");
		expect(await look({}, { inMs: 0 })).toEqual({});
		await appendFile(join(root, "a.sta"), " and half");
		expect(await look({}, { inMs: 29_000 })).toEqual({});
		expect(await look({}, { inMs: 31_000 })).toEqual({ "a.sta": "half and half" });
	});

	it("takes a file as soon as it has its final name, where software works like that", async () => {
		for (const name of ["a.sta.part", ".a.sta", "~a.sta", "a.FILEPART"]) await put(name, "half");
		await put("empty.sta", "");
		expect(await look({ whole: "renamed" }, { inMs: 0 })).toEqual({});
		await rename(join(root, "a.sta.part"), join(root, "a.sta"));
		expect(await look({ whole: "renamed" }, { inMs: 0 })).toEqual({ "a.sta": "half" });
	});

	it("takes a content once, whatever it is called; a new one under a known name is new", async () => {
		await put("umsaetze.sta", "monday");
		await look();
		await put("umsaetze.sta", "tuesday");
		await put("umsaetze (2).sta", "monday");
		expect(await look()).toEqual({ "umsaetze.sta": "tuesday" });
		const imported = await list("imported");
		expect(imported).toHaveLength(3);
		const texts = await Promise.all(imported.map((name) => readFile(join(root, "imported", name), "utf8")));
		expect(texts.sort()).toEqual(["monday", "monday", "tuesday"]);
	});

	it("delivers again what nobody said was stored: the process was killed, or the database away", async () => {
		await put("a.sta", "one");
		const run = folderFeed({ root }).fetch(context({}, 60_000), ACCOUNT, "2026-11-01")[Symbol.asyncIterator]();
		expect((await run.next()).value.name).toBe("a.sta");
		await run.return?.(undefined);
		expect(await look()).toEqual({ "a.sta": "one" });
	});

	it("puts aside what cannot be read, and takes it again when it is put back", async () => {
		await put("a.sta", "one");
		expect(await look({}, { as: "failed" })).toEqual({ "a.sta": "one" });
		expect(await list("failed")).toEqual(["a.sta"]);
		await rename(join(root, "failed", "a.sta"), join(root, "a.sta"));
		expect(await look()).toEqual({ "a.sta": "one" });
	});

	it("never mistakes a file that took the name of one being read for it", async () => {
		await put("a.sta", "old");
		for await (const payload of folderFeed({ root }).fetch(context({}, 60_000), ACCOUNT, "2026-11-01")) {
			await put("a.sta", "new");
			expect(await textOf(payload)).toBe("old");
			await payload.taken("imported");
		}
		expect(await look()).toEqual({ "a.sta": "new" });
	});

	it("does not take for stored what was written to meanwhile", async () => {
		await put("a.sta", "half");
		for await (const payload of folderFeed({ root }).fetch(context({}, 60_000), ACCOUNT, "2026-11-01")) {
			await appendFile(join(root, "reading", "a.sta"), " and half");
			await expect(textOf(payload)).rejects.toMatchObject({ fault: "unavailable" });
			await payload.taken("imported");
		}
		expect(await look()).toEqual({ "a.sta": "half and half" });
	});

	it("leaves files where they are, if told to, and reads each content once", async () => {
		const config = { afterwards: "keep" } as const;
		await put("a.sta", "one");
		expect(await look(config)).toEqual({ "a.sta": "one" });
		expect(await look(config)).toEqual({});
		await put("b.sta", "one");
		expect(await look(config)).toEqual({});
		await put("a.sta", "two");
		expect(await look(config)).toEqual({ "a.sta": "two" });
		expect(await list()).toEqual(["a.sta", "b.sta"]);
		await put("c.sta", "faulty");
		expect(await look(config, { as: "failed" })).toEqual({ "c.sta": "faulty" });
		expect(await look(config)).toEqual({});
	});

	it("follows no link, neither to a file nor to a folder, and leaves no folder", async () => {
		await writeFile(join(outside, "secret.sta"), "secret");
		await symlink(join(outside, "secret.sta"), join(root, "a.sta"));
		await symlink(outside, join(root, "linked"));
		await mkdir(join(root, "folder.sta"));
		expect(await look()).toEqual({});
		await expect(look({ folder: "linked" })).rejects.toMatchObject({ fault: "unexpected-reply" });
		const { config } = folderFeed({ root }).manifest;
		for (const folder of ["..", "../x", "/etc", "a/../../b", ".hidden", "a//b", "C:\\x", "a\0b"]) {
			expect(config.safeParse({ folder }).success, folder).toBe(false);
			if (!folder.includes("\0")) continue;
			await expect(folderFeed({ root }).setUp(context({ folder }, 0))).rejects.toBeInstanceOf(FeedError);
		}
		await expect(look({ folder: "../x" })).rejects.toMatchObject({ fault: "unexpected-reply" });
		expect(config.safeParse({ folder: "Bank 1/täglich" }).success).toBe(false);
		expect(config.safeParse({ folder: "Bank 1/daily.out" }).success).toBe(true);
	});

	it("reads a large file in pieces", async () => {
		await put("large.xml", "x".repeat(3_000_000));
		for await (const payload of folderFeed({ root }).fetch(context({}, 60_000), ACCOUNT, "2026-11-01")) {
			let largest = 0;
			let whole = 0;
			for await (const { length } of payload.open()) {
				largest = Math.max(largest, length);
				whole += length;
			}
			expect({ whole, inPieces: largest < 1_000_000 }).toEqual({ whole: 3_000_000, inPieces: true });
			await payload.taken("imported");
		}
		expect(await list("imported")).toEqual(["large.xml"]);
	});

	it("says so where the folder cannot be used", async () => {
		await put("file", "no folder");
		await expect(look({ folder: "file" })).rejects.toMatchObject({ fault: "unavailable" });
	});
});

async function textOf(payload: FilePayload): Promise<string> {
	const pieces: Uint8Array[] = [];
	for await (const piece of payload.open()) pieces.push(piece);
	return Buffer.concat(pieces).toString();
}
