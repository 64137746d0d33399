import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { CSV_PROFILES, CsvMapping } from "../src/index.ts";
import { linesOf } from "./csv-lines.ts";
import { fixture, readWhole } from "./reading.ts";

/**
 * What the fixtures hold, as a person reads them; oldest first where the file proves its order. Days are booking day and
 * value day. One fixture a layout, with the traps that the bank's own files have.
 */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
	comdirect: [
		"comdirect | no account | EUR | 100.00 on 2026-11-01 | 1040.50 on 2026-11-05",
		"2026-11-02/2026-11-04 -100.00 | Gartenbau Grün | DE02120300000000202051 | RG 7 | via=Übertrag / Überweisung | bic=BYLADEM1001 | bank=X1/1",
		"2026-11-03/2026-11-03 1119.00 | Erika Musterfrau | - | Bestellung; SW10023 | via=Übertrag / Überweisung | bank=H9219087I4644658/2",
		"2026-11-04/2026-11-04 -78.50 | Stadtwerke | - | Abschlag November | via=Lastschrift / Belastung | bank=ABCDEF123456/0815",
		"2026-11-04/- -3.86 pending | - | 1234567890 | CAFE NORD        2026-11-04T17:43:43 | via=Kartenverfügung",
		"comdirect-card | Umsätze Visa-Karte (Kreditkarte) ..9255 | EUR | 2000.00 on 2026-11-01 | 1992.10 on 2026-11-05",
		"2026-11-02/2026-11-02 -5.95 pending | - | - | BOOKSHOP BONN | via=Kartenumsatz | bank=110092508203",
		"2026-11-02/2026-11-01 -7.90 | - | - | BAECKEREI BONN | via=Kartenumsatz | bank=151150884903",
	],
	commerzbank: [
		"commerzbank | DE89370400440532013000 | EUR | - | -",
		"2026-10-31/2026-10-31 -10.70 | - | - | Kontoführung Konto  532013000 EUR BLZ   370 400 44 Grundpreis              9,90- EUR | via=Zinsen/Entgelte",
		"2026-11-02/2026-11-02 1119.00 | Erika Musterfrau | DE02500105170137075030 | SW10023 | via=Gutschrift | bic=INGDDEFFXXX | customer=KR-55",
		"2026-11-03/2026-11-03 -78.50 | - | - | Stadtwerke Abschlag 11/2026 SEPA-BASISLASTSCHRIFT wiederholend | via=Lastschrift | e2e=4711 | mandate=KD-88 | creditor=DE98ZZZ09999999999",
	],
	"deutsche-bank-english": [
		"deutsche-bank-english | no account | EUR | 1199.38 on 2026-11-01 | 3347.38 on 2026-11-30",
		"2026-11-03/2026-11-04 2160.50 | Erika Musterfrau | DE02500105170137075030 | SW10023 | via=SEPA-Credit Transfer | bic=INGDDEFFXXX",
		"2026-11-25/2026-11-25 -12.50 | - | - | GROCER//BONN/DE | via=Debit card",
	],
	"deutsche-bank-overview": [
		"deutsche-bank-overview | DE89370400440532013000 | EUR | - | -",
		"2026-11-02/- -3.69 | Ihre Bank | - | Entgelt",
		"2026-11-03/- 119.00 | Erika Musterfrau | - | SW10023",
	],
	"deutsche-bank": [
		"deutsche-bank | DE89370400440532013000 | EUR | 1199.38 on 2026-11-01 | 3834.48 on 2026-11-30",
		"2026-11-03/2026-11-02 -53.00 | Jörg Größe | DE02120300000000202051 | Rückgabe RG 118 | via=SEPA Lastschrift Retoure | e2e=E2E-118 | mandate=M-7 | original=-50.00 EUR | charges=3.00",
		"2026-11-25/2026-11-25 2688.10 | Erika Musterfrau | DE02500105170137075030 | SW10023 | via=SEPA Überweisung | for=Firma Muster GmbH",
	],
	"dkb-2018": [
		"dkb-2018 | DE89370400440532013000 | EUR | - | 1234.56 on 2018-11-05",
		"2018-11-02/2018-11-02 -16.78 | Stadtwerke | DE02120300000000202051 | Abschlag | via=FOLGELASTSCHRIFT | bic=BYLADEM1001 | e2e=4711 | mandate=KD-88 | creditor=DE98ZZZ09999999999",
		"2018-11-05/2018-11-05 1119.00 | Erika Musterfrau | DE02500105170137075030 | SW10023 | via=GUTSCHRIFT | bic=INGDDEFFXXX",
	],
	"dkb-card-2018": [
		"dkb-card-2018 | 4930********1234 Kreditkarte | EUR | - | -",
		"2018-11-01/2018-10-30 2.00 | - | - | HABENZINSEN",
		"2018-11-02/2018-11-01 -5.15 | - | - | SOME WEBSHOP | original=-5.95 USD",
	],
	"dkb-card": [
		"dkb-card | 4930 •••• •••• 1234 | EUR | - | -100.50 on 2026-11-05",
		"2026-11-02/2026-11-02 50.00 | - | - | Einzahlung | via=Gutschrift",
		"2026-11-04/2026-11-03 -11.60 | - | - | BOOKSHOP LONDON | via=Online | original=-10.00 GBP",
	],
	dkb: [
		"dkb | DE89370400440532013000 | EUR | - | 1361.16 on 2026-11-05",
		"2026-11-03/2026-11-04 -7.50 | BÜROBEDARF//BONN/DE | - | 2026-11-02 Debitk.12 | via=Ausgang | e2e=100000000000001 | mandate=M-7 | creditor=DE98ZZZ09999999999",
		"2026-11-04/2026-11-04 1000.00 | Erika Musterfrau | DE02500105170137075030 | SW10023 | via=Eingang",
		"2026-11-05/- -4.20 pending | Café Nord | - | VISA Debitkartenumsatz | via=Ausgang",
	],
	"gls-2020": [
		"gls-2020 | 532013000 | EUR | 1000.00 on 2020-11-03 | 1040.50 on 2020-11-04",
		"2020-11-03/2020-11-03 119.00 | Erika Musterfrau | - | SW10023 / danke | via=Überweisungsgutschr.",
		"2020-11-04/2020-11-04 -78.50 | Stadtwerke | DE02120300000000202051 | Abschlag November | via=Basislastschrift | bic=BYLADEM1001 | e2e=4711 | mandate=KD-88 | creditor=DE98ZZZ09999999999",
	],
	ing: [
		"ing | DE89370400440532013000 | EUR | 500.00 on 2026-11-03 | 1040.50 on 2026-11-04",
		"2026-11-03/2026-11-02 500.00 | Jörg Größe | - | RG 118 | via=Gutschrift",
		"2026-11-04/2026-11-04 119.00 | Erika Musterfrau | - | SW10023",
		"2026-11-04/2026-11-04 -78.50 | Stadtwerke | - | Abschlag | via=Lastschrift",
	],
	"n26-2019": [
		"n26-2019 | no account | EUR | - | -",
		"2019-11-02/- 119.00 | Erika Musterfrau | DE02500105170137075030 | SW10023 | via=Revenus",
		"2019-11-03/- -12.34 | Bob | - | sans catégorie | via=Virement",
	],
	n26: [
		"n26 | no account | EUR | - | -",
		"2026-11-02/2026-11-02 1119.00 | Erika Musterfrau | DE02500105170137075030 | SW10023, Danke | via=Credit Transfer",
		"2026-11-03/2026-11-02 -11.60 | BOOKSHOP | - |  | via=Presentment | original=-10.00 GBP | rate=1.16",
		"2026-11-03/2026-11-02 -4.20 | CAFE NORD | - |  | via=Presentment",
	],
	"paypal-english": [
		"paypal | no account | USD | 123.45 on 2026-11-03 | 1000.00 on 2026-11-04",
		"2026-11-03/- 1085.90 | Erika Musterfrau | erika@example.org | SW10023 | via=Express Checkout Payment | unique=1AB23456CD789012E | references=SW10023 | original=1119.00 USD | charges=33.10",
		"2026-11-04/- -209.35 | - | - |  | via=User Initiated Withdrawal | unique=2AB23456CD789012E",
	],
	paypal: [
		"paypal | no account | EUR | 0.00 on 2026-11-01 | 0.00 on 2026-11-05",
		"2026-11-01/- 115.69 | Erika Musterfrau | erika@example.org | Bestellung SW10023 / SW10023 | via=PayPal Express-Zahlung | unique=1AB23456CD789012E | references=SW10023 | original=119.00 EUR | charges=3.31",
		"2026-11-01/- 119.00 info | Erika Musterfrau | erika@example.org | Stuhl / SW10023 | via=Warenkorbartikel | references=SW10023",
		"2026-11-02/- -115.69 | Erika Musterfrau | erika@example.org | SW10023 | via=Rückzahlung | unique=2AB23456CD789012E | references=SW10023 1AB23456CD789012E | original=-119.00 EUR | charges=-3.31",
		"2026-11-04/- -9.90 | Bahn | bahn@example.com |  | via=Handyzahlung | unique=4AB23456CD789012E",
		"2026-11-04/- 9.90 | - | - |  | via=Bankgutschrift auf PayPal-Konto | unique=5AB23456CD789012E | references=4AB23456CD789012E",
		"2026-11-05/- 5.00 pending | Max Muster | max@example.org | SW10025 | via=Website-Zahlung | unique=6AB23456CD789012E | references=SW10025",
		"paypal | no account | USD | 0.00 on 2026-11-03 | 19.00 on 2026-11-03",
		"2026-11-03/- 19.00 | John Doe | john@example.net | Thanks / SW10024 | via=Website-Zahlung | unique=3AB23456CD789012E | references=SW10024 | original=20.00 USD | charges=1.00",
	],
	"postbank-2022": [
		"postbank-2022 | DE89370400440532013000 | EUR | 1000.00 on 2022-11-02 | 1065.00 on 2022-11-03",
		"2022-11-02/2022-11-02 -54.00 | STADTWERKE | - | Referenz 4711 | via=Lastschrift",
		"2022-11-03/2022-11-03 119.00 | ERIKA MUSTERFRAU | - | SW10023 | via=Gutschrift",
	],
	"postfinance-2022": [
		"postfinance-2022 | CH9300762011623852957 | CHF | 0.00 on 2017-11-28 | 914.59 on 2017-11-29",
		"2017-11-28/2017-11-28 1000.00 | - | - | GUTSCHRIFT RG 118",
		"2017-11-28/2017-11-28 2000.00 | - | - | GUTSCHRIFT SW10023",
		"2017-11-29/2017-11-30 -2085.41 | - | - | PREIS FÜR DIE KONTOFÜHRUNG",
	],
	"postfinance-card": [
		"postfinance-card | 0000 1234 5467 7654 | CHF | - | -",
		"2026-10-25/2026-10-23 98.85 | - | - | Zahlung",
		"2026-10-31/2026-10-30 -34.00 | - | - | Chur",
	],
	"postfinance-plain": [
		"postfinance-plain | no account | CHF | 2596.18 on 2012-10-31 | 2046.43 on 2012-11-01",
		"2012-10-31/2012-10-31 400.00 | - | - | GIRO AUS KONTO SW10023",
		"2012-11-01/2012-11-01 -949.75 | - | - | LASTSCHRIFT KARTENKONTO",
	],
	postfinance: [
		"postfinance | CH9300762011623852957 | CHF | 0.00 on 2026-11-03 | 1101.10 on 2026-11-04",
		"2026-11-03/2026-11-03 1000.00 | - | - | GUTSCHRIFT | via=Buchung",
		"2026-11-03/2026-11-03 119.00 | - | - | GUTSCHRIFT VON ERIKA MUSTERFRAU MITTEILUNGEN: SW10023 | via=Buchung",
		"2026-11-04/2026-11-04 -17.90 | - | - | KAUF/DIENSTLEISTUNG VOM 03.11.2026 MUSTERMARKT | via=Buchung",
	],
	"sparkasse-camt": [
		"sparkasse-camt | DE89370400440532013000 | EUR | - | -",
		"2026-11-02/2026-11-02 1119.00 | Erika Musterfrau | DE02500105170137075030 | Rechnung SW10023 | via=GUTSCHR. UEBERWEISUNG | bic=INGDDEFFXXX",
		"2026-11-03/2026-11-03 -53.00 | Jörg Größe | DE02120300000000202051 | Retoure SEPA Lastschrift RG 2026-118 | via=RUECKLASTSCHRIFT | bic=BYLADEM1001 | e2e=E2E-118 | mandate=M-7 | creditor=DE98ZZZ09999999999 | original=-50.00 EUR | charges=3.00",
		"2026-11-04/2026-11-05 -61.30 pending | Tankstelle Nord | DE02120300000000202051 | 2026-11-03T18:22 Debitk.1 | via=KARTENZAHLUNG | bic=BYLADEM1001",
	],
	"sparkasse-card": [
		"sparkasse-card | 0000 00XX XXXX 0000 | EUR | - | -",
		"2026-11-03/2026-11-01 -1.49 | - | - | Muster Online Shop / Prag | bank=1 | original=-37.00 CZK | rate=0,04",
	],
	"sparkasse-mt940": [
		"sparkasse-mt940 | 532013000 | EUR | - | -",
		"2025-12-31/2025-12-30 119.00 | Erika Musterfrau | 137075030 | SW10023 | via=GUTSCHRIFT | bic=50010517 | for=Firma Muster GmbH",
		"2026-11-03/2026-11-03 -36.99 | Stadtwerke | DE02120300000000202051 | 11/2026 Ihre Rechnung | via=FOLGELASTSCHRIFT | bic=BYLADEM1001 | e2e=RG 100532 | mandate=KD0200 | creditor=DE20KD000000058294",
	],
	"targobank-wide": [
		"targobank-wide | DE89370400440532013000 | EUR | - | -",
		"2026-11-02/- 1119.00 | Erika Musterfrau | DE02500105170137075030 | Bestellung SW10023 | via=Gutschrift",
		"2026-11-03/- -5.00 | Stadtwerke | DE02120300000000202051 | Abschlag | via=Lastschrift",
	],
	targobank: [
		"targobank | DE89370400440532013000 | EUR | - | -",
		"2026-11-02/- 1119.00 | Erika Musterfrau | DE02500105170137075030 | Bestellung SW10023 | via=Gutschrift | bic=INGDDEFFXXX",
		"2026-11-03/- -12.50 | BONN 74026606 | - | Kartennummer: 439556XXXXXX012X | via=Kartenzahlung | bic=BAUMARKT",
	],
	"volksbank-fiducia": [
		"volksbank-fiducia | 37040044/532013000 | EUR | -100.00 on 2026-11-02 | 1007.00 on 2026-11-04",
		"2026-11-02/2026-11-02 1119.00 | Erika Musterfrau | DE02500105170137075030 | Bestellung SW10023 vom 01.11.2026 | via=GUTSCHRIFT | bic=INGDDEFFXXX | e2e=4711-2026",
		"2026-11-04/2026-11-04 -12.00 | Gartenbau Grün | DE02120300000000202051 | Quartalsbeitrag | via=ÜBERWEISUNG | bic=BYLADEM1001",
	],
	volksbank: [
		"volksbank | DE89370400440532013000 | EUR | 1019.20 on 2026-11-02 | 1040.50 on 2026-11-03",
		"2026-11-02/2026-11-02 -19.20 | - | - | Abschluss per 31.10.2026 | via=ABSCHLUSS",
		"2026-11-03/2026-11-02 119.00 | Erika Musterfrau | DE02500105170137075030 | SW10023 | via=Überweisungsgutschr. | bic=INGDDEFFXXX | for=Firma Muster GmbH",
		"2026-11-03/2026-11-03 -78.50 | Stadtwerke | DE02120300000000202051 | Abschlag November | via=Basislastschrift | bic=BYLADEM1001 | e2e=4711 | mandate=KD-88 | creditor=DE98ZZZ09999999999",
	],
};

