import type { Money } from "@kontor/connector";
import type { PaymentData } from "../messages/data.ts";
import { type PaymentCode, paymentCode } from "../messages/payment-code.ts";
import { ibanCountry } from "../payment/account.ts";
import type { Checked } from "../problem.ts";
import { label } from "../wording/labels.ts";
import { type Locale, languageOf } from "../wording/locale.ts";
import { drawGiro } from "./qr.ts";
import { drawQrBill } from "./qr-bill-slip.ts";
import { A4, bytesOf, FONT, mm, newSheet, type Sheet } from "./sheet.ts";
import { slipFields, slipTitle } from "./slip-fields.ts";

/** One page to pay with, attached to a mail or sent by letter (G12). */
export interface PaymentSlip {
	readonly payment: PaymentData;
	readonly amount: Money;
	readonly locale: Locale;
	/** What it is for: "Bestellung 10815". */
	readonly title: string;
	readonly day: string;
}

const GREY = "#555555";
const LEFT = mm(25);
const WIDTH = mm(A4.width - 25 - 20);
const PICTURE = mm(42);

/**
 * For a Swiss account the QR-bill, to be cut off and paid in; else the fields of a transfer in the order of the country's form,
 * with the GiroCode. The latter is no form of a bank: it is for typing and scanning.
 */
export async function paymentSlip(slip: PaymentSlip): Promise<Checked<Uint8Array>> {
	const code = paymentCode(slip.payment, slip.amount);
	if (!code.ok) return code;
	const { locale, title, day, payment } = slip;
	const about = { title, author: payment.payee.name, language: languageOf(locale), day };
	const sheet = newSheet(about, { top: 20, right: 20, bottom: 0, left: 25 });
	drawSlipPage(sheet, slip, code.value);
	return { ok: true, value: await bytesOf(sheet) };
}

/** Draws a slip over the sheet's page, which is empty. */
export function drawSlipPage(sheet: Sheet, slip: Omit<PaymentSlip, "day">, code: PaymentCode): void {
	const { locale, title, payment } = slip;
	sheet.font(FONT.bold).fontSize(14).fillColor("#000000").text(title, LEFT, mm(20), { width: WIDTH });
	sheet.font(FONT.regular).fontSize(10).fillColor(GREY).text(payment.payee.name, { width: WIDTH });
	if (code.kind === "swiss") drawQrBill(sheet.fillColor("#000000"), code.bill, locale);
	else drawTransfer(sheet, slip, code);
}

function drawTransfer(
	sheet: Sheet,
	slip: Omit<PaymentSlip, "day">,
	code: Extract<PaymentCode, { kind: "giro" }>,
): void {
	const country = ibanCountry(slip.payment.payee.iban) === "AT" ? "AT" : "DE";
	const [textWidth, top] = [WIDTH - PICTURE - mm(12), sheet.y + 18];
	const padding = mm(5);
	sheet
		.font(FONT.bold)
		.fontSize(12)
		.fillColor("#000000")
		.text(slipTitle(country, slip.locale), LEFT + padding, top + padding, { width: textWidth });
	sheet.y += 8;
	for (const field of slipFields(slip, country)) {
		sheet
			.font(FONT.regular)
			.fontSize(7.5)
			.fillColor(GREY)
			.text(field.label, LEFT + padding, sheet.y, { width: textWidth - padding });
		const { y } = sheet;
		sheet
			.fontSize(11.5)
			.fillColor("#000000")
			.text(field.value, LEFT + padding, y + 2, { width: textWidth - padding });
		sheet.y = Math.max(sheet.y, y + 17) + 2;
		sheet
			.lineWidth(0.5)
			.moveTo(LEFT + padding, sheet.y)
			.lineTo(LEFT + textWidth, sheet.y)
			.stroke("#999999");
		sheet.y += 6;
	}
	const height = Math.max(sheet.y - top, PICTURE + 3 * padding) + padding / 2;
	sheet.lineWidth(0.8).roundedRect(LEFT, top, WIDTH, height, 5).stroke("#555555");
	const x = LEFT + WIDTH - PICTURE - padding;
	drawGiro(sheet, code.payload, x, top + padding + 24, PICTURE);
	const caption = label("giroCaption", slip.locale);
	sheet
		.font(FONT.regular)
		.fontSize(8)
		.fillColor(GREY)
		.text(caption, x - mm(3), top + padding + 32 + PICTURE, { width: PICTURE + mm(6), align: "center" });
	sheet
		.fillColor(GREY)
		.fontSize(8)
		.text(label("noBankForm", slip.locale), LEFT, top + height + 8, { width: WIDTH });
}
