#!/usr/bin/env node
import { Command, CommanderError, Option } from "commander";
import { addAssign } from "./assign/command.ts";
import { chosenLanguage, type Language } from "./language.ts";

/** Bad usage is "nothing done", like a file that cannot be read; asking for help is no error. */
try {
	await kontor(chosenLanguage(process.argv, process.env)).parseAsync();
} catch (error) {
	if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
	else {
		console.error(error instanceof Error ? error.message : error);
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
	addAssign(program, language);
	for (const command of program.commands) command.exitOverride();
	return program;
}
