import type { CsvLayout } from "../csv.ts";
import * as cell from "../csv-cells.ts";
import { GERMAN } from "./conventions.ts";

/** The CSV of ING. */
export const ING: readonly CsvLayout[] = [
	{
		...GERMAN,
		profile: "ing",
		quotes: "where needed",
		encoding: "windows-1252",
		lineEnd: "\n",
		above: (statement) => [
			["Umsatzanzeige", "Datei erstellt am: 05.11.2026 12:00"],
			[],
			["IBAN", statement.account.replace(/(.{4})(?=.)/g, "$1 ")],
			["Bank", "ING"],
			["Kunde", "Muster GmbH"],
			[],
		],
		columns: [
			["Buchung", cell.bookingDay],
			["Wertstellungsdatum", cell.valueDay],
			["Auftraggeber/Empfänger", cell.name],
			["Buchungstext", cell.bookingText],
			["Verwendungszweck", cell.remittance],
			["Saldo", cell.balance],
			["Währung", cell.currency],
			["Betrag", cell.amount],
			["Währung", cell.currency],
		],
		namesAccount: true,
		balances: "both",
		carries: ["valueDay", "name", "bookingText", "remittance"],
	},
];
