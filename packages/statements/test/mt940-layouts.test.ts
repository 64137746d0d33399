import { describe, expect, test } from "vitest";
import { detectFormat } from "../src/index.ts";
import { bytes, readEntry, readInPieces, readWhole } from "./reading.ts";

/** What is peculiar to one bank or country, each by the layout its files have. */

const OWN = "DE75370400440532013001";

describe("messages", () => {
	test("whose lines end in @@, wherever the file is cut, are told and read", () => {
		const entry = "@@:61:261102D0,02NMSCKREF+@@:86:177?00UEBERWEISUNG?20SVWZ+Rechn@@?21ung 4711";
		const count = 70;
		const text = `@@:20:STARTUMS@@:25:${OWN}@@:28C:0@@:60F:C261101EUR0,${entry.repeat(count)}@@:62F:D261102EUR1,40@@-`;
		expect(detectFormat(bytes(text))).toBe("mt940");
		for (const size of [1, 5, 10_000]) {
			const [statement] = readInPieces(bytes(text), size);
			expect(statement).toMatchObject({ account: { iban: OWN }, warnings: [] });
			const texts = statement?.entries.map(({ amount, remittance }) => `${amount.minor} ${remittance}`);
			expect(texts).toEqual(Array(count).fill("-2 Rechnung 4711"));
		}
	});

	test("in SWIFT blocks without line breaks around them", async () => {
		const message = (id: string) =>
			`{1:F01BANKNL2AXXX0000000000}{2:I940BANKNL2AXXXXN}{3:{108:X}}{4::20:${id}\n:25:1\n:60F:C261101EUR0,\n:61:2611021102C5,NTRFNONREF//X\n:62F:C261102EUR5,\n-}{5:{MAC:1}{CHK:2}}`;
		expect(await readWhole(message("A") + message("B"))).toMatchObject([
			{ id: "A", entries: [{ amount: { minor: 500 } }], warnings: [] },
			{ id: "B", entries: [{ amount: { minor: 500 } }], warnings: [] },
		]);
	});

	test("whose end stands behind the closing balance, or indented", async () => {
		const message = (end: string) =>
			`:20:A\n:25:1\n:60F:C261101EUR0,\n:61:2611021102C5,00NTRFNONREF\n:62F:C261102EUR5,00${end}\n`;
		for (const end of ["-}", "\n -", "\n$", "\nEnde der Datei"]) {
			expect(await readWhole(message(end) + message(end))).toMatchObject([{ warnings: [] }, { warnings: [] }]);
		}
	});

	test("of several pages go on with the account of the first", async () => {
		const pages = [
			":20:A\n:25:37040044/532013001\n:28C:1/1\n:60F:C261101EUR0,\n:61:2611021102C5,00NTRFNONREF\n:62M:C261102EUR5,00",
			":60M:C261102EUR5,00\n:61:2611021102C1,00NTRFNONREF\n:62F:C261102EUR6,00\n-\n",
		];
		expect(await readWhole(pages.join("\n"))).toMatchObject([
			{ account: { id: "37040044/532013001" }, closing: { amount: { minor: 500 } }, warnings: [] },
			{ account: { id: "37040044/532013001" }, closing: { amount: { minor: 600 } }, warnings: [] },
		]);
	});

	test("without any entry are statements, too", async () => {
		const text =
			":940:\n:20:A\n:25:9914.30.727EUR\n:28:00000/00\n:60F:C261101EUR000000000352,84\n:62F:C261102EUR000000000352,84\n";
		expect(await readWhole(text)).toMatchObject([
			{ account: { id: "9914.30.727" }, entries: [], warnings: [], closing: { amount: { minor: 35284 } } },
		]);
	});

	test("that say by their type to be an MT942 hold nothing booked, the MT940 behind them does", async () => {
		const body = ":20:A\n:25:1\n:28C:1\n:61:2611021102C1,00NTRFNONREF\n";
		const file = `{1:F01X}{2:O942X}{4:\n${body}-}\n{1:F01X}{2:O940X}{4:\n${body}:62F:C261102EUR1,\n-}\n:942:\n${body}:940:\n${body}:62F:C261102EUR1,\n`;
		expect(detectFormat(bytes(file))).toBe("mt942");
		const statements = await readWhole(file);
		expect(statements.map(({ format, entries }) => [format, entries[0]?.status])).toEqual([
			["mt942", "pending"],
			["mt940", "booked"],
			["mt942", "pending"],
			["mt940", "booked"],
		]);
	});

	test("of MT942 have floor limits by sign, dates of creation and sums", async () => {
		const limits = [":34F:EURD0,00\n:34F:EURC0,00", ":34F:EUR0,", ":34F:EUR 999999999999,99"];
		for (const limit of limits) {
			const text = `:20:A\n:21:NONREF\n:25:${OWN}\n:28C:1/1\n${limit}\n:13D:2611021330+0100\n:61:2611021102DR7,50N177NONREF\n:86:177?20SVWZ+x\n:90D:1EUR7,5\n:90C:EUR,00\n-\n`;
			expect(await readWhole(text)).toMatchObject([
				{ format: "mt942", currency: "EUR", warnings: [], entries: [{ amount: { minor: -750 }, status: "pending" }] },
			]);
		}
	});

	test("without currency in their balances take it from the account, else say that EUR was assumed", async () => {
		const text = (account: string) =>
			`:20:A\n:25:${account}\n:28C:1\n:61:2611021102C1,00NTRFNONREF\n:62F:C261102EUR1,\n`;
		expect((await readWhole(text("123456789CHF").replace("EUR1", "1")))[0]?.entries[0]?.amount.currency).toBe("CHF");
		const [bare] = await readWhole(":20:BOFA\n:25:55590040647\n:28C:00478/01\n:61:261102D20,NCMZNOREF\n-");
		expect(bare?.warnings.map(({ code }) => code)).toEqual(["currency", "truncated"]);
	});
});

