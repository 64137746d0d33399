import { describe, expect, test } from "vitest";
import { readInPieces, readWhole } from "./reading.ts";

const NAME = "Jörg Größe-Übel";
const MT940 = `:20:T\n:25:1\n:60F:C261101EUR0,\n:61:2611021102C1,00NTRFNONREF\n:86:166?20SVWZ+RE-1?32${NAME}\n:62F:C261102EUR1,\n-\n`;
const camt = (encoding: string) =>
	`<?xml version="1.0" encoding="${encoding}"?><Document><BkToCstmrStmt><Stmt><Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-02</Dt></BookgDt><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>${NAME}</Nm></Dbtr></RltdPties></TxDtls></NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>`;

const utf8 = (text: string) => Buffer.from(text, "utf8");
const latin1 = (text: string) => Buffer.from(text, "latin1");
const utf16le = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");
const utf16be = (text: string) => utf16le(text).swap16();
const DOS: Readonly<Record<string, number>> = { ö: 0x94, ß: 0xe1, Ü: 0x9a };
const cp850 = (text: string) => Buffer.from(Array.from(text, (sign) => DOS[sign] ?? sign.charCodeAt(0)));

describe.each([
	["MT940 in UTF-8", utf8(MT940)],
	["MT940 in UTF-8 with a byte order mark", utf8(`\ufeff${MT940}`)],
	["MT940 in windows-1252", latin1(MT940)],
	["MT940 in code page 850", cp850(MT940)],
	["MT940 in UTF-16", utf16le(MT940)],
	["camt in UTF-8", utf8(camt("UTF-8"))],
	["camt in ISO-8859-1", latin1(camt("ISO-8859-1"))],
	["camt in ISO-8859-1 that says UTF-8", latin1(camt("UTF-8"))],
	["camt in windows-1252", latin1(camt("windows-1252"))],
	["camt in ISO-8859-15 that says so", latin1(camt("iso-8859-15"))],
	["camt in UTF-8 that says ISO-8859-1", utf8(camt("ISO-8859-1"))],
	["camt in UTF-8 with a mark that says ISO-8859-1", utf8(`\ufeff${camt("ISO-8859-1")}`)],
	["camt without declaration in windows-1252", latin1(camt("x").replace(/^.*\n/, ""))],
	["camt in an encoding of nobody", utf8(camt("klingon"))],
	["camt in UTF-16 (little endian)", utf16le(camt("UTF-16"))],
	["camt in UTF-16 (big endian)", utf16be(camt("UTF-16"))],
	["camt in UTF-16 without a mark", utf16le(camt("UTF-16")).subarray(2)],
	["camt in UTF-8 that says UTF-16", utf8(camt("UTF-16"))],
	["camt with blanks above its declaration", utf8(` \r\n${camt("UTF-8")}`)],
])("%s", (_, file) => {
	test("gives the name as it is", async () => {
		expect((await readWhole(file))[0]?.entries[0]?.counterparty.name).toBe(NAME);
	});

	test("does so in whatever pieces it arrives", () => {
		for (const size of [1, 2, 3, 100]) {
			expect(readInPieces(file, size)[0]?.entries[0]?.counterparty.name).toBe(NAME);
		}
	});
});
