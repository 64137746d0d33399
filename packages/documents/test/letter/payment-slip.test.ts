import { describe, expect, it } from "vitest";
import { type PaymentSlip, paymentSlip, sampleData } from "../../src/index.ts";
import { readPdf, scanPdf, textOf } from "./read-pdf.ts";

const base = {
	amount: { minor: 119_900, currency: "EUR" },
	locale: "de",
	title: "Bestellung 10815",
	day: "2026-11-22",
} as const;
const payee = { name: "Beispiel-Shop GmbH", iban: "DE89370400440532013000", bic: "COBADEFFXXX" };

async function slip(given: PaymentSlip) {
	const made = await paymentSlip(given);
	if (!made.ok) throw new Error(made.problems.map(({ field, code }) => `${field}: ${code}`).join());
	const pages = await readPdf(made.value);
	expect(pages).toHaveLength(1);
	return { text: textOf(pages[0]), code: (await scanPdf(made.value, 1))?.split("\n") };
}

describe("a payment slip", { timeout: 30_000 }, () => {
	it("is a transfer with GiroCode for a German account", async () => {
		const { text, code } = await slip({ ...base, payment: { payee, reference: "10815" } });
		expect(text).toContain(
			"Überweisung Empfänger Beispiel-Shop GmbH IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFFXXX Betrag 1.199,00 € Verwendungszweck 10815",
		);
		expect(text).toContain("kein Formular Ihrer Bank");
		expect(code).toEqual([
			"BCD",
			"002",
			"1",
			"SCT",
			"COBADEFFXXX",
			"Beispiel-Shop GmbH",
			"DE89370400440532013000",
			"EUR1199.00",
			"",
			"",
			"10815",
		]);
	});

	it("has the Austrian fields, the reference in its own", async () => {
		const austrian = { name: "Beispiel-Shop GmbH", iban: "AT611904300234573201" };
		const { text, code } = await slip({ ...base, payment: { payee: austrian, reference: "RF18539007547034" } });
		expect(text).toContain(
			"Zahlungsanweisung EmpfängerIn Name/Firma Beispiel-Shop GmbH IBAN EmpfängerIn AT61 1904 3002 3457 3201 Betrag 1.199,00 € Zahlungsreferenz RF18 5390 0754 7034 Verwendungszweck IBAN KontoinhaberIn/AuftraggeberIn",
		);
		expect(code?.slice(8)).toEqual(["", "RF18539007547034"]);
		const free = await slip({ ...base, payment: { payee: austrian, reference: "10815" } });
		expect(free.text).toContain("Zahlungsreferenz Verwendungszweck 10815");
	});

	it("is a QR-bill for a Swiss account, in the customer's language", async () => {
		const payment = sampleData("reminder", "de-CH").payment;
		if (payment === undefined) throw new Error("no sample");
		const address = { street: "Marktgasse", houseNumber: "28", postcode: "9400", town: "Rorschach", country: "CH" };
		const { text, code } = await slip({
			...base,
			locale: "en",
			amount: { minor: 95, currency: "CHF" },
			payment: { ...payment, debtor: { name: "Łukasz Ščerbák", address } },
		});
		for (const word of [
			"Receipt",
			"Payment part",
			"Payable by",
			"Acceptance point",
			"Łukasz Ščerbák",
			"RF18 5390 0754 7034",
			"0.95",
		])
			expect(text).toContain(word);
		expect(code?.slice(20, 27)).toEqual(["S", "Łukasz Ščerbák", "Marktgasse", "28", "9400", "Rorschach", "CH"]);
		expect(code?.slice(18, 20)).toEqual(["0.95", "CHF"]);
	});

	it("says what keeps it from being made", async () => {
		const payment = { payee: { ...payee, iban: "CH5800791123000889012" }, reference: "10815" };
		expect(await paymentSlip({ ...base, payment })).toMatchObject({
			ok: false,
			problems: [{ field: "payment.address", code: "missing" }],
		});
	});
});
