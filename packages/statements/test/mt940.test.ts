import { describe, expect, test } from "vitest";
import { detectFormat } from "../src/index.ts";
import { bytes, fixture, readAll, readEntry, readWhole } from "./reading.ts";

describe("a Sparkasse's MT940", () => {
	test("gives both statements with balances that agree", async () => {
		const statements = await readWhole(fixture("sparkasse.sta"));
		expect(
			statements.map(({ account, opening, closing, warnings }) => ({ account, opening, closing, warnings })),
		).toEqual([
			{
				account: { id: "37050198/0001234567" },
				opening: { amount: { minor: 125000, currency: "EUR" }, day: "2026-10-30" },
				closing: { amount: { minor: 141290, currency: "EUR" }, day: "2026-11-02" },
				warnings: [],
			},
			{
				account: { id: "37050198/0001234567" },
				opening: { amount: { minor: 141290, currency: "EUR" }, day: "2026-11-02" },
				closing: { amount: { minor: 137500, currency: "EUR" }, day: "2026-11-03" },
				warnings: [],
			},
		]);
	});

	test("joins sub-fields and physical lines without a blank, so that references stay whole", async () => {
		const [first] = await readWhole(fixture("sparkasse.sta"));
		expect(first?.entries[0]).toMatchObject({
			amount: { minor: 11900, currency: "EUR" },
			bookingDay: "2026-11-02",
			valueDay: "2026-11-02",
			endToEndId: "SHOP-10023",
			remittance: "Rechnung RE-2026-004711 Kunde 10023 Danke",
			searchText: "RechnungRE-2026-004711Kunde10023Danke",
			bookingText: "GUTSCHR. UEBERWEISUNG",
			transactionCode: { gvc: "166", swift: "N166" },
			counterparty: {
				name: "ERIKA MUSTERMANN UND MAX MUSTERMANN",
				iban: "DE89370400440532013000",
				bic: "COBADEFFXXX",
			},
			position: { line: 5, element: ":61:" },
		});
		expect(first?.entries[0]?.raw.startsWith(":61:2611021102CR119,00N166NONREF\n:86:166?00GUTSCHR.")).toBe(true);
	});

	test("leaves a question mark before two digits in the text alone, and reads on in field 60", async () => {
		const [first] = await readWhole(fixture("sparkasse.sta"));
		expect(first?.entries[1]).toMatchObject({
			endToEndId: undefined,
			remittance: "Was?2024 ist das? 4711Nachtrag zur Zahlung",
		});
	});

	test("takes cancelled debits as money in and cancelled credits as money out", async () => {
		const [, second] = await readWhole(fixture("sparkasse.sta"));
		expect(second?.entries.map(({ amount, reversal }) => [amount.minor, reversal])).toEqual([
			[1200, true],
			[-4990, true],
		]);
	});

	test("clamps the 30th of February and keeps what was written", async () => {
		const [, second] = await readWhole(fixture("sparkasse.sta"));
		expect(second?.entries[0]).toMatchObject({
			valueDay: "2026-02-28",
			valueDayRaw: "260230",
			bookingDay: "2026-03-02",
		});
	});
});

test("a returned collection carries its charges, original amount, ids and reason", async () => {
	const [statement] = await readWhole(fixture("commerzbank-return.sta"));
	expect(statement?.warnings).toEqual([]);
	expect(statement?.entries[0]).toMatchObject({
		amount: { minor: -5300, currency: "EUR" },
		originalAmount: { minor: -5000, currency: "EUR" },
		charges: [{ minor: 300, currency: "EUR" }],
		endToEndId: "RG-2026-815",
		mandateId: "MANDAT-4711-A",
		creditorId: "DE98ZZZ09999999999",
		customerReference: "SEPA-DD202611-P1",
		bankReference: "2026110683252833",
		remittance: "SONSTIGE GRUENDE RECHNUNG 815",
		returnReason: "914",
		counterparty: { name: "TESTER EL", iban: "DE07123412341234123412" },
	});
});

