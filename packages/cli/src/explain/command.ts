import type { Command } from "commander";
import { currencyOption } from "../assign/command.ts";
import { inLanguage, type Language } from "../language.ts";
import type { HubOptions } from "../remote/hub-access.ts";

interface ExplainOptions extends HubOptions {
	readonly orders?: string;
	readonly currency: string;
	readonly postings?: string;
	readonly posting?: string;
	readonly closed?: string;
	readonly knownPayers?: string;
}

/** `kontor explain`: of a posting in the hub, in a bank statement, or in a file of JSON lines. */
export function addExplain(program: Command, language: Language): void {
	const t = inLanguage(language);
	program
		.command("explain")
		.summary(t("sagt, was aus einer Buchung wurde und warum", "says what became of a posting, and why"))
		.argument("[posting]", t("Kennung im Hub, oder auszug.sta#3", "id in the hub, or statement.sta#3"))
		.optionsGroup(t("Im Hub:", "In the hub:"))
		.option("--hub <url>", t("Adresse des Hubs (sonst KONTOR_HUB_URL)", "the hub's address (else KONTOR_HUB_URL)"))
		.option("--key <key>", t("API-Schlüssel (besser: KONTOR_KEY)", "API key (better: KONTOR_KEY)"))
		.optionsGroup(t("In Dateien:", "In files:"))
		.option("--orders <file>", t("Bestellungen", "orders"))
		.addOption(currencyOption(language))
		.option("--postings <file>", t("Buchungen als JSON-Zeilen", "postings as JSON lines"))
		.option("--posting <id>", t("eine davon", "one of them"))
		.option("--closed <file>", t("bezahlte Bestellungen", "orders that are paid"))
		.option("--known-payers <file>", t("Konten, von denen schon gezahlt wurde", "accounts that have paid before"))
		.action(async (named: string | undefined, options: ExplainOptions) => {
			const { orders, postings, posting, currency } = options;
			if (named !== undefined && (postings !== undefined || posting !== undefined)) {
				throw new Error(
					t(
						`Entweder ${named}, oder --postings und --posting für JSON-Zeilen.`,
						`Either ${named}, or --postings and --posting for JSON lines.`,
					),
				);
			}
			if (named !== undefined) {
				const { explainInFile, explainPosting } = await import("../remote/explain.ts");
				if (orders === undefined) await explainPosting(named, options, language);
				else await explainInFile(named, orders, currency, language);
			} else if (orders !== undefined && postings !== undefined && posting !== undefined) {
				const { explainLine } = await import("./explain-line.ts");
				explainLine({ ...options, orders, postings, posting }, language);
			} else {
				throw new Error(
					t(
						"Es fehlt, welche Buchung: ihre Kennung, oder --orders, --postings und --posting.",
						"Which posting is missing: its id, or --orders, --postings and --posting.",
					),
				);
			}
		});
}
