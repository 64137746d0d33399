import { type Command, Option } from "commander";
import { inLanguage, type Language } from "../language.ts";
import type { HubOptions } from "./hub-access.ts";

interface Added extends HubOptions {
	readonly name?: string;
	readonly set: readonly string[];
	readonly secrets?: string;
}

/** `kontor bank …`: accesses to banks. */
export function addBank(program: Command, asMerchant: (command: Command) => Command, language: Language): void {
	const t = inLanguage(language);
	const bank = program.command("bank").summary(t("Bankzugänge", "accesses to banks"));
	const access = t("der Zugang, seine Kennung oder sein Name", "the access, by its id or its name");

	asMerchant(bank.command("list"))
		.summary(t("Zugänge und ihr Stand", "accesses and how they stand"))
		.option("--json", t("als JSON", "as JSON"))
		.action(async (options: HubOptions & { json?: true }) => {
			const { listAccesses } = await import("./bank.ts");
			await listAccesses(options, language);
		});
	asMerchant(bank.command("add"))
		.summary(t("Zugang anlegen und einrichten", "add an access and set it up"))
		.argument("<feed>", "fints, ebics, gocardless, folder")
		.option("--name <name>", t("Bezeichnung", "what to call it"))
		.addOption(
			new Option("--set <field=value>", t("Angabe, mehrfach möglich", "a field, may be repeated"))
				.default([])
				.argParser((value: string, before: readonly string[]) => [...before, value]),
		)
		.option(
			"--secrets <file>",
			t(
				"JSON-Datei mit den geheimen Angaben (PIN); - liest sie von der Eingabe",
				"JSON file of the secrets (PIN); - reads them from the input",
			),
		)
		.action(async (feed: string, options: Added) => {
			const { addAccess } = await import("./bank.ts");
			await addAccess(feed, options, language);
		});
	asMerchant(bank.command("set-up"))
		.summary(t("Einrichtung fortsetzen, Zustimmung erneuern", "go on with the set-up, renew the consent"))
		.argument("<access>", access)
		.action(async (wanted: string, options: HubOptions) => {
			const { setUpAccess } = await import("./bank.ts");
			await setUpAccess(wanted, options, language);
		});
	asMerchant(bank.command("fetch"))
		.summary(t("jetzt abrufen", "fetch now"))
		.argument("<access>", access)
		.action(async (wanted: string, options: HubOptions) => {
			const { fetchAccess } = await import("./bank.ts");
			await fetchAccess(wanted, options, language);
		});
	asMerchant(bank.command("letter"))
		.summary(t("Brief an die Bank speichern (EBICS)", "save the letter to the bank (EBICS)"))
		.argument("<access>", access)
		.argument("<file>", t("PDF-Datei", "PDF file"))
		.action(async (wanted: string, file: string, options: HubOptions) => {
			const { saveLetter } = await import("./bank.ts");
			await saveLetter(wanted, file, options, language);
		});
}
