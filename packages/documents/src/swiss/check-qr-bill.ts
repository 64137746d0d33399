import type { Money } from "@kontor/connector";
import { ibanCountry, ibanProblems } from "../payment/account.ts";
import { isCreditorReference } from "../payment/creditor-reference.ts";
import { type Problem, problem } from "../problem.ts";
import type { Party, QrBill } from "./qr-bill.ts";
import { isQrIban, isQrReference } from "./qr-reference.ts";

const MOST_MINOR = 99_999_999_999;

/** Everything that is wrong with a bill whose texts are in the allowed characters already. */
export function qrBillProblems(bill: QrBill): readonly Problem[] {
	return [
		...accountProblems(bill),
		...amountProblems(bill.amount),
		...partyProblems("creditor", bill.creditor),
		...(bill.debtor === undefined ? [] : partyProblems("debtor", bill.debtor)),
		...lengthProblems("message", bill.message ?? "", 140),
	];
}

function accountProblems({ creditor, reference }: QrBill): readonly Problem[] {
	const found = [...ibanProblems("creditor.iban", creditor.iban)];
	if (found.length === 0 && !["CH", "LI"].includes(ibanCountry(creditor.iban))) {
		found.push(
			problem(
				"creditor.iban",
				"not-swiss",
				"Eine QR-Rechnung braucht ein Konto in der Schweiz oder in Liechtenstein.",
				"A QR-bill needs an account in Switzerland or Liechtenstein.",
			),
		);
	}
	if (isQrIban(creditor.iban)) {
		if (reference === undefined || !isQrReference(reference)) {
			found.push(
				problem(
					"reference",
					"qr-reference-needed",
					"Eine QR-IBAN verlangt eine QR-Referenz (27 Ziffern).",
					"A QR-IBAN demands a QR reference (27 digits).",
				),
			);
		}
	} else if (reference !== undefined && isQrReference(reference)) {
		found.push(
			problem(
				"reference",
				"qr-iban-needed",
				"Eine QR-Referenz geht nur mit einer QR-IBAN.",
				"A QR reference goes with a QR-IBAN only.",
			),
		);
	} else if (reference !== undefined && !isCreditorReference(reference)) {
		found.push(
			problem(
				"reference",
				"creditor-reference",
				`"${reference}" ist keine Referenz nach ISO 11649.`,
				`"${reference}" is no ISO 11649 reference.`,
			),
		);
	}
	return found;
}

function amountProblems({ minor, currency }: Money): readonly Problem[] {
	const found: Problem[] = [];
	if (currency !== "CHF" && currency !== "EUR") {
		found.push(
			problem(
				"amount",
				"currency",
				"Eine QR-Rechnung gibt es nur in Franken und Euro.",
				"QR-bills are in francs and euro only.",
			),
		);
	}
	if (!Number.isSafeInteger(minor) || minor < 1 || minor > MOST_MINOR) {
		found.push(
			problem(
				"amount",
				"amount",
				"Der Betrag muss zwischen 0,01 und 999.999.999,99 liegen.",
				"The amount has to be between 0.01 and 999,999,999.99.",
			),
		);
	}
	return found;
}

function partyProblems(field: string, { name, address }: Party): readonly Problem[] {
	const missing = Object.entries({ name, "address.postcode": address.postcode, "address.town": address.town })
		.filter(([, value]) => (value ?? "") === "")
		.map(([part]) => problem(`${field}.${part}`, "missing", "Diese Angabe fehlt.", "This is missing."));
	const country = /^[A-Z]{2}$/.test(address.country)
		? []
		: [
				problem(
					`${field}.address.country`,
					"country",
					"Das Land fehlt (zwei Buchstaben).",
					"The country is missing (two letters).",
				),
			];
	return [
		...missing,
		...country,
		...lengthProblems(`${field}.name`, name, 70),
		...lengthProblems(`${field}.address.street`, address.street ?? "", 70),
		...lengthProblems(`${field}.address.houseNumber`, address.houseNumber ?? "", 16),
		...lengthProblems(`${field}.address.postcode`, address.postcode ?? "", 16),
		...lengthProblems(`${field}.address.town`, address.town, 35),
	];
}

function lengthProblems(field: string, value: string, most: number): readonly Problem[] {
	if (value.length <= most) return [];
	return [
		problem(
			field,
			"too-long",
			`Höchstens ${most} Zeichen, hier sind es ${value.length}.`,
			`At most ${most} characters, here there are ${value.length}.`,
		),
	];
}
