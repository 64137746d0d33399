import { describe, expect, test } from "vitest";
import { detectFormat, matchables } from "../src/index.ts";
import { bytes, fixture, readAll, readInPieces, readWhole } from "./reading.ts";

/** What files of camt differ in that a schema would refuse, and what every version calls differently. */

const IBAN = "DE75370400440532013001";
const ENTRY =
	'<Ntry><Amt Ccy="EUR">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt></Ntry>';
const statement = (content = ENTRY, name = "Stmt") =>
	`<${name}><Id>S</Id><Acct><Id><IBAN>${IBAN}</IBAN></Id></Acct>${content}</${name}>`;
const message = (content = statement()) => `<Document><BkToCstmrStmt>${content}</BkToCstmrStmt></Document>`;
const ONE = [{ account: { iban: IBAN }, entries: [{ amount: { minor: 1250 } }] }];

const KINDS = [
	["052", "BkToCstmrAcctRpt", "Rpt"],
	["053", "BkToCstmrStmt", "Stmt"],
	["054", "BkToCstmrDbtCdtNtfctn", "Ntfctn"],
] as const;
const VERSIONS = Array.from({ length: 14 }, (_, at) => at + 1);

describe.each(KINDS)("camt.%s", (kind, root, name) => {
	test.each(VERSIONS)("in version %i, as that one spells it", async (version) => {
		const schema = `camt.${kind}.001.${String(version).padStart(2, "0")}`;
		const status = version >= 8 ? "<Sts><Cd>BOOK</Cd></Sts>" : "<Sts>BOOK</Sts>";
		const party = version >= 8 ? "<Dbtr><Pty><Nm>Erika</Nm></Pty></Dbtr>" : "<Dbtr><Nm>Erika</Nm></Dbtr>";
		const bic = version >= 3 ? "BICFI" : "BIC";
		const amount =
			version >= 4
				? '<Amt Ccy="EUR">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
				: '<AmtDtls><TxAmt><Amt Ccy="EUR">12.50</Amt></TxAmt></AmtDtls>';
		const details = `<TxDtls><Refs><EndToEndId>E-1</EndToEndId></Refs>${amount}<RltdPties>${party}<DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct></RltdPties><RltdAgts><DbtrAgt><FinInstnId><${bic}>COBADEFFXXX</${bic}></FinInstnId></DbtrAgt></RltdAgts><RmtInf><Ustrd>RE-1</Ustrd></RmtInf></TxDtls>`;
		const nested = version === 1 ? details : `<NtryDtls>${details}</NtryDtls>`;
		const entry = `<Ntry><Amt Ccy="EUR">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd>${status}<BookgDt><Dt>2026-11-02</Dt></BookgDt>${nested}</Ntry>`;
		const rootName = version === 1 ? `${root}V01` : root;
		const text = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${schema}"><${rootName}>${statement(entry, name)}</${rootName}></Document>`;
		expect(detectFormat(bytes(text))).toBe(`camt.${kind}`);
		expect(await readWhole(text)).toMatchObject([
			{
				format: `camt.${kind}`,
				version: schema,
				entries: [
					{
						amount: { minor: 1250 },
						status: "booked",
						counterparty: { name: "Erika", iban: "DE89370400440532013000", bic: "COBADEFFXXX" },
						endToEndId: "E-1",
						remittance: "RE-1",
						details: [],
					},
				],
			},
		]);
	});
});

