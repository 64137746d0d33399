import { describe, expect, test } from "vitest";
import { bytes, readAll, readEntry, readWhole } from "./reading.ts";

/** What single banks write that no rule of SWIFT or the DK foresees. */

const LINE = ":61:2611021102C1,00NTRFNONREF";
const narrative = (text: string) => readEntry(`${LINE}\n:86:${text}`);

describe("an amount with a minus", () => {
	test("takes back what its mark says, as the balances prove", async () => {
		const [statement] = await readWhole(
			[
				":20:A\n:25:DE75370400440532013001\n:28C:1\n:60F:C261101EUR250,00",
				":61:2611021102D-80,25NMSCNONREF//B1\n:86:Storno Lastschrift",
				":61:2611021102CR-30,25NMSCNONREF//B2\n:86:Storno Gutschrift",
				":62F:C261102EUR300,00\n-\n",
			].join("\n"),
		);
		expect(statement?.warnings).toEqual([]);
		expect(statement?.entries.map(({ amount, reversal }) => [amount.minor, reversal])).toEqual([
			[8025, true],
			[-3025, true],
		]);
		expect(statement?.entries[0]?.raw).toContain(":61:2611021102D-80,25NMSC");
	});

	test.each(["RD-80,25", "RC-80,25", "D--80,25", "D-", "D-X"])("says nothing sure in %s", async (amount) => {
		const { statements, faults } = await readAll(
			bytes(`:20:A\n:25:1\n:60F:C261101EUR0,\n:61:2611021102${amount}NMSCNONREF\n:62F:C261102EUR0,\n-\n`),
		);
		expect(statements).toEqual([]);
		expect(faults).toMatchObject([{ position: { line: 4, element: ":61:" } }]);
	});
});

describe("the second line of :61:", () => {
	test("is the remittance where there is no :86:, or an empty one", async () => {
		for (const behind of ["", "\n:86:", "\n:86:  "]) {
			const entry = await readEntry(`:61:2611021102D352,64NTRFNONREF//B1\nHolzhandel RE 4711${behind}`);
			expect(entry).toMatchObject({ remittance: "Holzhandel RE 4711", searchText: "HolzhandelRE4711" });
			expect(entry.bookingText).toBeUndefined();
		}
	});

	test("is the bank's word for the booking beside a :86:", async () => {
		const entry = await readEntry(":61:2611021102D352,64NTRFNONREF//B1\nHolzhandel\n:86:RE 4711");
		expect(entry).toMatchObject({ remittance: "RE 4711", bookingText: "Holzhandel" });
	});

	test("that holds nothing but an account or amounts is no remittance", async () => {
		const account = await readEntry(":61:261102C000000000100,25N541NONREF\nNL28RABO0154810385");
		expect(account).toMatchObject({ remittance: "", counterparty: { iban: "NL28RABO0154810385" } });
		const amounts = await readEntry(":61:261102D51,23NTRFNONREF\n/OCMT/CAD75,00/CHGS/EUR1,23/");
		expect(amounts).toMatchObject({
			remittance: "",
			originalAmount: { minor: -7500, currency: "CAD" },
			charges: [{ minor: 123, currency: "EUR" }],
		});
	});
});

test.each(["EREF", "KREF", "MREF", "PREF"])("%s in :61: only says what :86: holds", async (code) => {
	const entry = await readEntry(`:61:2611021102D840,20N586${code}\n:86:/PREF/Lauf-20261102-7`);
	expect(entry.customerReference).toBe("Lauf-20261102-7");
	expect((await readEntry(`:61:2611021102D840,20N586${code}`)).customerReference).toBeUndefined();
});

describe("several :86: of an entry", () => {
	const second = "?00GUTSCHRIFT?20KREF+K-2?21SVWZ+Kunde 10023?32ERIKA MUSTER";

	test("that begin anew with code and booking text are read one by one", async () => {
		const entry = await narrative(`166?00GUTSCHRIFT?20EREF+E-1?21SVWZ+RE-4711\n:86:166${second}`);
		expect(entry).toMatchObject({
			remittance: "RE-4711\nKunde 10023",
			searchText: "RE-4711Kunde10023",
			bookingText: "GUTSCHRIFT",
			endToEndId: "E-1",
			customerReference: "K-2",
			counterparty: { name: "ERIKA MUSTER" },
			transactionCode: { gvc: "166" },
		});
	});

	test("go on where the first one ended in all other cases", async () => {
		const entry = await narrative("166?00GUTSCHRIFT?20SVWZ+Rechn\n:86:ung 4711?32ERIKA MUSTER");
		expect(entry).toMatchObject({ remittance: "Rechnung 4711", counterparty: { name: "ERIKA MUSTER" } });
	});
});

