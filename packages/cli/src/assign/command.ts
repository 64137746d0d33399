import { type Command, InvalidArgumentError, Option } from "commander";
import { inLanguage, type Language } from "../language.ts";
import { CSV_TABLES, type CsvTable } from "../report/csv-tables.ts";

export interface AssignOptions {
	readonly orders: string;
	readonly currency: string;
	readonly json?: true;
	/** True: the option without a value. */
	readonly csv?: CsvTable | true;
}

/** `kontor assign`. What it does is loaded only when asked for. */
export function addAssign(program: Command, language: Language): void {
	const t = inLanguage(language);
	program
		.command("assign")
		.summary(
			t("ordnet Kontoauszüge Bestellungen zu, ohne Server", "assigns bank statements to orders, without a server"),
		)
		.argument("<statement...>", t("Kontoauszüge: MT940, MT942, camt", "bank statements: MT940, MT942, camt"))
		.requiredOption("--orders <file>", t("Bestellungen als CSV oder JSON-Zeilen", "orders as CSV or JSON lines"))
		.addOption(currencyOption(language))
		.option("--json", t("alles als JSON", "everything as JSON"))
		.addOption(
			new Option("--csv [table]", t("Buchungen oder Bestellungen als CSV", "postings or orders as CSV")).choices(
				CSV_TABLES,
			),
		)
		.action(async (statements: string[], options: AssignOptions) => {
			const { assign } = await import("./assign.ts");
			await assign(statements, options, language);
		});
}

export function currencyOption(language: Language): Option {
	const t = inLanguage(language);
	return new Option("--currency <code>", t("Währung, wo keine genannt ist", "currency where none is named"))
		.default("EUR")
		.argParser((code) => {
			if (/^[A-Za-z]{3}$/.test(code)) return code.toUpperCase();
			throw new InvalidArgumentError(t("Erwartet wurde ein Code wie EUR.", "Expected a code such as EUR."));
		});
}