describe("a document", () => {
	test.each([
		["without namespace", message()],
		[
			"with a wrong namespace",
			message().replace("<Document>", '<Document xmlns="urn:iso:std:iso:20023:tech:xsd:camt.053.001.02">'),
		],
		["with prefixes", message().replaceAll(/<(\/?)(?=\w)/g, "<$1ns2:")],
		["with another root", message().replaceAll("Document>", "Message>")],
		["without root", statement().replace("<Stmt>", "<Stmt><!-- BkToCstmrStmt -->")],
		[
			"in a SOAP envelope",
			`<soap:Envelope xmlns:soap="s"><soap:Header>${"<x/>".repeat(2000)}</soap:Header><soap:Body>${message()}</soap:Body></soap:Envelope>`,
		],
		[
			"behind a declaration, a style sheet and a document type",
			`<?xml version='1.0'?><?xml-stylesheet href="x"?><!DOCTYPE Document [<!ELEMENT a (b)>]>${message()}`,
		],
		["behind a byte order mark and blanks", `\ufeff\r\n  ${message()}`],
		[
			"with comments and CDATA anywhere",
			message().replace("12.50<", "<!-- <Amt>9</Amt> --><![CDATA[12.50]]><").replaceAll("><", "><!-- & --><"),
		],
		["with line ends of Windows", message().replaceAll("><", ">\r\n<")],
		[
			"with tabs in its tags",
			message().replaceAll('<Amt Ccy="EUR">', "<Amt\n\tCcy = 'EUR' >").replaceAll("</Amt>", "</Amt\n>"),
		],
		[
			"with supplementary data that looks like the rest",
			message(
				statement(
					`${ENTRY}<SplmtryData><PlcAndNm>x</PlcAndNm><Envlp><Ntry><Amt Ccy="EUR">7</Amt></Ntry><Bal/></Envlp></SplmtryData>`,
				),
			),
		],
		[
			"with an attachment of megabytes",
			message(statement(`<SplmtryData>${"QUJD\n".repeat(1_000_000)}</SplmtryData>${ENTRY}`)),
		],
		["with something behind it", `${message()}\n\u0000\u001a Ende`],
	])("%s", async (_, text) => {
		expect(await readWhole(text)).toMatchObject(ONE);
	});

	test("behind another one, each with its own declaration", async () => {
		const one = `<?xml version="1.0" encoding="UTF-8"?>\n${message()}\n`;
		expect(await readWhole(one + one + one)).toMatchObject([...ONE, ...ONE, ...ONE]);
	});

	test("of one line of megabytes is read like any other", async () => {
		const count = 20_000;
		const [read] = await readWhole(message(statement(ENTRY.repeat(count))));
		expect(read?.entries).toHaveLength(count);
		expect(read?.entries.at(-1)?.position).toEqual({ line: 1, element: `Stmt[1]/Ntry[${count}]` });
		expect(read?.entries.every(({ raw }) => raw === ENTRY)).toBe(true);
	});

	test("with a batch of megabytes gives all of its payments and its source, in pieces of any size", () => {
		const count = 10_000;
		const details = `<TxDtls><Amt Ccy="EUR">1.00</Amt><RmtInf><Ustrd>${"RE-1 ".repeat(20)}</Ustrd></RmtInf></TxDtls>`;
		const content = ENTRY.replace("12.50", "10000.00").replace(
			"</Ntry>",
			`<NtryDtls>${details.repeat(count)}</NtryDtls></Ntry>`,
		);
		const file = bytes(message(statement(content)));
		const [read] = readInPieces(file, 9973);
		expect(read?.entries.map((entry) => [matchables(entry).length, entry.raw === content])).toEqual([[count, true]]);
	});

	test("that is another message of ISO 20022 gives one fault", async () => {
		const others = ["pain.002.001.03", "camt.086.001.01", "camt.029.001.09"];
		for (const other of others) {
			const text = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${other}"><X><GrpHdr/></X></Document>`;
			expect(await readAll(bytes(text))).toMatchObject({ statements: [], faults: [{ position: { line: 1 } }] });
		}
	});
});