describe("Bulgarian banks", () => {
	test("end each sub-field with a plus and its line", async () => {
		const entry = await narrative(
			"020+14+\n20FAKTURA 4711, TEL. +359888            +\n21123456                        +\n22                              +\n30        /      +\n31BG80BNBG96611020345678+\n32FIRMA V SOFIYA+\n33",
		);
		expect(entry).toMatchObject({
			remittance: "FAKTURA 4711, TEL. +359888123456",
			transactionCode: { gvc: "020" },
		});
		expect(entry.counterparty).toEqual({ name: "FIRMA V SOFIYA", iban: "BG80BNBG96611020345678" });
	});

	test("alone do so: a sum in a text is a text", async () => {
		for (const text of ["123+20+30 EUR", "020+14+20 EUR"]) expect((await narrative(text)).remittance).toBe(text);
	});
});

test("HSBC: amounts above the text of :86:", async () => {
	const entry = await readEntry(
		":61:2611021102DD20000,00NTRF10046\n:86:/OCMT/USD2853,12//CHGS/EUR3,50/\nPAYMENT OF INVOICE 4711",
	);
	expect(entry).toMatchObject({
		originalAmount: { minor: -285312, currency: "USD" },
		charges: [{ minor: 350, currency: "EUR" }],
		remittance: "/OCMT/USD2853,12//CHGS/EUR3,50/\nPAYMENT OF INVOICE 4711",
	});
	// Elsewhere in the text nobody knows who wrote it.
	expect((await narrative("INVOICE /OCMT/USD2853,12/")).originalAmount).toBeUndefined();
});

test("OAMT in a currency of its own keeps it", async () => {
	const entry = await narrative("166?20OAMT+USD 50,00?21COAM+3,00?22SVWZ+x");
	expect(entry).toMatchObject({
		originalAmount: { minor: 5000, currency: "USD" },
		charges: [{ minor: 300, currency: "EUR" }],
	});
});

test("slash codes whose first line is full with its tag go on in the next one", async () => {
	const text = "/MARF/M-4711/EREF/E-20261102-000001/NAME/Delta Verzekeringen NV/REMI/Polis 12345678";
	const wrapped = `${text.slice(0, 61)}\n${text.slice(61)}`;
	expect((await narrative(wrapped)).remittance).toBe(text);
	// A shorter line was ended by the bank.
	expect((await narrative(`${text.slice(0, 60)}\n${text.slice(60)}`)).remittance).toContain("\n");
});

describe("comdirect", () => {
	test("names ids in words, each in a sub-field of its own", async () => {
		const entry = await narrative(
			"005?00LASTSCHRIFT?20BEISPIELHAENDLER 4711?21END-TO-END-REF.:?22E-2026-00000000000000000000?2300004711?24CORE / MANDATSREF.:?25900001?26GLÄUBIGER-ID:?27DE17ZZZ00000001797?28Ref. 7A1B4C3D5E6F7/1?32Haendler",
		);
		expect(entry).toMatchObject({
			remittance: "BEISPIELHAENDLER 4711",
			searchText: "BEISPIELHAENDLER4711",
			endToEndId: "E-2026-0000000000000000000000004711",
			mandateId: "900001",
			creditorId: "DE17ZZZ00000001797",
			bankReference: "7A1B4C3D5E6F7/1",
			counterparty: { name: "Haendler" },
		});
	});

	test("says in words that there is none", async () => {
		const entry = await narrative("166?20RE-4711?21End-to-End-Ref.:?22nicht angegeben?23Ref. 7A1B4/1");
		expect(entry).toMatchObject({ remittance: "RE-4711", endToEndId: undefined, bankReference: "7A1B4/1" });
	});

	test("loses no text that stands behind an id, or is too long for one", async () => {
		const behind = await narrative("166?20RE-4711?21END-TO-END-REF.:?22E-1?23Danke?24MANDATSREF.:");
		expect(behind).toMatchObject({ remittance: "RE-4711 Danke", endToEndId: "E-1", mandateId: undefined });
		const long = await narrative("166?20Siehe End-to-End-Ref.: in der Mail vom Montag, die ich geschickt habe");
		expect(long).toMatchObject({ endToEndId: undefined });
		expect(long.remittance).toBe("Siehe End-to-End-Ref.: in der Mail vom Montag, die ich geschickt habe");
	});

	test("its words in the text of a bank that writes tags are text", async () => {
		const entry = await narrative("166?20EREF+E-1?21SVWZ+END-TO-END-REF.:E-2");
		expect(entry).toMatchObject({ endToEndId: "E-1", remittance: "END-TO-END-REF.:E-2" });
	});
});
