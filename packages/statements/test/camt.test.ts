import { describe, expect, test } from "vitest";
import { detectFormat, matchables } from "../src/index.ts";
import { bytes, fixture, readInPieces, readWhole } from "./reading.ts";

/** A camt.053 of one entry, whose elements are given. */
function document(entry: string, { root = "BkToCstmrStmt", statement = "Stmt", head = "" } = {}): string {
	return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><${root}><${statement}><Id>1</Id><CreDtTm>2026-11-03T08:00:00</CreDtTm>
<Acct><Id><IBAN>DE75370400440532013001</IBAN></Id></Acct>${head}
<Ntry>${entry}</Ntry></${statement}></${root}></Document>`;
}

const BOOKED =
	'<Amt Ccy="EUR">12.50</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt>';

async function readEntry(entry: string, around = {}) {
	const [statement] = await readWhole(document(entry, around));
	const [only] = statement?.entries ?? [];
	if (!only) throw new Error("expected an entry");
	return only;
}

describe("a camt.053.001.08", () => {
	test("gives head, balances and entries that agree", async () => {
		const [statement] = await readWhole(fixture("camt053-v8.xml"));
		expect(statement).toMatchObject({
			format: "camt.053",
			version: "camt.053.001.08",
			id: "0352C5320261103",
			number: "211",
			account: { iban: "DE75370400440532013001", ownerName: "Muster Handels GmbH", bic: "COBADEFFXXX" },
			currency: "EUR",
			opening: { amount: { minor: 50000, currency: "EUR" }, day: "2026-11-03" },
			closing: { amount: { minor: 71950, currency: "EUR" }, day: "2026-11-03" },
			warnings: [],
		});
		expect(statement?.entries.map(({ amount }) => amount.minor)).toEqual([11900, 15350, -5300, 7700]);
	});

	test("gives a single payment's data in the entry itself", async () => {
		const [statement] = await readWhole(fixture("camt053-v8.xml"));
		const entry = statement?.entries[0];
		expect(entry).toMatchObject({
			bookingDay: "2026-11-03",
			valueDay: "2026-11-03",
			valueDayRaw: "2026-11-03T00:00:00",
			endToEndId: "SHOP-10023",
			uniqueId: "2026-11-03-09-12345",
			bankReference: "2026110312345678000",
			remittance: "Rechnung RE-2026-0047\n11 Kunde 10023",
			searchText: "RechnungRE-2026-004711Kunde10023",
			counterparty: {
				name: "Erika Mustermann",
				iban: "DE89370400440532013000",
				bic: "COBADEFFXXX",
				ultimateName: "Muster & Söhne OHG",
			},
			transactionCode: { gvc: "166", domain: "PMNT-RCDT-ESCT", proprietary: "NTRF+166+9070", swift: "NTRF" },
			details: [],
			position: { line: 17, element: "Stmt[1]/Ntry[1]" },
		});
		expect(entry?.raw).toMatch(/^<Ntry>\s+<Amt Ccy="EUR">119.00[\s\S]*<\/Ntry>$/);
		expect(entry?.raw.match(/<Ntry>/g)).toHaveLength(1);
	});

	test("gives the payments of a batch as details that can be matched one by one", async () => {
		const [statement] = await readWhole(fixture("camt053-v8.xml"));
		const batch = statement?.entries[1];
		expect(batch).toMatchObject({ batchSize: 2, customerReference: "P-1" });
		expect(batch?.details).toMatchObject([
			{ amount: { minor: 10000 }, references: ["RF18539007547034"], counterparty: { name: "Anna Krüger" } },
			{ amount: { minor: 5350 }, endToEndId: undefined, remittance: "Bestellung 4712" },
		]);
		expect(batch && matchables(batch).map(({ subKey, posting }) => [subKey, posting.amount.minor])).toEqual([
			["1:TX-1", 10000],
			["2", 5350],
		]);
	});

	test("a returned collection names the payer, charges, original amount and reason; its reversal flag flips nothing", async () => {
		const [statement] = await readWhole(fixture("camt053-v8.xml"));
		expect(statement?.entries[2]).toMatchObject({
			amount: { minor: -5300, currency: "EUR" },
			reversal: true,
			originalAmount: { minor: -5000, currency: "EUR" },
			charges: [{ minor: 300, currency: "EUR" }],
			returnReason: "MD06",
			mandateId: "MANDAT-1",
			creditorId: "DE98ZZZ09999999999",
			counterparty: { name: "Peter Zahlnicht", iban: "DE02120300000000202051" },
			valueDay: "2026-02-28",
			valueDayRaw: "2026-02-30",
		});
	});

	test("a pending entry without dates takes the day of the statement and is no part of the balance", async () => {
		const [statement] = await readWhole(fixture("camt053-v8.xml"));
		expect(statement?.entries[3]).toMatchObject({ status: "pending", bookingDay: "2026-11-03", valueDay: undefined });
	});
});

describe("an entry", () => {
	test.each([
		["<Sts>BOOK</Sts>", "booked"],
		["<Sts><Cd>BOOK</Cd></Sts>", "booked"],
		["<Sts>PDNG</Sts>", "pending"],
		["<Sts><Cd>INFO</Cd></Sts>", "info"],
		["", "booked"],
	])("with %s is %s", async (status, expected) => {
		expect((await readEntry(BOOKED.replace("<Sts>BOOK</Sts>", status))).status).toBe(expected);
	});

	test("without status is pending in a camt.052 of nothing but forecasts", async () => {
		const bare = BOOKED.replace("<Sts>BOOK</Sts>", "");
		const balance = (type: string) =>
			`<Bal><Tp><CdOrPrtry><Cd>${type}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>`;
		const report = { root: "BkToCstmrAcctRpt", statement: "Rpt" };
		expect((await readEntry(bare, { ...report, head: balance("ITAV") })).status).toBe("pending");
		expect((await readEntry(bare, { ...report, head: balance("ITBD") })).status).toBe("booked");
		expect((await readEntry(bare, report)).status).toBe("booked");
	});

	test("takes surplus zeros and another currency's decimals", async () => {
		expect((await readEntry(BOOKED.replace("12.50", "12.50000"))).amount.minor).toBe(1250);
		expect((await readEntry(BOOKED.replace('"EUR">12.50', '"JPY">1250'))).amount).toEqual({
			minor: 1250,
			currency: "JPY",
		});
	});

	test.each([
		["without a zero before the point", ".50", 50],
		["without decimals behind the point", "12.", 1200],
		["with a decimal comma", "12,5", 1250],
		["with grouped thousands", "1,012.50", 101_250],
		["with a trace of binary floating point", "12.5000000000005", 1250],
		["with the other trace of it", "1012.4899999999999", 101_249],
		["with one that carries", "9.9999999999999", 1000],
		["with one below a cent", "0.0099999999999", 1],
	])("takes an amount %s", async (_, written, minor) => {
		expect((await readEntry(BOOKED.replace("12.50", written))).amount.minor).toBe(minor);
	});

	test("counts the minus of a debit once", async () => {
		const debit = BOOKED.replace("12.50", "-12.50").replace("CRDT", "DBIT");
		const details =
			'<NtryDtls><TxDtls><Amt Ccy="EUR">-10.00</Amt></TxDtls><TxDtls><Amt Ccy="EUR">2.50</Amt></TxDtls></NtryDtls>';
		const entry = await readEntry(debit + details);
		expect([entry.amount.minor, ...entry.details.map(({ amount }) => amount?.minor)]).toEqual([-1250, -1000, -250]);
		const only = await readEntry(
			`${debit}<NtryDtls><TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">-12.50</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls>`,
		);
		expect([only.amount.minor, only.details, only.originalAmount]).toEqual([-1250, [], undefined]);
	});

	test.each(["1,012", "12.505", "12.5001", "1.012,50"])(
		"refuses %s: it may mean two amounts, or half a cent",
		async (written) => {
			await expect(readEntry(BOOKED.replace("12.50", written))).rejects.toThrow("an amount like 1234.50");
		},
	);

	test("keeps a single payment of another amount as detail, and is matched as a whole", async () => {
		const entry = await readEntry(
			`${BOOKED}<NtryDtls><TxDtls><Amt Ccy="EUR">99.00</Amt><RmtInf><Ustrd>RE-1</Ustrd></RmtInf></TxDtls></NtryDtls>`,
		);
		expect(entry).toMatchObject({ remittance: "RE-1", details: [{ amount: { minor: 9900 } }] });
		expect(matchables(entry)).toEqual([{ subKey: "", posting: entry }]);
	});

	test("of a batch whose list is cut stays one", async () => {
		const details = '<TxDtls><Amt Ccy="EUR">5.00</Amt></TxDtls><TxDtls><Amt Ccy="EUR">5.00</Amt></TxDtls>';
		const entry = await readEntry(`${BOOKED}<NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch>${details}</NtryDtls>`);
		expect(entry).toMatchObject({ batchSize: 3, details: [{}, {}] });
		expect(matchables(entry)).toHaveLength(1);
	});

	test("of a batch takes .02 amounts, and its sign where all details contradict it", async () => {
		const one = (amount: string) =>
			`<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls><CdtDbtInd>DBIT</CdtDbtInd></TxDtls>`;
		const entry = await readEntry(`${BOOKED}<NtryDtls>${one("5.00")}${one("7.50")}</NtryDtls>`);
		expect(matchables(entry).map(({ posting }) => posting.amount.minor)).toEqual([500, 750]);
	});

	test("in foreign currency says what was ordered", async () => {
		const entry = await readEntry(
			`${BOOKED}<NtryDtls><TxDtls><AmtDtls><InstdAmt><Amt Ccy="USD">14.00</Amt></InstdAmt><CntrValAmt><Amt Ccy="EUR">12.50</Amt><CcyXchg><XchgRate>1.12</XchgRate></CcyXchg></CntrValAmt></AmtDtls></TxDtls></NtryDtls>`,
		);
		expect(entry).toMatchObject({ originalAmount: { minor: 1400, currency: "USD" }, exchangeRate: "1.12" });
	});

	test("up to .03 has its charges one by one", async () => {
		const charge = (amount: string) =>
			`<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">9.99</TtlChrgsAndTaxAmt><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd></Chrgs>`;
		expect((await readEntry(BOOKED + charge("1.00") + charge("0.50"))).charges).toEqual([
			{ minor: 150, currency: "EUR" },
		]);
	});

	test("with a QR-bill's reference and message shows the one and searches both", async () => {
		const entry = await readEntry(
			`${BOOKED}<NtryDtls><TxDtls><RmtInf><Strd><CdtrRefInf><Ref>21 00000 00003 13947 14300 09017</Ref></CdtrRefInf><AddtlRmtInf>Auftrag 15</AddtlRmtInf></Strd></RmtInf></TxDtls></NtryDtls>`,
		);
		expect(entry).toMatchObject({
			references: ["210000000003139471430009017"],
			additionalRemittance: "Auftrag 15",
			searchText: "210000000003139471430009017Auftrag15",
		});
	});

	test("whose purpose stands in the bank's own text only is searched there, the mere name of a booking is not", async () => {
		const told = (text: string) => readEntry(`${BOOKED}<AddtlNtryInf>${text}</AddtlNtryInf>`);
		expect(await told("Gutschrift Erika Muster\nRechnung 47 11")).toMatchObject({
			remittance: "",
			searchText: "GutschriftErikaMusterRechnung4711",
		});
		expect((await told("Dauerauftrag")).searchText).toBe("");
	});

	test("without references takes those that comdirect writes below their names into the purpose", async () => {
		const purpose = (lines: string[]) =>
			readEntry(
				`${BOOKED}<NtryDtls><TxDtls><RmtInf>${lines.map((line) => `<Ustrd>${line}</Ustrd>`).join("")}</RmtInf></TxDtls></NtryDtls>`,
			);
		const direct = ["Rechnung", "4711", "End-to-End-Ref.:", "E-9", "CORE / Mandatsref.:", "M-7"];
		expect(await purpose([...direct, "Gläubiger-ID:", "DE98ZZZ09999999999"])).toMatchObject({
			remittance: "Rechnung\n4711",
			endToEndId: "E-9",
			mandateId: "M-7",
			creditorId: "DE98ZZZ09999999999",
		});
		expect(await purpose(["RE 5", "End-to-End-Ref.:", "nicht angegeben"])).toMatchObject({
			remittance: "RE 5",
			endToEndId: undefined,
		});
		expect((await purpose(["RE 5", "End-to-End-Ref.:"])).remittance).toBe("RE 5\nEnd-to-End-Ref.:");
	});

	test("names nobody where the bank says that no name was provided", async () => {
		const entry = await readEntry(
			`${BOOKED}<NtryDtls><TxDtls><RltdPties><Dbtr><Nm>NOTPROVIDED</Nm></Dbtr></RltdPties></TxDtls></NtryDtls>`,
		);
		expect(entry.counterparty.name).toBeUndefined();
	});

	test("never names the account itself as counterparty", async () => {
		const party = (name: string, iban: string) =>
			`<Dbtr><Nm>${name}</Nm></Dbtr><DbtrAcct><Id><IBAN>${iban}</IBAN></Id></DbtrAcct>`;
		const own = party("Wir", "DE75370400440532013001");
		const entry = await readEntry(
			`${BOOKED}<NtryDtls><TxDtls><RltdPties>${own}<Cdtr><Nm>Jemand</Nm></Cdtr></RltdPties></TxDtls></NtryDtls>`,
		);
		expect(entry.counterparty.name).toBe("Jemand");
	});

	test("of a party without account that bears the owner's name is the other party's", async () => {
		const head = "<Acct><Id><IBAN>DE75370400440532013001</IBAN></Id><Ownr><Nm>Wir  GmbH</Nm></Ownr></Acct>";
		const between = (debtor: string, creditor: string) =>
			`${BOOKED}<NtryDtls><TxDtls><RltdPties>${debtor}${creditor}</RltdPties></TxDtls></NtryDtls>`;
		const own = "<Dbtr><Nm>Wir GmbH</Nm></Dbtr>";
		const elsewhere = "<DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN></Id></DbtrAcct>";
		const supplier = "<Cdtr><Nm>Lieferant</Nm></Cdtr>";
		// The payment to a supplier comes back without any sign of a return, but with the roles it had.
		expect((await readEntry(between(own, supplier), { head })).counterparty.name).toBe("Lieferant");
		expect((await readEntry(between(own, "<Cdtr><Nm>Wir GmbH</Nm></Cdtr>"), { head })).counterparty.name).toBe(
			"Wir GmbH",
		);
		expect((await readEntry(between(own, ""), { head })).counterparty.name).toBe("Wir GmbH");
		expect((await readEntry(between(own + elsewhere, supplier), { head })).counterparty.iban).toBe(
			"DE89370400440532013000",
		);
	});
});

