import type { CsvLayout } from "../csv.ts";
import * as cell from "../csv-cells.ts";

/** The CSV of PayPal. */
export const PAYPAL: readonly CsvLayout[] = [
	{
		profile: "paypal",
		currency: "EUR",
		delimiter: ",",
		quotes: "always",
		encoding: "utf-8-bom",
		lineEnd: "\r\n",
		day: "DD.MM.YYYY",
		decimal: ",",
		group: ".",
		columns: [
			["Datum", cell.bookingDay],
			["Uhrzeit", cell.always("10:00:00")],
			["Zeitzone", cell.always("Europe/Berlin")],
			["Name", cell.name],
			["Typ", cell.bookingText],
			["Status", cell.status("Abgeschlossen", "Ausstehend")],
			["Währung", cell.currency],
			["Brutto", cell.amount],
			["Gebühr", cell.always("0,00")],
			["Netto", cell.amount],
			["Absender E-Mail-Adresse", cell.always("erika@example.org")],
			["Empfänger E-Mail-Adresse", cell.always("laden@example.com")],
			// Unique in the file: its place.
			["Transaktionscode", ({ entry, statement }) => `TX${statement.entries.indexOf(entry)}`],
			["Artikelbezeichnung", cell.nothing],
			["Zugehöriger Transaktionscode", cell.nothing],
			["Rechnungsnummer", cell.nothing],
			["Guthaben", cell.balance],
			["Betreff", cell.remittance],
			["Hinweis", cell.nothing],
			["Auswirkung auf Guthaben", ({ entry }) => (entry.amount.minor < 0 ? "Soll" : "Haben")],
		],
		balances: "both",
		carries: ["name", "bookingText", "remittance"],
	},
];
