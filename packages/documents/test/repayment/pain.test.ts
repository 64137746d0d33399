import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { type CreditTransfers, type PainVersion, painFile, type Transfer, withoutPayees } from "../../src/index.ts";

const VERSIONS = ["pain.001.001.09", "pain.001.001.03"] as const satisfies readonly PainVersion[];
const schema = (version: PainVersion) =>
	readFileSync(join(import.meta.dirname, `../fixtures/iso20022/${version}.xsd`), "utf8");

const shop = { name: "Beispiel-Shop GmbH", iban: "DE89 3704 0044 0532 0130 00", bic: "COBADEFFXXX" };
const repayment: Transfer = {
	endToEndId: "R-2026-000815",
	amount: { minor: 19_900, currency: "EUR" },
	payee: { name: "Jürgen Größe & Łukasz", iban: "AT61 1904 3002 3457 3201" },
	text: "Erstattung Bestellung 10815",
};
const file = (payment: Partial<Transfer> = {}, more: Partial<CreditTransfers> = {}): CreditTransfers => ({
	messageId: "K-20261122-0001",
	createdAt: "2026-11-22T08:15:00Z",
	initiator: shop.name,
	batches: [{ id: "K-20261122-0001-1", debtor: shop, day: "2026-11-23", payments: [{ ...repayment, ...payment }] }],
	...more,
});
const xml = (given: CreditTransfers, version?: PainVersion) => {
	const made = painFile(given, version);
	if (!made.ok) throw new Error(made.problems.map(({ field, code }) => `${field}: ${code}`).join());
	return made.value;
};
const codes = (given: CreditTransfers) => {
	const made = painFile(given);
	return made.ok ? [] : made.problems.map(({ field, code }) => `${field}: ${code}`);
};

async function invalid(version: PainVersion, files: readonly string[]): Promise<readonly string[]> {
	const { errors } = await validateXML({
		xml: files.map((contents, at) => ({ fileName: `${at}.xml`, contents })),
		schema: schema(version),
	});
	return errors.map(({ message }) => message);
}

