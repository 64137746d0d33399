import { type Command, InvalidArgumentError, Option } from "commander";
import { inLanguage, type Language } from "../language.ts";
import { CSV_TABLES, type CsvTable } from "../report/csv-tables.ts";
import type { LineOptions } from "./assign-lines.ts";

export interface AssignOptions {
	readonly orders: string;
	readonly currency: string;
	readonly json?: true;
	/** True: the option without a value. */
	readonly csv?: CsvTable | true;
}

/** `kontor assign`, on bank statements or on JSON lines. What it does is loaded only when asked for. */
export function addAssign(program: Command, language: Language): void {
	const t = inLanguage(language);
	program
		.command("assign")
		.summary(
			t("ordnet Kontoauszüge Bestellungen zu, ohne Server", "assigns bank statements to orders, without a server"),
		)
		.argument(
			"[statement...]",
			t("Kontoauszüge: MT940, MT942, camt, CSV, ZIP", "bank statements: MT940, MT942, camt, CSV, ZIP"),
		)
		.requiredOption("--orders <file>", t("Bestellungen als CSV oder JSON-Zeilen", "orders as CSV or JSON lines"))
		.optionsGroup(t("Kontoauszüge:", "Bank statements:"))
		.addOption(currencyOption(language))
		.option("--json", t("alles als JSON", "everything as JSON"))
		.addOption(
			new Option("--csv [table]", t("Buchungen oder Bestellungen als CSV", "postings or orders as CSV")).choices(
				CSV_TABLES,
			),
		)
		.optionsGroup(t("Statt Kontoauszügen Dateien aus JSON-Zeilen:", "Instead of bank statements, files of JSON lines:"))
		.option("--postings <file>", t("Buchungen", "postings"))
		.option("--closed <file>", t("bezahlte Bestellungen", "orders that are paid"))
		.option("--known-payers <file>", t("Konten, von denen schon gezahlt wurde", "accounts that have paid before"))
		.option(
			"--decisions <file>",
			t("wohin das Ergebnis kommt; - für die Ausgabe", "where the result goes; - for output"),
		)
		.option("--stateful", t("jede Zuordnung mindert, was offen ist", "each assignment lowers what is open"))
		.option("--stats", t("Geschwindigkeit und Speicher als JSON", "speed and memory as JSON"))
		.action(async (statements: string[], options: AssignOptions & Partial<LineOptions>, command: Command) => {
			const misuse = misused(statements, command, language);
			if (misuse !== null) throw new Error(misuse);
			const { postings, decisions } = options;
			if (postings === undefined || decisions === undefined) {
				const { assign } = await import("./assign.ts");
				await assign(statements, options, language);
			} else {
				const { assignLines } = await import("./assign-lines.ts");
				await assignLines({ ...options, postings, decisions }, language);
			}
		});
}

const STATEMENT_OPTIONS = ["currency", "json", "csv"];
const LINE_OPTIONS = ["postings", "closed", "knownPayers", "decisions", "stateful", "stats"];

/** Why this is neither one way nor the other; null where it is one. */
function misused(statements: readonly string[], command: Command, language: Language): string | null {
	const t = inLanguage(language);
	const given = (names: readonly string[]) =>
		command.options
			.filter((option) => names.includes(option.attributeName()))
			.filter((option) => command.getOptionValueSource(option.attributeName()) === "cli")
			.map((option) => option.long);
	const [forLines] = given(LINE_OPTIONS);
	const [forStatements] = given(STATEMENT_OPTIONS);
	if (forLines !== undefined && statements.length > 0) {
		return t(
			`${forLines} gehört zu JSON-Zeilen, nicht zu Kontoauszügen (${statements[0]}): entweder --postings oder Kontoauszüge.`,
			`${forLines} is for JSON lines, not for bank statements (${statements[0]}): either --postings or bank statements.`,
		);
	}
	if (forLines !== undefined && forStatements !== undefined) {
		return t(
			`${forStatements} gibt es nur für Kontoauszüge, nicht mit ${forLines}.`,
			`${forStatements} is for bank statements only, not with ${forLines}.`,
		);
	}
	if (forLines === undefined && statements.length === 0) {
		return t(
			"Es fehlt, was zugeordnet werden soll: Kontoauszüge, oder --postings und --decisions.",
			"What to assign is missing: bank statements, or --postings and --decisions.",
		);
	}
	const missing = ["postings", "decisions"].filter((name) => forLines !== undefined && given([name]).length === 0);
	if (missing.length === 0) return null;
	return t(`--${missing.join(" und --")} fehlt.`, `--${missing.join(" and --")} is missing.`);
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
