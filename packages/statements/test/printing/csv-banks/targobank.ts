import type { CsvLayout } from "../csv.ts";
import * as cell from "../csv-cells.ts";
import { GERMAN } from "./conventions.ts";

/** The CSV of Targobank, which has no header. */
export const TARGOBANK: readonly CsvLayout[] = [
	{
		...GERMAN,
		profile: "targobank",
		quotes: "where needed",
		encoding: "windows-1252",
		lineEnd: "\n",
		group: "",
		headerless: true,
		columns: [
			["", cell.bookingDay],
			[
				"",
				({ entry: { bookingText, counterparty, remittance } }) =>
					[bookingText, counterparty.name, counterparty.iban, counterparty.bic, remittance].filter(Boolean).join("   "),
			],
			["", cell.debit],
			["", cell.credit],
			["", cell.nothing],
			["", cell.nothing],
			["", ({ statement }) => `'${statement.account}'`],
		],
		completed: ({ counterparty, ...entry }) => ({
			...entry,
			bookingText: entry.bookingText ?? "Gutschrift",
			counterparty: {
				...counterparty,
				name: counterparty.name ?? "Erika Musterfrau",
				iban: counterparty.iban ?? "DE89370400440532013000",
				bic: counterparty.bic ?? "COBADEFFXXX",
			},
		}),
		namesAccount: true,
		carries: ["bookingText", "name", "remittance", "iban", "bic"],
	},
	{
		...GERMAN,
		profile: "targobank-wide",
		quotes: "where needed",
		encoding: "windows-1252",
		lineEnd: "\n",
		group: "",
		decimal: ".",
		headerless: true,
		columns: [
			["", cell.bookingDay],
			[
				"",
				({ entry: { bookingText, counterparty, remittance } }) =>
					[bookingText, counterparty.name, counterparty.iban, counterparty.bic, remittance].filter(Boolean).join("   "),
			],
			["", cell.amount],
			["", cell.nothing],
			["", cell.nothing],
			["", cell.nothing],
			["", cell.nothing],
			["", ({ statement }) => `'${statement.account}'`],
		],
		completed: ({ counterparty, ...entry }) => ({
			...entry,
			bookingText: entry.bookingText ?? "Gutschrift",
			counterparty: {
				...counterparty,
				name: counterparty.name ?? "Erika Musterfrau",
				iban: counterparty.iban ?? "DE89370400440532013000",
				bic: counterparty.bic ?? "COBADEFFXXX",
			},
		}),
		namesAccount: true,
		carries: ["bookingText", "name", "remittance", "iban", "bic"],
	},
];
