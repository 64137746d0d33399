#!/usr/bin/env node
import { Command, CommanderError, Option } from "commander";
import { addAssign } from "./assign/command.ts";
import { chosenLanguage, type Language } from "./language.ts";
import { addExplain } from "./remote/explain-command.ts";
import { addImport } from "./remote/import.ts";
import { addMerchantCommands } from "./remote/merchant.ts";
import { addReview } from "./remote/review.ts";
import { errorText } from "./remote/say-error.ts";
import { addServe } from "./serve/commands.ts";

const language = chosenLanguage(process.argv, process.env);

/** Bad usage is "nothing done", like a hub that does not answer; asking for help is no error. */
try {
	await kontor(language).parseAsync();
} catch (error) {
	if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
	else {
		console.error(errorText(error, language));
		process.exitCode = 2;
	}
}

function kontor(language: Language): Command {
	const german = language === "de";
	const program = new Command("kontor")
		.description(
			german
				? "Ordnet Bankbuchungen den Bestellungen eines Shops zu."
				: "Assigns bank postings to the orders of a shop.",
		)
		.addOption(new Option("--language <code>", german ? "Sprache" : "language").choices(["de", "en"]))
		.exitOverride();
	for (const add of [addAssign, addServe, addMerchantCommands, addImport, addReview, addExplain])
		add(program, language);
	for (const command of [...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
		command.exitOverride();
	return program;
}
