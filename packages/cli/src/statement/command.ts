import type { Command } from "commander";
import { inLanguage, type Language } from "../language.ts";

export interface StatementOptions {
	readonly json?: true;
	/** A file that says how a CSV of no known bank is read. */
	readonly mapping?: string;
}

/** `kontor statement`: what a bank's files say, for people or for programs. */
export function addStatement(program: Command, language: Language): void {
	const t = inLanguage(language);
	program
		.command("statement")
		.summary(t("zeigt, was Kontoauszüge sagen", "shows what bank statements say"))
		.argument("<file...>", t("Kontoauszüge; - für die Eingabe", "bank statements; - for standard input"))
		.option("--json", t("eine JSON-Zeile je Kontoauszug", "one line of JSON per statement"))
		.option("--mapping <file>", t("Spalten einer CSV-Datei, als JSON", "columns of a CSV file, as JSON"))
		.addHelpText("after", `\n${HELP[language]}`)
		.action(async (files: string[], options: StatementOptions) => {
			const { showStatements } = await import("./show-statements.ts");
			await showStatements(files, options, language);
		});
}

const HELP = {
	de: `Gelesen werden MT940, MT942, camt.052/053/054, CSV-Dateien der Banken und ZIP-Dateien davon, am Inhalt erkannt.

Eine JSON-Zeile: file, format, account, currency, opening und closing {minor, date}, entries, warnings, errors.
Beträge sind ganze Zahlen in der kleinsten Einheit; was eingeht, ist positiv. Was die Bank nicht sagt, ist null, eine
leere Liste, als Text "". references: strukturierte Referenzen, dann Mandat, Gläubiger-ID, Kundenreferenz, Bankreferenz und
Transaktionskennungen. transactionCode: Geschäftsvorfallcode, sonst "PMNT-RCDT-ESCT", sonst Code der Bank, sonst SWIFT-Code.
details: die Zahlungen eines Sammlers. Ein Auszug mit Fehler ist eine Zeile ohne Buchungen; errors sagt, wo und was erwartet war.

Rückgabewert: 0 gelesen, 1 mit Fehlern gelesen, 2 nichts gelesen.`,
	en: `Reads MT940, MT942, camt.052/053/054, CSV files of banks and ZIP files of them, recognised by their content.

A line of JSON: file, format, account, currency, opening and closing {minor, date}, entries, warnings, errors.
Amounts are integers in the smallest unit; money in is positive. What the bank does not say is null, an empty
list, or "" as text. references: structured references, then mandate, creditor id, customer's and bank's reference and
transaction ids. transactionCode: German GVC, else "PMNT-RCDT-ESCT", else the bank's own code, else the SWIFT code.
details: the payments of a batch. A statement with a fault is a line without entries; errors says where and what was expected.

Exit code: 0 read, 1 read with errors, 2 nothing read.`,
};
