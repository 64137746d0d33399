import { expect, test } from "vitest";
import { bytes, readAll, readEntry, readWhole } from "./reading.ts";

/** What printing and damaging files has brought to light; each test names what it guards against. */

test("a wrap that leaves a colon alone takes nothing of the next field into the text", async () => {
	const entry = await readEntry(":61:2611021102C1,00NTRFNONREF\n:86:166?00BUCHUNG?20SVWZ+Rest\n:");
	expect(entry.remittance).toBe("Rest:");
	expect((await readEntry(":61:2611021102C1,00NTRFNONREF\n:\n86:166?20SVWZ+Rest")).remittance).toBe("Rest");
});

test("the record of an entry is whole where its start tag is cut in two by the pieces of the file", async () => {
	// The first 16 KiB are looked at in one piece.
	const start = "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE75370400440532013001</IBAN></Id></Acct><Nt";
	const entry = '<Amt Ccy="EUR">1.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><BookgDt><Dt>2026-11-02</Dt></BookgDt>';
	const end = `ry>${entry}</Ntry></Stmt></BkToCstmrStmt></Document>`;
	const [statement] = await readWhole([
		bytes(start.replace("<Stmt>", `<Stmt>${" ".repeat(20_000)}`)),
		...Array.from(end, (one) => bytes(one)),
	]);
	expect(statement?.entries[0]?.raw).toBe(`<Ntry>${entry}</Ntry>`);
});

test("a file that is not read on, because it nests too deeply, comes to an end", async () => {
	const file = `<Document><BkToCstmrStmt><Stmt>\n${"<a>".repeat(200)}\n${"\n</a>".repeat(200)}</Stmt></BkToCstmrStmt></Document>`;
	expect(await readAll(bytes(file))).toMatchObject({ statements: [], faults: [{ position: { element: "Stmt[1]" } }] });
});