describe(":61:", () => {
	test.each([
		["funds letter behind C", "2611021102CR50990,05NTRFNONREF", 5099005],
		["funds letter behind RC", "2611021102RCR204,88NRTINONREF", -20488],
		["no decimals", "2611021102C1234NTRFNONREF", 123400],
		["comma without decimals", "2611021102D3000,NTRFNONREF", -300000],
		["nothing before the comma", "2611021102D,50NCOMNONREF", -50],
		["a point", "2611021102C12.50NTRFNONREF", 1250],
		["leading zeros", "261102D000000001213,28N0440121470966      W.P. Jansen", -121328],
		["a blank before the type", "2611021102C50,00 NTRFNONREF", 5000],
		["no type at all", "2611021102C50,00NONREF", 5000],
		["blanks for the entry date", "261102    DD212,39NMSCNONREF//", -21239],
		["a break inside", "2611021102CR\n30,00N062NONREF", 3000],
	])("reads an amount with %s", async (_, line, minor) => {
		expect((await readEntry(`:61:${line}`)).amount).toEqual({ minor, currency: "EUR" });
	});

	test.each([
		["2601021231D300,00NTRFNONREF", "2026-01-02", "2025-12-31"],
		["2512310102C25,00NTRFNONREF", "2025-12-31", "2026-01-02"],
		["2602280301C25,00NTRFNONREF", "2026-02-28", "2026-03-01"],
	])("%s: the booking day's year is the one nearest to the value day", async (line, valueDay, bookingDay) => {
		expect(await readEntry(`:61:${line}`)).toMatchObject({ valueDay, bookingDay });
	});

	test("takes a bank reference from the next line, and a padded name as text", async () => {
		expect(await readEntry(":61:2611021102C1,00NTRFVERYLONGCUSTREF1\n//BANKREF999")).toMatchObject({
			customerReference: "VERYLONGCUSTREF1",
			bankReference: "BANKREF999",
		});
		expect(await readEntry(":61:261102D1,00N0600733959555      T-MOBILE BV     ")).toMatchObject({
			customerReference: "0733959555",
			remittance: "T-MOBILE BV",
		});
	});
});

describe(":86:", () => {
	test.each([
		["?", "166?00GUTSCHRIFT?20SVWZ+RE-1?32ANNA"],
		[">", "166>00GUTSCHRIFT>20SVWZ+RE-1>32ANNA"],
		[".", "166.00GUTSCHRIFT.20SVWZ+RE-1.32ANNA"],
		["empty sub-fields", "166?00GUTSCHRIFT?20SVWZ+RE-1?30?31?32ANNA?33"],
		["a tag split by a boundary", "166?00GUTSCHRIFT?20SV?21WZ+RE-1?32ANNA"],
	])("is cut at %s", async (_, text) => {
		const entry = await readEntry(`:61:2611021102C1,00NTRFNONREF\n:86:${text}`);
		expect(entry).toMatchObject({ remittance: "RE-1", bookingText: "GUTSCHRIFT", counterparty: { name: "ANNA" } });
	});

	test("does not take an amount at the start for a sub-field", async () => {
		const entry = await readEntry(":61:2611021102C1,00NTRFNONREF\n:86:123.20 EUR fuer RE-1");
		expect(entry.remittance).toBe("123.20 EUR fuer RE-1");
	});

	test("ends an id with its sub-field and keeps what follows without a tag as text", async () => {
		const entry = await readEntry(":61:2611021102C1,00NTRFNONREF\n:86:166?20EREF+SHOP-1?21Rechnung 4711?22vom 3.11.");
		expect(entry).toMatchObject({ endToEndId: "SHOP-1", remittance: "Rechnung 4711vom 3.11." });
	});

	test("lets an id run on from a full sub-field", async () => {
		const entry = await readEntry(
			":61:2611021102C1,00NTRFNONREF\n:86:166?20EREF+1234567890123456789012?2134 ?22SVWZ+x",
		);
		expect(entry.endToEndId).toBe("123456789012345678901234");
	});

	test("is not ended by a time of day or a foreign tag at a line's start", async () => {
		const full = "106?109075/658?20SVWZ+KARTE 5355999999999975 22-04-2026T03";
		const entry = await readEntry(`:61:2611021102D1,00NTRFNONREF\n:86:${full}\n:20:08 Folgenr. 7?21\n:KO:NR:40`);
		expect(entry.remittance).toBe("KARTE 5355999999999975 22-04-2026T03:20:08 Folgenr. 7:KO:NR:40");
	});

	test("goes on behind a lone dash when the next field is another entry", async () => {
		const [statement] = await readWhole(
			":20:T\n:25:1\n:60F:C261101EUR0,\n:61:2611021102C1,00NTRFNONREF\n:86:Text\n-\n:61:2611021102C2,00NTRFNONREF\n:62F:C261102EUR3,\n-\n",
		);
		expect(statement).toMatchObject({ warnings: [], entries: [{}, {}] });
	});

	test("may come several times, and unstructured with lines of 65 characters joined", async () => {
		const full = "A".repeat(64);
		const entry = await readEntry(`:61:2611021102C1,00NTRFNONREF\n:86:Erste\n:86:${full}1\n23 Rest`);
		expect(entry.remittance).toBe(`Erste\n${full}123 Rest`);
	});

	test("is read from slash codes, too", async () => {
		const entry = await readEntry(
			":61:2611021102C1,00NTRFNONREF\n:86:/EREF/INV-1/ORDP//NAME/GLOBEX EUROPE BV/REMI/PAYMENT INV\nOICE 1/IBAN/NL91ABNA0417164300",
		);
		expect(entry).toMatchObject({
			endToEndId: "INV-1",
			counterparty: { name: "GLOBEX EUROPE BV", iban: "NL91ABNA0417164300" },
		});
		expect(entry.searchText).toContain("PAYMENTINVOICE1");
	});

	test("gives a creditor reference where the code promises one", async () => {
		const entry = await readEntry(":61:2611021102C1,00NTRFNONREF\n:86:167?20SVWZ+RF18 5390 0754?21 7034");
		expect(entry.references).toEqual(["RF18539007547034"]);
	});

	test("is replaced by :NS: at some banks", async () => {
		const entry = await readEntry(
			":61:2611021102C1,00S051\n:NS:01Verwendungszweck 1\n02RE-2\n15Empfaenger\n17Buchungstext",
		);
		expect(entry).toMatchObject({
			remittance: "Verwendungszweck 1\nRE-2",
			bookingText: "Buchungstext",
			counterparty: { name: "Empfaenger" },
		});
	});
});

