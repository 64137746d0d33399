#!/usr/bin/env node
import { Command, CommanderError, Option } from "commander";
import { addAssign } from "./assign/command.ts";
import { errorText } from "./error-text.ts";
import { addExplain } from "./explain/command.ts";
import { chosenLanguage, inLanguage, type Language } from "./language.ts";
import { addRemote } from "./remote/commands.ts";
import { addServe } from "./serve/commands.ts";
import { addStatement } from "./statement/command.ts";

const language = chosenLanguage(process.argv, process.env);

/** Bad usage is "nothing done", like a hub that does not answer; asking for help is no error. */
try {
	await kontor(language).parseAsync();
} catch (error) {
	if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
	console.error(errorText(error, language));
	// What was begun before must not hold the process.
	process.exit(2);
}

function kontor(language: Language): Command {
	const t = inLanguage(language);
	const program = new Command("kontor")
		.description(t("Ordnet Bankbuchungen Bestellungen zu.", "Assigns bank postings to orders."))
		.addOption(new Option("--language <code>", t("Sprache", "language")).choices(["de", "en"]));
	for (const add of [addAssign, addStatement, addServe, addRemote, addExplain]) add(program, language);
	for (const command of withSubcommands(program)) command.exitOverride();
	return program;
}

function withSubcommands(command: Command): Command[] {
	return [command, ...command.commands.flatMap(withSubcommands)];
}
