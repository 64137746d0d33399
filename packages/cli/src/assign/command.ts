import { type Command, Option } from "commander";
import type { Language } from "../language.ts";
import { CSV_TABLES, type CsvTable, csvReport } from "../report/csv-report.ts";
import { jsonReport } from "../report/json-report.ts";
import { terminalReport } from "../report/terminal-report.ts";
import { assignFiles } from "./assign-files.ts";

interface AssignOptions {
	readonly orders: string;
	readonly currency: string;
	readonly json?: true;
	readonly csv?: CsvTable | true;
}

/** `kontor assign`. Exit codes: 0 all read, 1 something could not be read, 2 nothing done. */
export function addAssign(program: Command, language: Language): void {
	const german = language === "de";
	program
		.command("assign")
		.summary(
			german
				? "ordnet Kontoauszüge Bestellungen zu, ohne Server"
				: "assigns bank statements to orders, without a server",
		)
		.argument(
			"<statement...>",
			german ? "Kontoauszüge: MT940, MT942, camt.052/053/054" : "bank statements: MT940, MT942, camt.052/053/054",
		)
		.requiredOption("--orders <file>", german ? "Bestellungen als CSV oder JSON-Zeilen" : "orders as CSV or JSON lines")
		.option("--currency <code>", german ? "Währung, wo keine genannt ist" : "currency where none is named", "EUR")
		.option("--json", german ? "alles als JSON" : "everything as JSON")
		.addOption(
			new Option(
				"--csv [table]",
				german ? "als CSV: Buchungen oder Bestellungen" : "as CSV: postings or orders",
			).choices(CSV_TABLES),
		)
		.action(async (statements: string[], options: AssignOptions) => {
			const { assigned, ...remarks } = await assignFiles(statements, options.orders, options.currency.toUpperCase());
			if (assigned === null || options.csv !== undefined) {
				for (const { [language]: text } of [...remarks.notes, ...remarks.faults]) console.error(text);
			}
			if (assigned === null) {
				console.error(german ? "Nichts zugeordnet." : "Nothing was assigned.");
				process.exitCode = 2;
				return;
			}
			if (options.json) console.log(jsonReport(assigned, remarks, language));
			else if (options.csv !== undefined) {
				console.log(csvReport(assigned, options.csv === true ? "postings" : options.csv, language));
			} else console.log(terminalReport(assigned, remarks, language));
			process.exitCode = remarks.faults.length > 0 ? 1 : 0;
		});
}
