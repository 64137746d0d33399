import { expect, test } from "vitest";
import { Lines } from "../src/mt940/lines.ts";
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

test("a table of no known bank that comes in small pieces is not looked at anew with each of them", async () => {
	const file = bytes("a;b;c;d\n1;2;3;4\n".repeat(2000));
	const pieces = Array.from({ length: file.length / 16 }, (_, at) => file.subarray(at * 16, (at + 1) * 16));
	const begun = process.cpuUsage();
	expect((await readAll(pieces)).faults).toHaveLength(1);
	const { user, system } = process.cpuUsage(begun);
	expect((user + system) / 1000).toBeLessThan(1500);
});

test("a wrapped line of a CSV that begins with a blank is as wide as it is, and goes on in the next", async () => {
	const header =
		"Kontonummer;Buchungstag;Wertstellung;Auftraggeber/Empfänger;Buchungstext;VWZ1;VWZ2;VWZ3;Betrag;Währung";
	const lines = ["Bestellung vom 3. November!", " Danke CRED: DE98ZZZ0999999", "9999 SW1"];
	const row = `1;02.11.2020;02.11.2020;Erika;Gutschrift;${lines.join(";")};1,00;EUR`;
	const [statement] = await readWhole(`${header}\n${row}\n`);
	expect(statement?.entries[0]).toMatchObject({
		creditorId: "DE98ZZZ09999999999",
		remittance: "Bestellung vom 3. November! Danke SW1",
	});
});

test("a line longer than any is one line of the file, however it arrives", async () => {
	const file = bytes(`:20:T\n:25:1\n:60F:C261101EUR0,\n:NS:${"x".repeat(200_000)}\n:61:2611021102C1,00NTRFNONREF\n-\n`);
	for (const size of [5000, 70_000, file.length]) {
		const pieces = Array.from({ length: Math.ceil(file.length / size) }, (_, at) =>
			file.subarray(at * size, (at + 1) * size),
		);
		const [statement] = await readWhole(pieces);
		expect(statement?.entries[0]?.position.line).toBe(5);
	}
});

test("a line feed that arrives alone behind its carriage return swallows no other", async () => {
	const found: string[] = [];
	const lines = new Lines(({ source }) => found.push(...source.split("\n")));
	for (const piece of ["a\r", "\n", "\n", "b"]) lines.feed(piece);
	lines.end();
	expect(found).toEqual(["a", "", "b"]);
});

test("a byte that is damaged does not make another encoding of the umlauts around it", async () => {
	const text = ":20:T\n:25:1\n:60F:C261101EUR0,\n:61:2611021102C1,00NTRFNONREF\n:86:Grüße aus Köln von Jörg#\n-\n";
	const file = bytes(text);
	file[file.indexOf(0x23)] = 0xff;
	for (const mark of [[], [0xef, 0xbb, 0xbf]]) {
		const [statement] = await readWhole([Buffer.from(mark), file]);
		expect(statement?.id).toBe("T");
		expect(statement?.entries[0]?.remittance).toBe("Grüße aus Köln von Jörg\ufffd");
	}
});
