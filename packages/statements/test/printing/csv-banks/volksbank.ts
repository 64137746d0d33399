import type { Cell, CsvLayout } from "../csv.ts";
import * as cell from "../csv-cells.ts";
import { COUNTERPARTY, closingIn, GERMAN } from "./conventions.ts";

const TAGS = [
	["EREF: ", cell.endToEndId],
	["MREF: ", cell.mandateId],
	["CRED: ", cell.creditorId],
	["ABWA: ", cell.ultimateName],
] as const;

/** The text with its tags, in 14 columns of 27 characters. */
const PURPOSE = Array.from({ length: 14 }, (_, at): readonly [string, Cell] => [
	`VWZ${at + 1}`,
	(row, style) => {
		const ids = TAGS.filter(([tag]) => tag !== "ABWA: ");
		return cell
			.labelled(cell.remittance, ...ids)(row, style)
			.slice(at * 27, (at + 1) * 27);
	},
]);

/** The CSV of the Volksbanken, before and since Atruvia. */
export const VOLKSBANK: readonly CsvLayout[] = [
	{
		...GERMAN,
		profile: "volksbank",
		quotes: "where needed",
		encoding: "utf-8-bom",
		group: "",
		dropZeros: true,
		columns: [
			["Bezeichnung Auftragskonto", cell.always("Geschäftskonto")],
			["IBAN Auftragskonto", cell.ownAccount],
			["BIC Auftragskonto", cell.always("GENODEF1XXX")],
			["Bankname Auftragskonto", cell.always("Volksbank Musterland")],
			["Buchungstag", cell.bookingDay],
			["Valutadatum", cell.valueDay],
			["Name Zahlungsbeteiligter", cell.name],
			["IBAN Zahlungsbeteiligter", cell.account],
			["BIC (SWIFT-Code) Zahlungsbeteiligter", cell.bank],
			["Buchungstext", cell.bookingText],
			["Verwendungszweck", cell.labelled(cell.remittance, ...TAGS)],
			["Betrag", cell.amount],
			["Waehrung", cell.currency],
			["Saldo nach Buchung", cell.balance],
			["Bemerkung", cell.nothing],
			["Gekennzeichneter Umsatz", cell.nothing],
			["Glaeubiger ID", cell.creditorId],
			["Mandatsreferenz", cell.mandateId],
		],
		namesAccount: true,
		balances: "both",
		carries: [
			"valueDay",
			"bookingText",
			"remittance",
			"creditorId",
			"mandateId",
			"endToEndId",
			"ultimateName",
			...COUNTERPARTY,
		],
	},
	{
		...GERMAN,
		profile: "volksbank-fiducia",
		quotes: "always",
		encoding: "windows-1252",
		above: (statement, style) => [
			["Volksbank Musterland eG"],
			[],
			["Umsatzanzeige"],
			[],
			["BLZ:", "37040044", "", "Datum:", closingIn(statement, style)[0]],
			["Konto:", "532013000"],
			[],
		],
		columns: [
			["Buchungstag", cell.bookingDay],
			["Valuta", cell.valueDay],
			["Auftraggeber/Zahlungsempfänger", cell.always("Muster GmbH")],
			["Empfänger/Zahlungspflichtiger", cell.name],
			["Konto-Nr.", cell.nothing],
			["IBAN", cell.account],
			["BLZ", cell.nothing],
			["BIC", cell.bank],
			// The text is wrapped at 27 characters below the booking text.
			[
				"Vorgang/Verwendungszweck",
				({ entry }) => [entry.bookingText, ...(entry.remittance.match(/.{1,27}/gu) ?? [])].join("\n"),
			],
			["Kundenreferenz", cell.customerReference],
			["Währung", cell.currency],
			["Umsatz", cell.unsignedAmount],
			[" ", ({ entry }) => (entry.amount.minor < 0 ? "S" : "H")],
		],
		completed: (entry) => ({
			...entry,
			// As wide as a line it would go on in the next.
			bookingText: (entry.bookingText ?? "GUTSCHRIFT").slice(0, 26).trim(),
			remittance: entry.remittance || "Danke",
		}),
		carries: ["valueDay", "bookingText", "remittance", "customerReference", ...COUNTERPARTY],
	},
	{
		...GERMAN,
		profile: "gls-2020",
		quotes: "where needed",
		encoding: "windows-1252",
		columns: [
			["Kontonummer", cell.ownAccount],
			["Buchungstag", cell.bookingDay],
			["Wertstellung", cell.valueDay],
			["Auftraggeber/Empfänger", cell.name],
			["Buchungstext", cell.bookingText],
			...PURPOSE,
			["Betrag", cell.amount],
			["Kontostand", cell.balance],
			["Währung", cell.currency],
		],
		namesAccount: true,
		balances: "both",
		carries: ["valueDay", "name", "bookingText", "remittance", "endToEndId", "mandateId", "creditorId"],
	},
];