describe("pain.001", () => {
	it("can be kept without some of its payees", () => {
		const second = {
			...repayment,
			endToEndId: "R-2",
			payee: { ...repayment.payee, name: "Anna Beispiel" },
			text: "Zwei",
		};
		const both = xml(
			file({}, { batches: [{ ...(file().batches[0] ?? expect.fail()), payments: [repayment, second] }] }),
		);
		const kept = withoutPayees(both, new Set([repayment.endToEndId]));
		expect(kept).not.toMatch(/Groesse|Lukasz|10815</);
		expect(kept.match(/AT611904300234573201/g)).toHaveLength(1);
		for (const part of ["R-2026-000815", "Anna Beispiel", "Zwei", "Beispiel-Shop", "398.00"])
			expect(kept).toContain(part);
		expect(kept.match(/199\.00/g)).toHaveLength(2);
		expect(withoutPayees(kept, new Set([repayment.endToEndId]))).toBe(kept);
	});

	it("is written for the bank as version .09", () => {
		expect(xml(file())).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>K-20261122-0001</MsgId>
      <CreDtTm>2026-11-22T08:15:00Z</CreDtTm>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>199.00</CtrlSum>
      <InitgPty>
        <Nm>Beispiel-Shop GmbH</Nm>
      </InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>K-20261122-0001-1</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <BtchBookg>false</BtchBookg>
      <NbOfTxs>1</NbOfTxs>
      <CtrlSum>199.00</CtrlSum>
      <PmtTpInf>
        <SvcLvl>
          <Cd>SEPA</Cd>
        </SvcLvl>
      </PmtTpInf>
      <ReqdExctnDt>
        <Dt>2026-11-23</Dt>
      </ReqdExctnDt>
      <Dbtr>
        <Nm>Beispiel-Shop GmbH</Nm>
      </Dbtr>
      <DbtrAcct>
        <Id>
          <IBAN>DE89370400440532013000</IBAN>
        </Id>
      </DbtrAcct>
      <DbtrAgt>
        <FinInstnId>
          <BICFI>COBADEFFXXX</BICFI>
        </FinInstnId>
      </DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
      <CdtTrfTxInf>
        <PmtId>
          <EndToEndId>R-2026-000815</EndToEndId>
        </PmtId>
        <Amt>
          <InstdAmt Ccy="EUR">199.00</InstdAmt>
        </Amt>
        <Cdtr>
          <Nm>Juergen Groesse + Lukasz</Nm>
        </Cdtr>
        <CdtrAcct>
          <Id>
            <IBAN>AT611904300234573201</IBAN>
          </Id>
        </CdtrAcct>
        <RmtInf>
          <Ustrd>Erstattung Bestellung 10815</Ustrd>
        </RmtInf>
      </CdtTrfTxInf>
    </PmtInf>
  </CstmrCdtTrfInitn>
</Document>
`);
	});

	it("differs in version .03 by day and BIC", () => {
		const old = xml(file(), "pain.001.001.03");
		expect(old).toContain("<ReqdExctnDt>2026-11-23</ReqdExctnDt>");
		expect(old).toContain("<BIC>COBADEFFXXX</BIC>");
	});

	it("has the instant flag, a structured reference, an address in parts", () => {
		const [batch] = file({
			text: undefined,
			reference: "RF18 5390 0754 7034",
			purpose: "REFU",
			payee: {
				name: "A",
				iban: "DE89370400440532013000",
				address: {
					street: "Lange Str.",
					houseNumber: "1",
					postcode: "50667",
					town: "Köln",
					country: "DE",
					lines: ["Hinterhaus"],
				},
			},
		}).batches;
		if (batch === undefined) throw new Error("no batch");
		const made = xml(file({}, { batches: [{ ...batch, instant: true, oneBooking: true }] })).replace(/\s*\n\s*/g, "");
		expect(made).toContain("<LclInstrm><Cd>INST</Cd></LclInstrm>");
		expect(made).toContain("<BtchBookg>true</BtchBookg>");
		expect(made).toContain(
			"<Purp><Cd>REFU</Cd></Purp><RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>",
		);
		expect(made).toContain(
			"<PstlAdr><StrtNm>Lange Str.</StrtNm><BldgNb>1</BldgNb><PstCd>50667</PstCd><TwnNm>Koeln</TwnNm><Ctry>DE</Ctry><AdrLine>Hinterhaus</AdrLine></PstlAdr>",
		);
	});

	it("keeps umlauts for German banks only where told to", () => {
		expect(xml(file({}, { charset: "german" }))).toContain("<Nm>Jürgen Größe &amp; Lukasz</Nm>");
	});

	it.each([
		["endToEndId", { endToEndId: "" }, "batches[0].payments[0].endToEndId: id"],
		["endToEndId", { endToEndId: "x".repeat(36) }, "batches[0].payments[0].endToEndId: id"],
		["endToEndId", { endToEndId: "/x" }, "batches[0].payments[0].endToEndId: id"],
		["endToEndId", { endToEndId: "x//y" }, "batches[0].payments[0].endToEndId: id"],
		["endToEndId", { endToEndId: "Rück" }, "batches[0].payments[0].endToEndId: id"],
		["amount", { amount: { minor: 0, currency: "EUR" } }, "batches[0].payments[0].amount: amount"],
		["amount", { amount: { minor: 100_000_000_000, currency: "EUR" } }, "batches[0].payments[0].amount: amount"],
		["currency", { amount: { minor: 100, currency: "CHF" } }, "batches[0].payments[0].amount: currency"],
		["IBAN", { payee: { name: "A", iban: "DE89370400440532013001" } }, "batches[0].payments[0].payee.iban: iban"],
		["BIC", { payee: { name: "A", iban: "CH5800791123000889012" } }, "batches[0].payments[0].payee.bic: bic-needed"],
		["name", { payee: { name: "  ", iban: shop.iban } }, "batches[0].payments[0].payee.name: missing"],
		["name", { payee: { name: "ß".repeat(36), iban: shop.iban } }, "batches[0].payments[0].payee.name: too-long"],
		["text", { text: "x".repeat(141) }, "batches[0].payments[0].text: too-long"],
		["text", { reference: "RF18539007547034" }, "batches[0].payments[0].text: reference-or-text"],
		[
			"town",
			{ payee: { name: "A", iban: shop.iban, address: { town: "", country: "DE" } } },
			"batches[0].payments[0].payee.address.town: missing",
		],
		[
			"lines",
			{ payee: { name: "A", iban: shop.iban, address: { town: "K", country: "DE", lines: ["1", "2", "3"] } } },
			"batches[0].payments[0].payee.address.lines: too-many",
		],
	] as const)("refuses a wrong %s", (_, payment, expected) => {
		expect(codes(file(payment))).toEqual([expected]);
	});

	it("refuses what makes the file wrong as a whole", () => {
		expect(codes(file({}, { messageId: "x".repeat(36) }))).toEqual(["messageId: id"]);
		expect(codes(file({}, { createdAt: "2026-11-22T08:15:00+01:00" }))).toEqual(["createdAt: instant"]);
		expect(codes(file({}, { batches: [] }))).toEqual(["batches: empty"]);
		const { batches } = file();
		expect(codes(file({}, { batches: [...batches, ...batches] }))).toEqual([
			"batches: id-repeated",
			"batches: id-repeated",
		]);
		expect(codes(file({}, { batches: batches.map((batch) => ({ ...batch, day: "2026-02-30" })) }))).toEqual([
			"batches[0].day: day",
		]);
	});

	it("is valid by the schema for 1,000 random batches in each version, sums exact", { timeout: 60_000 }, async () => {
		for (const version of VERSIONS) {
			const files = fc.sample(someFile, { numRuns: 50, seed: 7 }).map((given, at) => {
				const whole = {
					...given,
					batches: given.batches.map((batch, number) => ({
						...batch,
						id: `B-${at}-${number}`,
						payments: batch.payments.map((payment, index) => ({ ...payment, endToEndId: `E-${number}-${index}` })),
					})),
				};
				const made = xml(whole, version);
				const sums = [...made.matchAll(/<CtrlSum>(\d+)\.(\d\d)</g)].map(([, euro = "", cent = ""]) =>
					BigInt(euro + cent),
				);
				const cents = whole.batches.map(({ payments }) =>
					payments.reduce((sum, { amount }) => sum + BigInt(amount.minor), 0n),
				);
				expect(sums).toEqual([cents.reduce((sum, one) => sum + one, 0n), ...cents]);
				expect(made).toMatch(/^[\n -~]*$/);
				return made;
			});
			expect(files.flatMap((made) => made.match(/<PmtInf>/g) ?? []).length).toBe(1000);
			expect(await invalid(version, files)).toEqual([]);
			const broken = (files[0] ?? "").replace("<PmtMtd>TRF</PmtMtd>", "");
			expect((await invalid(version, [broken])).join()).toContain("PmtMtd");
		}
	});
});

const someText = (maxLength: number) =>
	fc.string({ unit: "grapheme", minLength: 1, maxLength }).map((text) => `x${text}`.slice(0, maxLength));
const party = fc.record(
	{
		name: someText(20),
		iban: fc.constantFrom(shop.iban, "AT611904300234573201", "FR7630006000011234567890189", "NL91ABNA0417164300"),
		bic: fc.constantFrom("COBADEFF", "BKAUATWWXXX"),
		address: fc.record(
			{
				street: someText(20),
				houseNumber: fc.constantFrom("1", "12 a"),
				postcode: fc.constant("50667"),
				town: someText(10),
				country: fc.constantFrom("DE", "AT"),
				lines: fc.array(someText(20), { maxLength: 2 }),
			},
			{ requiredKeys: ["town", "country"] },
		),
	},
	{ requiredKeys: ["name", "iban"] },
);
const somePayment = fc.record({
	endToEndId: fc.constant(""),
	amount: fc.record({ minor: fc.integer({ min: 1, max: 99_999_999_999 }), currency: fc.constant("EUR") }),
	payee: party,
	text: someText(30),
});
const someBatch = fc.record({
	id: fc.constant(""),
	debtor: party,
	day: fc.constant("2026-11-23"),
	instant: fc.boolean(),
	oneBooking: fc.boolean(),
	payments: fc.array(somePayment, { minLength: 1, maxLength: 3 }),
});
const someFile = fc.record({
	messageId: fc.constant("M-1"),
	createdAt: fc.constant("2026-11-22T08:15:00Z"),
	initiator: someText(20),
	batches: fc.array(someBatch, { minLength: 20, maxLength: 20 }),
});
