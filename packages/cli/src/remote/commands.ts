import type { Command } from "commander";
import { inLanguage, type Language } from "../language.ts";
import { addAccounts } from "./account-commands.ts";
import { addBank } from "./bank-commands.ts";
import type { HubOptions } from "./hub-access.ts";

/** The commands that speak to a running hub. What they do is loaded only when asked for. */
export function addRemote(program: Command, language: Language): void {
	const t = inLanguage(language);
	const asMerchant = (command: Command) =>
		command
			.option("--hub <url>", t("Adresse des Hubs (sonst KONTOR_HUB_URL)", "the hub's address (else KONTOR_HUB_URL)"))
			.option("--key <key>", t("API-Schlüssel (besser: KONTOR_KEY)", "API key (better: KONTOR_KEY)"));

	program
		.command("merchant")
		.summary(t("Händler anlegen (Betreiber)", "add a merchant (operator)"))
		.command("add")
		.argument("<name>", t("Name des Händlers", "the merchant's name"))
		.option("--hub <url>", t("Adresse des Hubs", "the hub's address"))
		.option("--home <folder>", t("KONTOR_HOME des Hubs", "the hub's KONTOR_HOME"))
		.action(async (name: string, options: HubOptions) => {
			const { addMerchant } = await import("./merchant.ts");
			await addMerchant(name, options, language);
		});
	addAccounts(program, asMerchant, language);
	addBank(program, asMerchant, language);
	asMerchant(program.command("import"))
		.summary(t("gibt einen Kontoauszug in den Hub", "hands a bank statement to the hub"))
		.argument("<file>", t("Kontoauszug", "bank statement"))
		.requiredOption("--account <id|iban>", t("das Konto, zu dem er gehört", "the account it belongs to"))
		.action(async (file: string, options: HubOptions & { account: string }) => {
			const { importFile } = await import("./import.ts");
			await importFile(file, options, language);
		});
	asMerchant(program.command("open"))
		.summary(t("Seite einer Verbindung im Browser", "the page of a connection in the browser"))
		.argument("<connection>", t("Name oder Kennung der Verbindung", "name or id of the connection"))
		.option("--browser", t("gleich öffnen", "open it at once"))
		.action(async (connection: string, options: HubOptions & { browser?: true }) => {
			const { openPage } = await import("./open.ts");
			await openPage(connection, options, language);
		});
	asMerchant(program.command("review"))
		.summary(t("Buchungen, die jemand prüfen muss", "postings that wait for a person"))
		.option("--json", t("als JSON", "as JSON"))
		.action(async (options: HubOptions & { json?: true }) => {
			const { showReview } = await import("./review.ts");
			await showReview(options, language);
		});
	asMerchant(program.command("figures"))
		.summary(t("wie oft Kontor recht hatte", "how right Kontor was"))
		.option("--json", t("als JSON", "as JSON"))
		.action(async (options: HubOptions & { json?: true }) => {
			const { showFigures } = await import("./figures.ts");
			await showFigures(options, language);
		});
}