describe("accounts", () => {
	test.each([
		["NL10BUNQ2290325473 EUR", "NL10BUNQ2290325473", "NL10BUNQ2290325473"],
		["NL10BUNQ2290325473EUR", "NL10BUNQ2290325473", "NL10BUNQ2290325473"],
		["/PL61109010140000071219812874", "PL61109010140000071219812874", "PL61109010140000071219812874"],
		["DABADKKK/1111-11-11111", "DABADKKK/1111-11-11111", undefined],
		["0878787878                         ", "0878787878", undefined],
	])("%s is %s", async (written, id, iban) => {
		const [statement] = await readWhole(`:20:A\n:25:${written}\n:60F:C261101EUR0,\n:62F:C261101EUR0,\n`);
		expect(statement?.account).toEqual({ id, iban });
	});
});

describe(":61: of", () => {
	test.each([
		["Danske (funds letter of the currency)", "0910011001DK24999,23NMSCDBT.Test", -2499923],
		["a bank in the Balkans", "2010091009CD73700,NMSCNONREF//21051645", 7370000],
		["Zenith (no type, no reference)", "2011301130CN220000,00//19239782213", 22000000],
		["Rabobank", "170606C000000001000,00N541EREF\nNL91ABNA0417164300", 100000],
		["a bank in London", "1501260125DR52.58NTRFITM1234567890123\nVisa", -5258],
		["Triodos", "201117D122,28NID NONREF", -12228],
		["a bank that writes zeros for the booking day", "2611020000C5,00NTRFNONREF", 500],
		["a bank that expects a credit", "2611021102EC5,00NTRFNONREF", 500],
		["a bank that groups thousands", "2611021102C1.234.567,89NTRFNONREF", 123456789],
	])("%s", async (_, line, minor) => {
		expect((await readEntry(`:61:${line}`)).amount.minor).toBe(minor);
	});
});