describe("a file", () => {
	const plain =
		":20:T\n:25:37040044/532013001EUR\n:28C:7/1\n:60F:C261101EUR5,00\n:61:2611021102D5,00NTRFNONREF\n:86:Text\n:62F:C261102EUR0,00\n-\n";

	test.each([
		["LF", plain],
		["CRLF", plain.replaceAll("\n", "\r\n")],
		["CR", plain.replaceAll("\n", "\r")],
		["control bytes", `\u0001${plain}\u0003\u001a`],
		["SWIFT blocks", `{1:F01X}{2:O940X}{4:\n${plain.replace("\n-\n", "\n-}{5:{CHK:1}}\n")}`],
		["indented tags", plain.replaceAll(/^:/gm, "   :")],
		["lines above and below", `ABNANL2A\n940\n${plain}\nEnde\n`],
	])("is read with %s", async (_, text) => {
		const statements = await readWhole(text);
		expect(statements).toHaveLength(1);
		expect(statements[0]).toMatchObject({
			account: { id: "37040044/532013001" },
			number: "7/1",
			warnings: [],
			entries: [{ remittance: "Text" }],
		});
	});

	test("may leave out what separates messages", async () => {
		const bare = plain.replace("-\n", "");
		expect(await readWhole(bare + bare)).toHaveLength(2);
	});

	test("that is cut off says so", async () => {
		const [statement] = await readWhole(plain.slice(0, plain.indexOf(":62F:")));
		expect(statement?.warnings).toMatchObject([{ code: "truncated" }]);
	});

	test.each(["2611021102CR119", "2611021102CR119,", "2611021102CR119,0"])(
		"that is cut off in %s gives no amount of it",
		async (line) => {
			const { statements, faults } = await readAll(bytes(`:20:T\n:25:1\n:60F:C261101EUR0,\n:61:${line}`));
			expect(statements).toEqual([]);
			expect(faults).toMatchObject([{ position: { line: 4, element: ":61:" }, got: line }]);
			const [whole] = await readWhole(`:20:T\n:25:1\n:60F:C261101EUR0,\n:61:${line}\n:62F:C261102EUR119,`);
			expect(whole?.entries).toMatchObject([{ amount: { minor: 11900 } }]);
		},
	);

	test("with balances that do not agree is read, with the difference", async () => {
		const [statement] = await readWhole(plain.replace("EUR5,00", "EUR7,50"));
		expect(statement).toMatchObject({
			entries: [{}],
			warnings: [{ code: "balance", difference: { minor: -250, currency: "EUR" } }],
		});
	});

	test("of MT942 holds nothing booked", async () => {
		const text =
			":20:T\n:25:1\n:28C:1\n:34F:EURD0,\n:13D:2611021330+0100\n:61:2611021102C1,00NTRFNONREF\n:90D:0EUR0,\n:90C:1EUR1,\n-\n";
		expect(detectFormat(bytes(text))).toBe("mt942");
		expect(await readWhole(text)).toMatchObject([{ format: "mt942", warnings: [], entries: [{ status: "pending" }] }]);
	});
});
