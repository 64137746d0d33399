import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
	type ClientOptions,
	call,
	createAccount,
	createBankAccess,
	getBankAccess,
	listNotifications,
	listPostings,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { feedsOf } from "../../src/bank-feeds/feeds.ts";
import { type Booked, camt, mt940, OWN_IBAN } from "../support/statements.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";

const SECOND_IBAN = "DE02120300000000202051";
const A: Booked = { day: "2026-11-01", minor: 4_990, name: "Anna Adler", text: "Bestellung 1001" };
const B: Booked = { day: "2026-11-02", minor: 700, name: "Bernd Bach", text: "Bestellung 1002" };

describe("a folder that other software puts statements into", () => {
	let hub: TestHub;
	let root: string;
	let merchant: ClientOptions & { id: string };
	let folder: string;
	let access: string;
	let accounts: string[];
	beforeAll(async () => {
		root = await mkdtemp(join(tmpdir(), "kontor-drop-"));
		hub = await startTestHub({ feeds: feedsOf({ dropFolder: root }) });
	});
	afterAll(async () => {
		await hub.close();
		await rm(root, { recursive: true });
	});
	beforeEach(async () => {
		// The files' times are those of the machine.
		hub.setClock(new Date(Date.now() + 60_000));
		await hub.sql.query("UPDATE bank_accesses SET due_at = NULL");
		merchant = await hub.newMerchant();
		folder = join(root, merchant.id);
		accounts = [];
		for (const number of [OWN_IBAN, SECOND_IBAN]) {
			const body = { name: number, number, assignFrom: "2026-10-01" };
			accounts.push((await call(merchant, createAccount, { body })).id);
		}
		const body = { feed: "folder", name: "Bankprogramm", config: {} };
		({ id: access } = await call(merchant, createBankAccess, { body }));
		await run();
	});

	const run = async () => {
		hub.advance(60_000);
		await hub.tick();
		await hub.hub.accessRuns.idle();
	};
	const put = (name: string, bytes: Uint8Array) => writeFile(join(folder, name), bytes);
	const list = async (place: string) => (await readdir(join(folder, place)).catch((): string[] => [])).sort();
	const told = async () =>
		(await call(merchant, listNotifications, { query: {} })).items.filter(({ code }) => code.startsWith("BANK_"));
	const postings = async () =>
		(await call(merchant, listPostings, { query: { limit: 500 } })).items
			.map(({ account, amount }) => `${accounts.indexOf(account)}: ${amount.minor}`)
			.toSorted();

	it("is made for the merchant, and its files go to the accounts they name", async () => {
		await put("giro.xml", camt([A, B]));
		const both = [...mt940([{ ...A, minor: 1 }]), ...mt940([{ ...B, minor: 2 }], { account: SECOND_IBAN })];
		await put("both.sta", new Uint8Array(both));
		await run();
		expect(await postings()).toEqual(["0: 1", "0: 4990", "0: 700", "1: 2"]);
		expect(await list("imported")).toEqual(["both.sta", "giro.xml"]);
		expect(await call(merchant, getBankAccess, { params: { access } })).toMatchObject({
			state: "ready",
			lastSuccessAt: hub.now().toISOString(),
			problem: null,
		});
		expect(await told()).toEqual([]);
	});

	it("puts aside a file of an account that is not there, stores what else is in it, and says which is missing", async () => {
		const both = [...mt940([A]), ...mt940([B], { account: "DE75512108001245126199" })];
		await put("both.sta", new Uint8Array(both));
		await run();
		expect(await postings()).toEqual(["0: 4990"]);
		expect(await list("failed")).toEqual(["both.sta"]);
		const [notice, ...others] = await told();
		expect(others).toEqual([]);
		expect(notice).toMatchObject({ code: "BANK_ACCOUNT_UNKNOWN", about: { access } });
		expect(notice?.text.de).toContain("DE75512108001245126199");
	});

	it("puts aside what cannot be read, and takes the file again when it is put back", async () => {
		await put("a.txt", new TextEncoder().encode("no statement"));
		await put("b.xml", camt([B]));
		await run();
		expect(await postings()).toEqual(["0: 700"]);
		expect([await list("failed"), await list("imported")]).toEqual([["a.txt"], ["b.xml"]]);
		expect(await told()).toMatchObject([{ code: "BANK_DELIVERY_UNREADABLE" }]);
		await put("a.txt", camt([A]));
		await run();
		expect(await postings()).toEqual(["0: 4990", "0: 700"]);
		// What was put aside is still there: that is told until somebody has seen to it.
		await put("c.txt", new TextEncoder().encode("no statement either"));
		await run();
		expect((await told()).map(({ text }) => /[ac]\.txt/.exec(text.de)?.[0] ?? "").sort()).toEqual(["a.txt", "c.txt"]);
	});

	it("keeps merchants apart: neither a name nor a link leads into another one's folder", async () => {
		const stranger = await hub.newMerchant();
		await mkdir(join(root, stranger.id), { recursive: true });
		await writeFile(join(root, stranger.id, "a.xml"), camt([A]));
		const steal = (config: object) =>
			call(merchant, createBankAccess, { body: { feed: "folder", name: "x", config: { ...config } } });
		await expect(steal({ folder: `../${stranger.id}` })).rejects.toThrow(/INVALID_REQUEST/);
		await symlink(join(root, stranger.id), join(folder, "link"));
		const { id } = await steal({ folder: "link" });
		await run();
		expect(await call(merchant, getBankAccess, { params: { access: id } })).toMatchObject({ state: "stopped" });
		expect(await postings()).toEqual([]);
	});
});
