import type { CsvLayout } from "../csv.ts";
import * as cell from "../csv-cells.ts";
import { COUNTERPARTY, closingIn, GERMAN } from "./conventions.ts";

/** The CSV of DKB. */
export const DKB: readonly CsvLayout[] = [
	{
		...GERMAN,
		profile: "dkb",
		quotes: "always",
		encoding: "utf-8-bom",
		lineEnd: "\n",
		day: "DD.MM.YY",
		dropZeros: true,
		above: (statement, style) => {
			const [day, amount] = closingIn(statement, style);
			return [["Girokonto", statement.account], [`Kontostand vom ${day}:`, `${amount} €`], [""]];
		},
		columns: [
			["Buchungsdatum", cell.bookingDay],
			["Wertstellung", cell.valueDay],
			["Status", cell.status("Gebucht", "Vorgemerkt")],
			["Zahlungspflichtige*r", cell.payer],
			["Zahlungsempfänger*in", cell.payee],
			["Verwendungszweck", cell.remittance],
			["Umsatztyp", ({ entry }) => (entry.amount.minor < 0 ? "Ausgang" : "Eingang")],
			["IBAN", cell.account],
			["Betrag (€)", cell.amount],
			["Gläubiger-ID", cell.creditorId],
			["Mandatsreferenz", cell.mandateId],
			["Kundenreferenz", cell.endToEndId],
		],
		namesAccount: true,
		balances: "closing",
		carries: ["valueDay", "name", "remittance", "iban", "account", "creditorId", "mandateId", "endToEndId"],
	},
	{
		...GERMAN,
		profile: "dkb-2018",
		quotes: "always",
		endsInDelimiter: true,
		encoding: "windows-1252",
		lineEnd: "\n",
		above: (statement, style) => {
			const [day, amount] = closingIn(statement, style);
			return [
				["Kontonummer:", `${statement.account} / Girokonto`],
				[],
				[`Kontostand vom ${day}:`, `${amount} EUR`],
				[],
			];
		},
		columns: [
			["Buchungstag", cell.bookingDay],
			["Wertstellung", cell.valueDay],
			["Buchungstext", cell.bookingText],
			["Auftraggeber / Begünstigter", cell.name],
			["Verwendungszweck", cell.remittance],
			["Kontonummer", cell.account],
			["BLZ", cell.bank],
			["Betrag (EUR)", cell.amount],
			["Gläubiger-ID", cell.creditorId],
			["Mandatsreferenz", cell.mandateId],
			["Kundenreferenz", cell.endToEndId],
		],
		namesAccount: true,
		balances: "closing",
		carries: ["valueDay", "bookingText", "remittance", "creditorId", "mandateId", "endToEndId", ...COUNTERPARTY],
	},
	{
		...GERMAN,
		profile: "dkb-card",
		quotes: "always",
		encoding: "utf-8-bom",
		day: "DD.MM.YY",
		dropZeros: true,
		above: (statement, style) => [
			["Karte", "Visa Kreditkarte", "4930 •••• •••• 1234"],
			[""],
			[`Saldo vom ${closingIn(statement, style)[0]}:`, `${closingIn(statement, style)[1]} €`],
			[""],
		],
		columns: [
			["Belegdatum", cell.valueDay],
			["Wertstellung", cell.bookingDay],
			["Status", cell.status("Gebucht", "Vorgemerkt")],
			["Beschreibung", cell.remittance],
			["Umsatztyp", cell.bookingText],
			["Betrag (€)", cell.amount],
			["Fremdwährungsbetrag", cell.originalWithCurrency],
		],
		balances: "closing",
		carries: ["valueDay", "remittance", "bookingText", "originalAmount"],
	},
	{
		...GERMAN,
		profile: "dkb-card-2018",
		quotes: "always",
		endsInDelimiter: true,
		encoding: "windows-1252",
		above: () => [["Kreditkarte:", "4930********1234 Kreditkarte"], []],
		columns: [
			["Umsatz abgerechnet und nicht im Saldo enthalten", cell.always("Nein")],
			["Wertstellung", cell.bookingDay],
			["Belegdatum", cell.valueDay],
			["Beschreibung", cell.remittance],
			["Betrag (EUR)", cell.amount],
			["Ursprünglicher Betrag", cell.originalWithCurrency],
		],
		carries: ["valueDay", "remittance", "originalAmount"],
	},
];
