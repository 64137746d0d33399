import { formatDecimal, type Money } from "@kontor/connector";
import { ibanCountry, ibanProblems, plainIban } from "../payment/account.ts";
import type { PostalAddress } from "../payment/address.ts";
import { isCreditorReference, plainReference } from "../payment/creditor-reference.ts";
import { type Checked, checked, type Problem, problem } from "../problem.ts";
import { swissText } from "./charset.ts";
import { isQrIban, isQrReference } from "./qr-reference.ts";

export interface Party {
	readonly name: string;
	readonly address: PostalAddress;
}

/** What a Swiss QR-bill says (SPC 0200, structured addresses only). */
export interface QrBill {
	readonly creditor: Party & { readonly iban: string };
	/** CHF or EUR, 0.01 to 999,999,999.99; left out: the payer fills it in. */
	readonly amount: Money;
	readonly debtor?: Party | undefined;
	/** A QR reference for a QR-IBAN; for any other account an ISO 11649 reference, or none. */
	readonly reference?: string | undefined;
	/** Up to 140 characters. */
	readonly message?: string | undefined;
}

const MOST_MINOR = 99_999_999_999;

/** The QR-bill in its characters and without blanks in numbers, where nothing is wrong with it. */
export function checkedQrBill(bill: QrBill): Checked<QrBill> {
	const clean: QrBill = {
		creditor: { ...cleanParty(bill.creditor), iban: plainIban(bill.creditor.iban) },
		amount: bill.amount,
		debtor: bill.debtor === undefined ? undefined : cleanParty(bill.debtor),
		reference: bill.reference === undefined || bill.reference === "" ? undefined : plainReference(bill.reference),
		message: bill.message === undefined ? undefined : swissText(bill.message),
	};
	const problems = [
		...accountProblems(clean),
		...amountProblems(clean.amount),
		...partyProblems("creditor", clean.creditor),
		...(clean.debtor === undefined ? [] : partyProblems("debtor", clean.debtor)),
		...lengthProblems("message", clean.message ?? "", 140),
	];
	return checked(problems, () => clean);
}

/** The payload of the code: 31 lines, the unused ones empty, up to the trailer. */
export function qrBillPayload(bill: QrBill): Checked<string> {
	const clean = checkedQrBill(bill);
	if (!clean.ok) return clean;
	const { creditor, amount, debtor, reference, message } = clean.value;
	const payload = [
		"SPC",
		"0200",
		"1",
		creditor.iban,
		...partyLines(creditor),
		...partyLines(undefined),
		formatDecimal(amount),
		amount.currency,
		...partyLines(debtor),
		referenceType(reference),
		reference ?? "",
		message ?? "",
		"EPD",
	].join("\n");
	return { ok: true, value: payload };
}

function referenceType(reference: string | undefined): "QRR" | "SCOR" | "NON" {
	if (reference === undefined) return "NON";
	return isQrReference(reference) ? "QRR" : "SCOR";
}

function partyLines(party: Party | undefined): readonly string[] {
	if (party === undefined) return ["", "", "", "", "", "", ""];
	const { street, houseNumber, postcode, town, country } = party.address;
	return ["S", party.name, street ?? "", houseNumber ?? "", postcode ?? "", town, country];
}

function cleanParty({ name, address }: Party): Party {
	const { street, houseNumber, postcode, town, country } = address;
	const clean = (text: string | undefined) => swissText(text ?? "");
	return {
		name: clean(name),
		address: {
			street: clean(street),
			houseNumber: clean(houseNumber),
			postcode: clean(postcode),
			town: clean(town),
			country,
		},
	};
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
