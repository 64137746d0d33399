import type { Money } from "@kontor/connector";
import { ibanCountry } from "../payment/account.ts";
import { isCreditorReference } from "../payment/creditor-reference.ts";
import { type Checked, problem } from "../problem.ts";
import { type GiroPayload, giroCode } from "../qr/giro-code.ts";
import { giroPng } from "../qr/giro-picture.ts";
import { swissQrPng } from "../swiss/picture.ts";
import { checkedQrBill, type QrBill, qrBillPayload } from "../swiss/qr-bill.ts";
import { isQrReference } from "../swiss/qr-reference.ts";
import type { PaymentData } from "./data.ts";

/** The QR code that fits a payment (F9), and what its picture says. */
export type PaymentCode =
	| { readonly kind: "giro"; readonly payload: GiroPayload; readonly png: Uint8Array }
	| { readonly kind: "swiss"; readonly bill: QrBill; readonly png: Uint8Array };

/**
 * A Swiss QR-bill for accounts in Switzerland and Liechtenstein, a GiroCode for euro elsewhere. What it was refused for is for
 * the merchant: the message goes out without a code.
 */
export function paymentCode(payment: PaymentData, amount: Money): Checked<PaymentCode> {
	if (["CH", "LI"].includes(ibanCountry(payment.payee.iban))) return swissCode(payment, amount);
	const { payee, reference } = payment;
	const made = giroCode({ payee, amount, ...(isCreditorReference(reference) ? { reference } : { text: reference }) });
	if (!made.ok) return made;
	return { ok: true, value: { kind: "giro", payload: made.value, png: giroPng(made.value) } };
}

function swissCode({ payee, reference, address, debtor }: PaymentData, amount: Money): Checked<PaymentCode> {
	if (address === undefined) {
		return {
			ok: false,
			problems: [
				problem(
					"payment.address",
					"missing",
					"Für eine QR-Rechnung wird Ihre Anschrift gebraucht.",
					"A QR-bill needs your address.",
				),
			],
		};
	}
	const structured = isCreditorReference(reference) || isQrReference(reference);
	const bill: QrBill = {
		creditor: { name: payee.name, iban: payee.iban, address },
		amount,
		debtor,
		...(structured ? { reference } : { message: reference }),
	};
	const [clean, payload] = [checkedQrBill(bill), qrBillPayload(bill)];
	if (!clean.ok) return clean;
	if (!payload.ok) return payload;
	return { ok: true, value: { kind: "swiss", bill: clean.value, png: swissQrPng(payload.value) } };
}