describe("a file", () => {
	test.each([
		["BkToCstmrAcctRpt", "Rpt", "camt.052"],
		["BkToCstmrAcctRptV01", "Rpt", "camt.052"],
		["BkToCstmrStmt", "Stmt", "camt.053"],
		["BkToCstmrDbtCdtNtfctn", "Ntfctn", "camt.054"],
	])("of %s is told by its content", async (root, statement, format) => {
		const text = document(BOOKED, { root, statement }).replace("camt.053.001.02", "x");
		expect(detectFormat(bytes(text))).toBe(format);
		expect(await readWhole(text)).toMatchObject([{ format, entries: [{ amount: { minor: 1250 } }] }]);
	});

	test("may use a prefix, comments, CDATA and unknown elements anywhere", async () => {
		const text = document(
			`${BOOKED}<Bank:Xtra xmlns:Bank="b"><Amt>9</Amt></Bank:Xtra><NtryDtls><TxDtls><RmtInf><Ustrd>RE<!-- x -->-<![CDATA[1&2]]></Ustrd></RmtInf></TxDtls></NtryDtls>`,
		).replaceAll(/<(\/?)(Document|BkToCstmrStmt|Stmt|Ntry|Amt|Ustrd)\b/g, "<$1n:$2");
		expect(await readWhole(text)).toMatchObject([{ entries: [{ amount: { minor: 1250 }, remittance: "RE-1&2" }] }]);
	});

	test("may hold ampersands that are none of XML's, cut anywhere", () => {
		const text = document(`${BOOKED}<AddtlNtryInf>Meier & Sohn &amp; Co &uuml;</AddtlNtryInf>`);
		for (const size of [1, 7, 4096]) {
			expect(readInPieces(bytes(text), size)[0]?.entries[0]?.bookingText).toBe("Meier & Sohn & Co &uuml;");
		}
	});

	test("with several statements gives each", async () => {
		const two = document(BOOKED).replace("</Stmt>", `</Stmt><Stmt><Id>2</Id><Ntry>${BOOKED}</Ntry></Stmt>`);
		expect((await readWhole(two)).map(({ id, entries }) => [id, entries.length])).toEqual([
			["1", 1],
			["2", 1],
		]);
	});
});
