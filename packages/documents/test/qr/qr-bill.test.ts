import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isQrReference, type QrBill, qrBillPayload, qrReference, swissQrPng } from "../../src/index.ts";
import { readQr } from "../read-png.ts";

const address = { street: "Bahnhofstrasse", houseNumber: "7", postcode: "8001", town: "Zürich", country: "CH" };
const creditor = { name: "Muster & Söhne AG", address, iban: "CH58 0079 1123 0008 8901 2" };
const qrIban = "CH44 3199 9123 0008 8901 2";
const debtor = { name: "Pia Rutschmann", address: { ...address, houseNumber: undefined, street: undefined } };
const amount = { minor: 199_475, currency: "CHF" };
const QRR = "21 00000 00003 13947 14300 09017";

const codes = (bill: QrBill) => {
	const made = qrBillPayload(bill);
	return made.ok ? [] : made.problems.map((problem) => `${problem.field}: ${problem.code}`);
};

describe("Swiss QR-bill", () => {
	it("has 31 lines with structured addresses", () => {
		const made = qrBillPayload({
			creditor: { ...creditor, iban: qrIban },
			amount,
			debtor,
			reference: QRR,
			message: "Bestellung 10815",
		});
		expect(made.ok && made.value.split("\n")).toEqual(
			[
				["SPC", "0200", "1", "CH4431999123000889012"],
				["S", "Muster & Söhne AG", "Bahnhofstrasse", "7", "8001", "Zürich", "CH"],
				["", "", "", "", "", "", ""],
				["1994.75", "CHF"],
				["S", "Pia Rutschmann", "", "", "8001", "Zürich", "CH"],
				["QRR", "210000000003139471430009017", "Bestellung 10815", "EPD"],
			].flat(),
		);
	});

	it("knows the kinds of references", () => {
		const lines = (bill: QrBill) => {
			const made = qrBillPayload(bill);
			return made.ok ? made.value.split("\n").slice(27, 29) : made.problems;
		};
		expect(lines({ creditor, amount })).toEqual(["NON", ""]);
		expect(lines({ creditor, amount, reference: "RF18 5390 0754 7034" })).toEqual(["SCOR", "RF18539007547034"]);
		expect(lines({ creditor: { ...creditor, iban: qrIban }, amount, reference: QRR })).toEqual([
			"QRR",
			QRR.replaceAll(" ", ""),
		]);
	});

	it("wants a QR reference with a QR-IBAN, and only there", () => {
		expect(codes({ creditor: { ...creditor, iban: qrIban }, amount })).toEqual(["reference: qr-reference-needed"]);
		expect(codes({ creditor: { ...creditor, iban: qrIban }, amount, reference: "RF18539007547034" })).toEqual([
			"reference: qr-reference-needed",
		]);
		expect(codes({ creditor, amount, reference: QRR })).toEqual(["reference: qr-iban-needed"]);
		expect(codes({ creditor, amount, reference: "10815" })).toEqual(["reference: creditor-reference"]);
	});

	it("wants a Swiss or Liechtenstein account, francs or euro, and an amount in bounds", () => {
		expect(codes({ creditor: { ...creditor, iban: "DE89370400440532013000" }, amount })).toEqual([
			"creditor.iban: not-swiss",
		]);
		expect(codes({ creditor: { ...creditor, iban: "LI21088100002324013AA" }, amount })).toEqual([]);
		expect(codes({ creditor, amount: { minor: 100, currency: "EUR" } })).toEqual([]);
		expect(codes({ creditor, amount: { minor: 100, currency: "USD" } })).toEqual(["amount: currency"]);
		expect(codes({ creditor, amount: { minor: 0, currency: "CHF" } })).toEqual(["amount: amount"]);
		expect(codes({ creditor, amount: { minor: 100_000_000_000, currency: "CHF" } })).toEqual(["amount: amount"]);
	});

	it("wants the parts of an address, in their lengths", () => {
		const at = (part: object) => codes({ creditor: { ...creditor, address: { ...address, ...part } }, amount });
		expect(at({ postcode: "" })).toEqual(["creditor.address.postcode: missing"]);
		expect(at({ town: "" })).toEqual(["creditor.address.town: missing"]);
		expect(at({ country: "" })).toEqual(["creditor.address.country: country"]);
		expect(at({ street: "s".repeat(71) })).toEqual(["creditor.address.street: too-long"]);
		expect(at({ houseNumber: "1".repeat(17) })).toEqual(["creditor.address.houseNumber: too-long"]);
		expect(at({ town: "t".repeat(36) })).toEqual(["creditor.address.town: too-long"]);
		expect(codes({ creditor, amount, message: "m".repeat(141) })).toEqual(["message: too-long"]);
	});

	it("writes other alphabets in the letters that Swiss payments know", () => {
		const made = qrBillPayload({ creditor: { ...creditor, name: "Łukasz Țepeș, Αθήνα 😀\nAG €" }, amount });
		expect(made.ok && made.value.split("\n")[5]).toBe("Łukasz Țepeș, Athina . AG €");
	});

	it("is read from its picture as it was written, the cross in its middle", () => {
		const made = qrBillPayload({ creditor, amount, debtor, reference: "RF18539007547034", message: "ü".repeat(140) });
		if (!made.ok) throw new Error("refused");
		expect(readQr(swissQrPng(made.value))?.text).toBe(made.value);
	});

	it("makes and checks QR references", () => {
		expect(qrReference("21000000000313947143000901")).toEqual({ ok: true, value: QRR.replaceAll(" ", "") });
		for (const digits of ["", "0", "A1", "1".repeat(27)]) expect(qrReference(digits)).toMatchObject({ ok: false });
		fc.assert(
			fc.property(fc.bigInt({ min: 1n, max: 10n ** 26n - 1n }), fc.nat(26), fc.nat(9), (number, at, digit) => {
				const made = qrReference(String(number));
				if (!made.ok) throw new Error("refused");
				const mistyped = made.value.slice(0, at) + digit + made.value.slice(at + 1);
				expect(isQrReference(mistyped)).toBe(mistyped === made.value);
			}),
		);
	});
});
