import { describe, expect, test } from "vitest";
import { readStatementEvents } from "../src/index.ts";
import { LIMITS } from "../src/zip/limits.ts";
import { readZip } from "../src/zip/read-zip.ts";
import { bytes, fixture, readAll, readWhole } from "./reading.ts";
import { zipOf } from "./zipped.ts";

const camt = fixture("camt053-v8.xml");
const mt940 = fixture("sparkasse.sta");
const daily = (id: string) =>
	`<Document><BkToCstmrStmt><Stmt><Id>${id}</Id><Ntry><Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-02</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>`;

describe("a ZIP", () => {
	test("gives the statements of every file in it, each with the file's path", async () => {
		const archive = zipOf([
			{ name: "2026/11/camt.xml", content: camt },
			{ name: "2026/11/mt940.sta", content: mt940, stored: true },
			{ name: "2026/", content: "", stored: true },
			{ name: "__MACOSX/2026/11/._camt.xml", content: "x" },
		]);
		const statements = await readWhole(archive);
		expect(statements.map(({ format, position }) => [format, position.member])).toEqual([
			["camt.053", "2026/11/camt.xml"],
			["mt940", "2026/11/mt940.sta"],
			["mt940", "2026/11/mt940.sta"],
		]);
		expect(statements[0]?.entries[0]?.position).toEqual({
			member: "2026/11/camt.xml",
			line: 17,
			element: "Stmt[1]/Ntry[1]",
		});
	});

	test.each([
		["stored", { stored: true }],
		["deflated", {}],
		["stored with a data descriptor", { stored: true, descriptor: true }],
		["deflated with a data descriptor", { descriptor: true }],
	])("is read %s, in any pieces", async (_, how) => {
		const archive = zipOf([
			{ name: "a.xml", content: camt, ...how },
			{ name: "b.xml", content: daily("B"), ...how },
		]);
		const pieces = Array.from(archive, (_, at) => archive.subarray(at, at + 1));
		expect((await readWhole(pieces)).map(({ entries }) => entries.length)).toEqual([4, 1]);
	});

	test("may hold another one, but no third", async () => {
		const inner = zipOf([{ name: "a.xml", content: daily("A") }]);
		const middle = zipOf([
			{ name: "inner.zip", content: inner },
			{ name: "b.xml", content: daily("B") },
		]);
		const [first] = await readWhole(middle);
		expect(first?.position.member).toBe("inner.zip/a.xml");
		const { statements, faults } = await readAll(zipOf([{ name: "middle.zip", content: middle }]));
		expect(statements.map(({ position }) => position.member)).toEqual(["middle.zip/b.xml"]);
		expect(faults.map(({ position }) => position.member)).toEqual(["middle.zip/inner.zip"]);
	});

	test("in a name of another code page or with dots for folders is only shown, never opened", async () => {
		const [statement] = await readWhole(zipOf([{ name: "../../etc/Auszüge.xml", content: daily("A") }]));
		expect(statement?.position.member).toBe("../../etc/Auszüge.xml");
	});
});

describe("a fault in a ZIP (C5)", () => {
	const good = { name: "gut.xml", content: daily("A") };

	test.each([
		["is no statement", { content: "Sehr geehrte Damen und Herren" }, "ein Kontoauszug"],
		["has a statement with a fault", { content: daily("B").replace("1.00", "1,000") }, "ein Betrag"],
		["has a wrong checksum", { checksum: 1 }, "richtiger Prüfsumme"],
		["has a password", { encrypted: true }, "ohne Kennwort"],
		["is shorter than it says", { size: 10_000 }, "ein unbeschädigtes ZIP"],
		["is longer than it says", { size: 10 }, "ein unbeschädigtes ZIP"],
	])("names the file that %s, and loses nothing else", async (_, how, expected) => {
		const archive = zipOf([{ name: "ordner/schlecht.xml", content: daily("B"), ...how }, good]);
		const { statements, faults } = await readAll(archive);
		expect(statements.map(({ id }) => id)).toEqual(["A"]);
		expect(faults).toHaveLength(1);
		expect(faults[0]?.position.member).toBe("ordner/schlecht.xml");
		expect(faults[0]?.message.de).toMatch(/^ordner\/schlecht\.xml: Zeile 1/);
		expect(faults[0]?.message.de).toContain(expected);
	});

	test.each([
		["cut off", zipOf([good]).subarray(0, 200)],
		["empty", zipOf([])],
	])("that is %s is one", async (_, archive) => {
		const { statements, faults } = await readAll(archive);
		expect(statements).toEqual([]);
		expect(faults).toHaveLength(1);
		expect(faults[0]?.message.de).toContain("ZIP");
	});

	test("of the source itself is thrown", async () => {
		async function* broken() {
			yield zipOf([good]).subarray(0, 100);
			throw new Error("connection lost");
		}
		await expect(readAll(broken())).rejects.toThrow("connection lost");
	});
});

describe("a bomb", () => {
	async function* once(archive: Uint8Array) {
		yield archive;
	}
	const each = (content: AsyncIterable<Uint8Array>) => readStatementEvents(content);
	const faultsWithin = async (archive: Uint8Array, limits: Partial<typeof LIMITS>) => {
		const found: string[] = [];
		let statements = 0;
		for await (const events of readZip(once(archive), each, undefined, { ...LIMITS, ...limits })) {
			for (const event of events) {
				if (event.type === "fault") found.push(event.error.expected);
				else if (event.type === "statement") statements++;
			}
		}
		return { found, statements };
	};
	const files = ["a", "b", "c"].map((id) => ({ name: `${id}.xml`, content: daily(id) }));

	test("of zeros is not unpacked to its end, and nothing behind it is read", async () => {
		const archive = zipOf([{ name: "zeros", content: Buffer.alloc(16 * 1024 * 1024) }, ...files]);
		const { statements, faults } = await readAll(archive);
		expect(statements).toEqual([]);
		expect(faults.map(({ expected }) => expected)).toEqual(["a ZIP whose content is not implausibly large"]);
	});

	test("of too many files, too much content or too many bytes is refused", async () => {
		expect(await faultsWithin(zipOf(files), {})).toEqual({ found: [], statements: 3 });
		expect((await faultsWithin(zipOf(files), { members: 2 })).found).toEqual(["a ZIP of at most 2 files"]);
		const content = bytes(daily("a")).length + 1;
		expect(await faultsWithin(zipOf(files), { content })).toMatchObject({ found: [expect.any(String)], statements: 1 });
		expect((await faultsWithin(zipOf(files), { archive: 100 })).found).toEqual(["a smaller ZIP"]);
	});

	test("cannot hide in an archive inside", async () => {
		const inner = zipOf([{ name: "zeros", content: Buffer.alloc(16 * 1024 * 1024) }]);
		const { statements, faults } = await readAll(
			zipOf([{ name: "inner.zip", content: inner, stored: true }, ...files]),
		);
		expect(statements).toEqual([]);
		expect(faults.map(({ position }) => position.member)).toEqual(["inner.zip/zeros"]);
	});
});
