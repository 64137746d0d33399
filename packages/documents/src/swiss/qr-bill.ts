import { formatDecimal, type Money } from "@kontor/connector";
import { plainIban } from "../payment/account.ts";
import type { PostalAddress } from "../payment/address.ts";
import { plainReference } from "../payment/creditor-reference.ts";
import { type Checked, checked } from "../problem.ts";
import { swissText } from "./charset.ts";
import { qrBillProblems } from "./check-qr-bill.ts";
import { isQrReference } from "./qr-reference.ts";

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

/** The QR-bill in its characters and without blanks in numbers, where nothing is wrong with it. */
export function checkedQrBill(bill: QrBill): Checked<QrBill> {
	const clean: QrBill = {
		creditor: { ...cleanParty(bill.creditor), iban: plainIban(bill.creditor.iban) },
		amount: bill.amount,
		debtor: bill.debtor === undefined ? undefined : cleanParty(bill.debtor),
		reference: bill.reference === undefined || bill.reference === "" ? undefined : plainReference(bill.reference),
		message: bill.message === undefined ? undefined : swissText(bill.message),
	};
	return checked(qrBillProblems(clean), () => clean);
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
