import type { CsvLayout } from "../csv.ts";
import * as cell from "../csv-cells.ts";
import { amountText } from "../csv-cells.ts";
import { closingIn, GERMAN } from "./conventions.ts";

/** The CSV of Commerzbank and comdirect. */
export const COMMERZBANK: readonly CsvLayout[] = [
	{
		...GERMAN,
		profile: "commerzbank",
		quotes: "where needed",
		encoding: "utf-8-bom",
		group: "",
		dropZeros: true,
		columns: [
			["Buchungstag", cell.bookingDay],
			["Wertstellung", cell.valueDay],
			["Umsatzart", cell.bookingText],
			[
				"Buchungstext",
				cell.labelled(
					cell.remittance,
					["End-to-End-Ref.: ", cell.endToEndId],
					["Mandatsref: ", cell.mandateId],
					["Gläubiger-ID: ", cell.creditorId],
				),
			],
			["Betrag", cell.amount],
			["Währung", cell.currency],
			["IBAN Kontoinhaber", cell.ownAccount],
			["Kategorie", cell.nothing],
		],
		namesAccount: true,
		carries: ["valueDay", "bookingText", "remittance", "endToEndId", "mandateId", "creditorId"],
	},
	{
		...GERMAN,
		profile: "comdirect",
		quotes: "always",
		endsInDelimiter: true,
		encoding: "windows-1252",
		above: (statement, style) => [
			[""],
			["Umsätze Girokonto"],
			["Neuer Kontostand", `${closingIn(statement, style)[1]} EUR`],
			[],
		],
		columns: [
			["Buchungstag", cell.bookingDay],
			["Wertstellung (Valuta)", cell.valueDay],
			["Vorgang", cell.bookingText],
			[
				"Buchungstext",
				cell.labelled(
					cell.nothing,
					["Auftraggeber: ", cell.name],
					["Buchungstext: ", cell.remittance],
					["Ref. ", cell.bankReference],
				),
			],
			["Umsatz in EUR", cell.amount],
		],
		below: (statement, style) => [[], ["Alter Kontostand", `${amountText(statement.opening.amount, style)} EUR`]],
		balances: "both",
		carries: ["valueDay", "bookingText", "name", "remittance", "bankReference"],
	},
	{
		...GERMAN,
		profile: "comdirect-card",
		quotes: "always",
		endsInDelimiter: true,
		encoding: "windows-1252",
		above: (statement, style) => [
			["Umsätze Visa-Karte (Kreditkarte) ..9255"],
			["Neuer Kontostand", `${closingIn(statement, style)[1]} EUR`],
			[],
		],
		columns: [
			["Buchungstag", cell.bookingDay],
			["Umsatztag", cell.valueDay],
			["Vorgang", cell.bookingText],
			["Referenz", cell.bankReference],
			["Buchungstext", cell.remittance],
			["Umsatz in EUR", cell.amount],
		],
		below: (statement, style) => [[], ["Alter Kontostand", `${amountText(statement.opening.amount, style)} EUR`]],
		balances: "both",
		carries: ["valueDay", "bookingText", "bankReference", "remittance"],
	},
];