describe.each(Object.entries(EXPECTED))("%s", (name, lines) => {
	const file = fixture(`csv/${name}.csv`);

	test("is read as it is meant", async () => {
		expect((await readWhole(file)).flatMap(linesOf)).toEqual(lines);
	});

	test("does so in whatever pieces it arrives", async () => {
		const pieces = Array.from(file, (_, at) => file.subarray(at, at + 1));
		expect((await readWhole(pieces)).flatMap(linesOf)).toEqual(lines);
	});

	test("keeps every record as delivered, with its line", async () => {
		const text = new TextDecoder("windows-1252").decode(file).replace(/\r\n?/g, "\n").split("\n");
		for (const { entries } of await readWhole(file)) {
			for (const { raw, position } of entries) {
				const ascii = (line: string | undefined) => line?.replace(/[^ -~]/g, "");
				expect(ascii(text[position.line - 1])).toBe(ascii(raw.split("\n")[0]));
			}
		}
	});
});

describe("the profiles", () => {
	test("each have a fixture", () => {
		const profiles = CSV_PROFILES.map(({ id }) => id);
		const read = Object.values(EXPECTED).flatMap((lines) => lines.map((line) => line.split(" | ")[0]));
		expect(profiles.filter((id) => !read.includes(id))).toEqual([]);
		expect(new Set(profiles).size).toBe(profiles.length);
	});

	test("are valid mappings, and all of them are listed", () => {
		for (const { mapping } of CSV_PROFILES) expect(CsvMapping.safeParse(mapping).error).toBeUndefined();
		const files = readdirSync(new URL("../src/csv/profiles/", import.meta.url)).filter((file) => file !== "index.ts");
		expect(CSV_PROFILES.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.toSorted());
	});
});
