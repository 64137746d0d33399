import { type Command, InvalidArgumentError } from "commander";
import { inLanguage, type Language } from "../language.ts";
import type { AccountDetails } from "./account.ts";
import type { HubOptions } from "./hub-access.ts";

/** `kontor account …`: the merchant's bank accounts. */
export function addAccounts(program: Command, asMerchant: (command: Command) => Command, language: Language): void {
	const t = inLanguage(language);
	const account = program.command("account").summary(t("Bankkonten", "bank accounts"));
	const detailed = (command: Command) =>
		asMerchant(command)
			.option("--name <name>", t("Bezeichnung", "what to call it"))
			.option("--payee <name>", t("Inhaber, genau wie bei der Bank", "the holder, exactly as at the bank"))
			.option("--bic <bic>", "BIC")
			.option(
				"--lag-days <days>",
				t("Banktage, die Auszüge zurückliegen dürfen", "banking days that statements may lag behind"),
				wholeDays,
			);

	asMerchant(account.command("list"))
		.summary(t("Konten und wie weit sie reichen", "accounts and how far they reach"))
		.option("--json", t("als JSON", "as JSON"))
		.action(async (options: HubOptions & { json?: true }) => {
			const { showAccounts } = await import("./account.ts");
			await showAccounts(options, language);
		});
	detailed(account.command("add"))
		.summary(t("Bankkonto anlegen", "add a bank account"))
		.argument("<number>", t("IBAN, oder wie die Bank das Konto nennt", "IBAN, or what the bank calls the account"))
		.option("--from <day>", t("Buchungen ab diesem Tag zuordnen", "assign postings from this day on"))
		.action(async (number: string, options: HubOptions & AccountDetails & { from?: string }) => {
			const { addAccount } = await import("./account.ts");
			await addAccount(number, options, language);
		});
	detailed(account.command("set"))
		.summary(t("Angaben zum Konto ändern", "change an account's details"))
		.argument("<account>", t("das Konto, seine IBAN oder Kennung", "the account, by its IBAN or id"))
		.action(async (wanted: string, options: HubOptions & AccountDetails) => {
			const { setAccount } = await import("./account.ts");
			await setAccount(wanted, options, language);
		});
}

function wholeDays(text: string): number {
	if (!/^\d{1,2}$/.test(text)) throw new InvalidArgumentError("0 … 10");
	return Number(text);
}