describe("a statement", () => {
	test.each([
		["without account", "", { account: { id: "" }, entries: [{}] }],
		[
			"with an account of another kind",
			"<Acct><Id><Othr><Id>0012345678</Id></Othr></Id><Ccy>CHF</Ccy></Acct>",
			{ account: { id: "0012345678" }, currency: "CHF" },
		],
		[
			"with a proprietary account (.01)",
			"<Acct><Id><PrtryAcct><Id>4711</Id></PrtryAcct></Id></Acct>",
			{ account: { id: "4711" } },
		],
		[
			"with an IBAN in blanks",
			"<Acct><Id><IBAN>DE75 3704 0044 0532 0130 01</IBAN></Id></Acct>",
			{ account: { iban: IBAN } },
		],
	])("%s", async (_, account, expected) => {
		expect(await readWhole(message(`<Stmt>${account}${ENTRY}</Stmt>`))).toMatchObject([expected]);
	});

	test("without any date takes the day the message was made", async () => {
		const header = "<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-05T08:00:00</CreDtTm></GrpHdr>";
		const entry = ENTRY.replace(/<BookgDt>.*<\/BookgDt>/, "").replace("BOOK", "PDNG");
		const [read] = await readWhole(message(header + statement(entry)));
		expect(read?.entries[0]).toMatchObject({ bookingDay: "2026-11-05", valueDay: undefined, status: "pending" });
	});

	test("of one day gives it to its entries without any date, however late it was made", async () => {
		const header = "<GrpHdr><MsgId>M</MsgId><CreDtTm>2026-11-05T08:00:00</CreDtTm></GrpHdr>";
		const balance = (type: string, day: string) =>
			`<Bal><Tp><CdOrPrtry><Prtry>${type}</Prtry></CdOrPrtry></Tp><Amt Ccy="EUR">7.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>`;
		const entry = ENTRY.replace(/<BookgDt>.*<\/BookgDt>/, "");
		const dayOf = async (opening: string, closing: string) =>
			(await readWhole(message(header + statement(balance("OPBD", opening) + balance("CLBD", closing) + entry))))[0]
				?.entries[0]?.bookingDay;
		expect(await dayOf("2026-11-04", "2026-11-04")).toBe("2026-11-04");
		expect(await dayOf("2026-11-03", "2026-11-04")).toBe("2026-11-05");
	});

	test("takes days without hyphens", async () => {
		const [read] = await readWhole(message(statement(ENTRY.replace("2026-11-02", "20261102"))));
		expect(read?.entries[0]?.bookingDay).toBe("2026-11-02");
		const { faults } = await readAll(bytes(message(statement(ENTRY.replace("2026-11-02", "202611021")))));
		expect(faults.map(({ position }) => position.element)).toEqual(["Stmt[1]/Ntry[1]/BookgDt"]);
	});

	test("takes the codes of BAI2 for its balances", async () => {
		const balance = (code: string, amount: string) =>
			`<Bal><Tp><CdOrPrtry><Prtry>${code}</Prtry></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>`;
		const balances = balance("015", "20.00") + balance("901", "3.00") + balance("010", "7.50") + balance("040", "1.00");
		expect(await readWhole(message(statement(balances + ENTRY)))).toMatchObject([
			{ opening: { amount: { minor: 750 } }, closing: { amount: { minor: 2000 } }, warnings: [] },
		]);
	});

	test("keeps a value date that is none as written", async () => {
		const entry = ENTRY.replace("</Ntry>", "<ValDt><Dt>0000-00-00</Dt></ValDt></Ntry>");
		const [read] = await readWhole(message(statement(entry)));
		expect(read?.entries[0]).toMatchObject({
			bookingDay: "2026-11-02",
			valueDay: undefined,
			valueDayRaw: "0000-00-00",
		});
	});

	test("without entries gives its balances", async () => {
		const balance = (type: string) =>
			`<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">7.00</Amt><CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>`;
		expect(await readWhole(message(statement(balance("OPBD") + balance("CLBD"))))).toMatchObject([
			{ entries: [], opening: { amount: { minor: -700 } }, closing: { amount: { minor: -700 } }, warnings: [] },
		]);
	});

	test("of several days opens with the first one's balance and closes with the last one's", async () => {
		const balance = (type: string, day: number, amount: number) =>
			`<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-0${day}</Dt></Dt></Bal>`;
		const days = [balance("OPBD", 2, 0), balance("CLBD", 2, 5), balance("OPBD", 3, 5), balance("CLBD", 3, 12.5)];
		for (const balances of [days, days.toReversed()]) {
			const [read] = await readWhole(message(statement(balances.join("") + ENTRY)));
			expect(read).toMatchObject({
				opening: { amount: { minor: 0 }, day: "2026-11-02" },
				closing: { amount: { minor: 1250 }, day: "2026-11-03" },
				warnings: [],
			});
		}
	});

	test("takes the days of its balances from its period, or from the day it was made, where they have none", async () => {
		const balance = (type: string, amount: string) =>
			`<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
		const content = balance("OPBD", "1.00") + balance("CLBD", "13.5000000000001") + ENTRY;
		const created = "<GrpHdr><CreDtTm>2026-11-05T08:00:00</CreDtTm></GrpHdr>";
		const period = "<FrToDt><FrDtTm>2026-11-01T00:00:00</FrDtTm><ToDtTm>2026-11-03T23:59:59</ToDtTm></FrToDt>";
		for (const [said, from, to] of [
			["", "2026-11-05", "2026-11-05"],
			[period, "2026-11-01", "2026-11-03"],
		] as const) {
			expect(await readWhole(message(created + statement(said + content)))).toMatchObject([
				{
					opening: { amount: { minor: 100 }, day: from },
					closing: { amount: { minor: 1350 }, day: to },
					warnings: [],
				},
			]);
		}
	});

	test("with an entry that lacks its amount is refused with the element that lacks, the one behind it is not", async () => {
		const wrong = statement(ENTRY + ENTRY.replace(/<Amt.*<\/Amt>/, ""));
		const { statements, faults } = await readAll(bytes(message(wrong + statement())));
		expect(statements).toMatchObject(ONE);
		expect(faults.map(({ position }) => position.element)).toEqual(["Stmt[1]/Ntry[2]/Amt"]);
		const bare = await readAll(bytes(message(statement(ENTRY.replace("12.50", "")))));
		expect(bare.faults[0]?.message.de).toContain("(Stmt[1]/Ntry[1]/Amt): erwartet wurde ein Betrag");
	});
});

test.each([
	["UTF-16 in little endian", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le")],
	["UTF-16 in big endian", (text: string) => Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
	["ISO-8859-1", (text: string) => Buffer.from(text.replace("UTF-8", "ISO-8859-1"), "latin1")],
	["windows-1252 that says UTF-8", (text: string) => Buffer.from(text, "latin1")],
])("the same file in %s says the same", async (_, encode) => {
	const text = new TextDecoder().decode(fixture("camt053-v8.xml"));
	const withoutSource = (read: Awaited<ReturnType<typeof readWhole>>) => JSON.stringify(read);
	expect(withoutSource(await readWhole(encode(text)))).toBe(withoutSource(await readWhole(text)));
});
