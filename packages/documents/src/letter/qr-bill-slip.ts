import { SwissQRBill } from "swissqrbill/pdf";
import type { Party, QrBill } from "../swiss/qr-bill.ts";
import { type Locale, languageOf } from "../wording/locale.ts";
import { A4, FONT, mm, type Sheet } from "./sheet.ts";

/** Receipt and payment part, in millimetres; as wide as A4. */
export const QR_BILL_HEIGHT = 105;

/** Draws a QR-bill that `checkedQrBill` accepted at the foot of the sheet's page. */
export function drawQrBill(sheet: Sheet, bill: QrBill, locale: Locale): void {
	const { creditor, debtor, amount, reference, message } = bill;
	const slip = new SwissQRBill(
		{
			creditor: { account: creditor.iban, ...partyOf(creditor) },
			...(debtor === undefined ? {} : { debtor: partyOf(debtor) }),
			// Two decimals: the library writes the amount with `toFixed(2)`, which is exact up to the scheme's bound.
			amount: amount.minor / 100,
			currency: amount.currency === "EUR" ? "EUR" : "CHF",
			...(reference === undefined ? {} : { reference }),
			...(message === undefined ? {} : { message }),
		},
		{ fontName: FONT.family, language: languageOf(locale) === "de" ? "DE" : "EN" },
	);
	sheet.y = 0;
	slip.attachTo(sheet, 0, mm(A4.height - QR_BILL_HEIGHT));
}

function partyOf({ name, address }: Party) {
	const { street = "", houseNumber, postcode = "", town, country } = address;
	return {
		name,
		address: street,
		zip: postcode,
		city: town,
		country,
		...(houseNumber ? { buildingNumber: houseNumber } : {}),
	};
}
