import { request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { call, createAccount, type ImportReport, importStatement, listPostings, patchAccount } from "@kontor/protocol";
import { zipSync } from "fflate";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { receiveFile } from "../src/postings/importing/receive-file.ts";
import { type Booked, camt, csv, mt940, OWN_IBAN } from "./support/statements.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

const A: Booked = { day: "2026-11-03", minor: 4_990, name: "Anna Adler", text: "Bestellung 1001" };
const B: Booked = { day: "2026-11-04", minor: 12_000, name: "Bernd Bach", text: "Rechnung 77" };
const encoder = new TextEncoder();

/** More than is sent to the database at once, on two days, twins among them. */
const MANY = Array.from(
	{ length: 4_500 },
	(_, n): Booked => ({
		day: n < 3_000 ? "2026-11-03" : "2026-11-04",
		minor: 100 + (n % 7),
		name: "Erika Muster",
		text: `Bestellung ${n % 4_000}`,
	}),
);

describe("statement files", () => {
	let hub: TestHub;
	let merchant: Awaited<ReturnType<TestHub["newMerchant"]>>;
	let account: string;
	beforeAll(async () => {
		hub = await startTestHub();
	});
	afterAll(() => hub.close());
	beforeEach(async () => {
		merchant = await hub.newMerchant();
		const body = { name: "Girokonto", number: OWN_IBAN, assignFrom: "2026-11-01" };
		({ id: account } = await call(merchant, createAccount, { body }));
	});

	const send = (body: Uint8Array<ArrayBuffer> | Blob): Promise<ImportReport> =>
		call(merchant, importStatement, { params: { account }, body });
	async function count(): Promise<number> {
		const { rows } = await hub.sql.query("SELECT count(*)::int AS count FROM postings WHERE account_id = $1", [
			account,
		]);
		return rows[0].count;
	}
	const url = () => new URL(importStatement.path.replace("{account}", account), merchant.baseUrl);
	const headers = () => ({ authorization: `Bearer ${merchant.key}`, "content-type": "application/octet-stream" });

	it("of many entries are stored whole, known again in part, and asked about nowhere", async () => {
		expect(await send(camt(MANY.slice(0, 4_000)))).toMatchObject({ created: 4_000, known: 0, questions: [] });
		expect(await send(camt(MANY, { number: "2" }))).toMatchObject({ created: 500, known: 4_000, questions: [] });
		expect(await send(camt(MANY.toReversed(), { number: "3" }))).toMatchObject({ created: 0, known: 4_500 });
		expect(await send(mt940(MANY))).toMatchObject({ created: 0, known: 4_500, questions: [] });
		expect(await count()).toBe(4_500);
	});

	it("give nothing of a statement that ends in a fault, and all of the others (C5)", async () => {
		const whole = new TextDecoder().decode(camt(MANY));
		const cut = (text: string, from: string) =>
			text.slice(text.indexOf(from), text.indexOf("</Stmt>") + "</Stmt>".length);
		const last = whole.lastIndexOf("<BookgDt><Dt>2026-11-04");
		const broken = `${whole.slice(0, last)}<BookgDt><Dt>2026-AB-04${whole.slice(last + "<BookgDt><Dt>2026-11-04".length)}`;
		const good = cut(new TextDecoder().decode(camt([A], { number: "7" })), "<Stmt>");
		const both = broken.replace("</Stmt>", `</Stmt>${good}`);
		const report = await send(encoder.encode(both));
		expect(report).toMatchObject({ created: 1, statements: 1 });
		expect(report.errors).toMatchObject([{ position: expect.stringContaining("Ntry[4500]") }]);
		expect(await count()).toBe(1);
		// The bank delivers it again, whole.
		expect(await send(encoder.encode(whole))).toMatchObject({ created: 4_500, errors: [] });
	});

	it("leave nothing when the import is killed in the middle, and can be sent again", async () => {
		await hub.sql.query("BEGIN; LOCK TABLE postings IN EXCLUSIVE MODE");
		const sent = send(camt(MANY)).catch((error: Error) => error);
		try {
			// Everything is staged, the first postings are about to be stored.
			const kill = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO postings%'`;
			const killed = async () => {
				await hub.sql.query("SELECT pg_stat_clear_snapshot()");
				return (await hub.sql.query(kill)).rowCount;
			};
			await expect.poll(killed, { timeout: 15_000 }).toBe(1);
		} finally {
			await hub.sql.query("ROLLBACK");
		}
		expect(await sent).toMatchObject({ problem: { code: "INTERNAL", retry: "later" } });
		expect(await count()).toBe(0);
		expect(await send(camt(MANY))).toMatchObject({ created: 4_500, known: 0 });
	});

	it("come in a ZIP, each fault and each other account with the file's name", async () => {
		const files = { "a.sta": mt940([A]), "b.xml": camt([B]), "c.sta": mt940([A], { account: "10000000/0000000001" }) };
		const report = await send(zipSync({ ...files, "d.txt": encoder.encode("nothing at all") }));
		expect(report).toMatchObject({ created: 2, statements: 2, format: "camt.053 mt940" });
		expect(report.errors.map(({ position }) => position)).toEqual([
			expect.stringContaining("c.sta"),
			expect.stringContaining("d.txt"),
		]);
		expect(report.errors[0]?.text.de).toBe(
			`c.sta: Dieser Auszug gehört zum Konto 10000000/0000000001, nicht zu ${OWN_IBAN}. Er wurde nicht eingelesen.`,
		);
		expect(await send(zipSync({ "b.xml": camt([B]), "a.sta": mt940([A]) }))).toMatchObject({ created: 0, known: 2 });
	});

	it("in CSV belong to the account they name, or to the one they are given to", async () => {
		expect(await send(csv([A]))).toMatchObject({ created: 1, format: "csv" });
		await expect(send(csv([A, B], { account: "DE02120300000000202051" }))).rejects.toThrow(/UNREADABLE_FILE/);

		const own = encoder.encode("Tag;Wer;Was;Wieviel\r\n04.11.2026;Bernd Bach;Rechnung 77;120,00\r\n");
		await expect(send(own)).rejects.toThrow(/UNREADABLE_FILE/);
		const columns = { bookingDay: "Tag", name: "Wer", remittance: ["Was"], amount: "Wieviel" };
		const params = { account };
		await expect(call(merchant, patchAccount, { params, body: { csvMapping: { columns: 7 } } })).rejects.toThrow(
			/INVALID_REQUEST.*csvMapping/,
		);
		const csvMapping = { header: ["Tag", "Wer", "Was", "Wieviel"], columns };
		expect(await call(merchant, patchAccount, { params, body: { csvMapping } })).toMatchObject({ csvMapping });
		expect(await send(own)).toMatchObject({ created: 1 });
		expect(await send(own)).toMatchObject({ created: 0, known: 1 });
		const { items } = await call(merchant, listPostings, { query: {} });
		expect(items[0]).toMatchObject({ amount: { minor: 12_000 }, counterparty: { name: "Bernd Bach" } });
	});

	it("keep what PostgreSQL cannot store out of the way", async () => {
		const strange = { ...A, name: "Tab\tMuster\\N", text: "Zeile\\r 1 \\ \\u0000 '; DROP" };
		expect(await send(camt([strange]))).toMatchObject({ created: 1 });
		const { items } = await call(merchant, listPostings, { query: {} });
		expect(items[0]?.remittance).toBe(strange.text);
		const nul = new TextDecoder().decode(mt940([B])).replace("Rechnung 77", "Rech\u0000ung 77");
		expect((await send(encoder.encode(nul))).created).toBe(1);

		const batch = { ...A, minor: 300, payments: [1, 2].map((n) => ({ ...A, minor: n * 100, endToEndId: `E${n}` })) };
		const long = new TextDecoder()
			.decode(camt([batch]))
			.replaceAll(/(<Refs>)(<EndToEndId>E(.))/g, (_, refs, id, n) => `${refs}<TxId>${n.repeat(9_000)}</TxId>${id}`);
		expect(await send(encoder.encode(long))).toMatchObject({ created: 2, errors: [] });
		const never = new TextDecoder().decode(camt([B, { ...A, day: "0000-01-01" }]));
		await expect(send(encoder.encode(never))).rejects.toThrow(/UNREADABLE_FILE: .*0000-01-01/);
	});

	it("are carried out once for an Idempotency-Key, and refused for another file", async () => {
		const once = (body: Uint8Array<ArrayBuffer>) =>
			call(merchant, importStatement, { params: { account }, body }, { headers: { "idempotency-key": "k1" } });
		const first = await once(mt940([A]));
		expect(await once(mt940([A]))).toEqual(first);
		await expect(once(mt940([B]))).rejects.toThrow(/KEY_REUSED/);
		expect(await count()).toBe(1);
	});

	it("are bytes and complete: JSON, nothing and half of one are refused and leave nothing", async () => {
		const json = { ...headers(), "content-type": "application/json" };
		expect((await fetch(url(), { method: "POST", headers: json, body: "{}" })).status).toBe(400);
		expect((await fetch(url(), { method: "POST", headers: headers(), body: "" })).status).toBe(422);

		const breaksOff = Readable.from([mt940([A]), Promise.reject(new Error("the line is dead"))]);
		await expect(pipeline(breaksOff, request(url(), { method: "POST", headers: headers() }))).rejects.toThrow();
		expect(await count()).toBe(0);
	});

	it("are refused when they are larger than allowed, before they fill the disk", async () => {
		let read = 0;
		const endless = Readable.from(
			(function* () {
				for (; read < 1_000; read++) yield Buffer.alloc(1_000);
			})(),
		);
		await expect(receiveFile(endless, async () => "taken", 10_000)).rejects.toThrow(/TOO_LARGE/);
		expect(read).toBeLessThan(100);
	});

	it("are taken from a Blob, which is read while it is sent", async () => {
		expect(await send(new Blob([mt940([A, B])]))).toMatchObject({ created: 2 });
	});
});