describe(":86: of", () => {
	const narrative = (text: string) => readEntry(`:61:2611021102C1,00NTRFNONREF\n:86:${text}`);

	test.each([
		["020~00VE02~20FAKTURA 123~21 Z DNIA 1.11.~2900000000000000~32Jan Kow~33alski~38PL61109010140000071219812874"],
		["020^00VE02^20FAKTURA 123^21 Z DNIA 1.11.^32Jan Kowalski^38PL61109010140000071219812874"],
		["020<00VE02<20FAKTURA 123<21 Z DNIA 1.11.<32Jan Kowalski<38PL61109010140000071219812874"],
		["~20FAKTURA 123~21 Z DNIA 1.11.~32Jan Kowalski~38PL61109010140000071219812874"],
		[">20FAKTURA 123>21 Z DNIA 1.11.>31PL61109010140000071219812874>32Jan Kowalski"],
	])("Polish banks: %s", async (text) => {
		const entry = await narrative(text);
		expect(entry.counterparty).toMatchObject({ name: "Jan Kowalski", iban: "PL61109010140000071219812874" });
		expect(entry.remittance).toMatch(/^FAKTURA 123 Z DNIA 1\.11\./);
	});

	test("Dutch banks: slash codes, wrapped anywhere, names without the address", async () => {
		const entry = await narrative(
			"/TRTP/SEPA OVERBOEKING/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/BEDRI\nJF BV/ADDR/Postbus 1 2222 BB STAD NL/REMI/STRD/CUR/9001123412341234/ERE\nF/E-1",
		);
		expect(entry).toMatchObject({
			counterparty: { name: "BEDRIJF BV", iban: "NL91ABNA0417164300", bic: "ABNANL2A" },
			references: ["9001123412341234"],
			endToEndId: "E-1",
		});
	});

	test("KNAB and ABN AMRO: account and name in words", async () => {
		expect((await narrative("FACTUUR 12\nREK: NL91ABNA0417164300/NAAM: BEDRIJF VOF")).counterparty).toMatchObject({
			iban: "NL91ABNA0417164300",
			name: "BEDRIJF VOF",
		});
		const columns = "SEPA OVERBOEKING                 IBAN: NL91ABNA0417164300        ";
		expect((await narrative(`${columns}\nBIC: ABNANL2A`)).counterparty.iban).toBe("NL91ABNA0417164300");
		const named = "BIC: ABNANL2A                    NAAM: J. DE BOER EN ZN          ";
		for (const rest of ["OMSCHRIJVING: FACTUUR 77", "\nOMSCHRIJVING: FACTUUR 77", ""]) {
			expect((await narrative(`${columns}\n${named}${rest}`)).counterparty).toEqual({
				iban: "NL91ABNA0417164300",
				bic: "ABNANL2A",
				name: "J. DE BOER EN ZN",
			});
		}
		const widest = "BIC: ABNANL2A                    NAAM: STICHTING VAN DE OUDE BREG";
		const { counterparty } = await narrative(`${columns}\n${widest}\nOMSCHRIJVING: 1`);
		expect(counterparty.name).toBe("STICHTING VAN DE OUDE BREG");
	});

	test("Rabobank: the counterparty's account below :61:, check digits or not", async () => {
		const entry = await readEntry(
			":61:261102C000000000100,25N541NONREF\nNL28RABO0154810385\n:86:/ORDP//NAME/J. de Boer",
		);
		expect(entry.counterparty).toMatchObject({ iban: "NL28RABO0154810385", name: "J. de Boer" });
		expect(entry.bookingText).toBeUndefined();
	});

	test("mBank: the code in a :86: of its own before the one that says everything", async () => {
		const entry = await readEntry(
			":61:2611021102CN1,00NTRFNONREF//BR1\n152 0\n:86:152\n:86:152~00VE02\n~20Zamowienie 100~2145\n~32Jan Kowalski\n~38PL61109010140000071219812874",
		);
		expect(entry).toMatchObject({
			remittance: "Zamowienie 10045",
			transactionCode: { gvc: "152" },
			counterparty: { name: "Jan Kowalski", iban: "PL61109010140000071219812874" },
		});
	});

	test("PKO: what is filled with a byte FF is empty", async () => {
		const entry = await narrative("020~00152~20PRZELEW~21ÿ~22ÿ~32Jan Kowalski~33ÿ~60ÿ");
		expect(entry).toMatchObject({ remittance: "PRZELEW", counterparty: { name: "Jan Kowalski" } });
	});

	test("SNS and ASN: the counterparty's account in the place of its reference", async () => {
		const entry = await readEntry(":61:2611021102C20,00NOVBNL91ABNA0417164300\nj blom\n:86:NL91ABNA0417164300 j blom");
		expect(entry).toMatchObject({ counterparty: { iban: "NL91ABNA0417164300" }, customerReference: undefined });
	});

	test("Danske: several above the first entry are about the account", async () => {
		const [statement] = await readWhole(
			":20:A\n:25:1\n:60F:C261101DKK0,\n:86:For your inform. IBAN no.: DK1\n:86:DABADKKK\n:61:2611021102C1,00NTRFRE-1\n:62F:C261102DKK1,\n",
		);
		expect(statement?.entries[0]).toMatchObject({ remittance: "", customerReference: "RE-1" });
	});

	test("banks that send :NS: as well: both are searched", async () => {
		const entry = await readEntry(
			":61:2611021102D25,00FCHGNONREF\n\n:NS:01My Street 17\n03Invoice Nr. 12345\n\n:86:>20Oplata>31>32",
		);
		expect(entry).toMatchObject({ remittance: "Oplata", additionalRemittance: "My Street 17\nInvoice Nr. 12345" });
		expect(entry.searchText).toContain("InvoiceNr.12345");
	});
});
