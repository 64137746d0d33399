import { inLanguage, type Language } from "../language.ts";
import { csvReport } from "../report/csv-report.ts";
import { jsonReport } from "../report/json-report.ts";
import { terminalReport } from "../report/terminal-report.ts";
import { assignFiles } from "./assign-files.ts";
import type { AssignOptions } from "./command.ts";

/** Prints what became of every posting and every order. Exit codes: 0 all read, 1 something could not be read, 2 nothing done. */
export async function assign(statements: readonly string[], options: AssignOptions, language: Language): Promise<void> {
	const t = inLanguage(language);
	const { assigned, ...remarks } = await assignFiles(statements, options.orders, options.currency);
	// A CSV has no place for remarks.
	if (assigned === null || options.csv !== undefined) {
		for (const { [language]: text } of [...remarks.notes, ...remarks.faults]) console.error(text);
	}
	if (assigned === null) {
		console.error(t("Nichts zugeordnet.", "Nothing was assigned."));
		process.exitCode = 2;
		return;
	}
	if (options.json) console.log(jsonReport(assigned, remarks, language));
	else if (options.csv === undefined) console.log(terminalReport(assigned, remarks, language));
	else console.log(csvReport(assigned, options.csv === true ? "postings" : options.csv, language));
	process.exitCode = remarks.faults.length > 0 ? 1 : 0;
}
