import type { Text } from "@kontor/connector";

export type Language = keyof Text;

/**
 * What a person reads in: `--language`, else what the system says (LC_ALL, LC_MESSAGES, LANG), else German, the language of
 * most merchants. Looked for before the command line is parsed, because help is in that language, too.
 */
export function chosenLanguage(arguments_: readonly string[], environment: NodeJS.ProcessEnv): Language {
	return wantedLanguage(arguments_) ?? systemLanguage(environment) ?? "de";
}

function wantedLanguage(arguments_: readonly string[]): Language | null {
	const at = arguments_.findIndex((argument) => argument === "--language" || argument.startsWith("--language="));
	const value = arguments_[at]?.split("=")[1] ?? arguments_[at + 1];
	return at >= 0 && (value === "de" || value === "en") ? value : null;
}

/** "C", "POSIX" and nothing say no language; every language but German reads English. */
function systemLanguage({ LC_ALL, LC_MESSAGES, LANG }: NodeJS.ProcessEnv): Language | null {
	const code = (LC_ALL || LC_MESSAGES || LANG || "").split(/[_.@-]/)[0] ?? "";
	if (code === "" || code === "C" || code === "POSIX") return null;
	return code.toLowerCase() === "de" ? "de" : "en";
}

/** A day as it is written in the language: "02.11.2026", "2026-11-02". */
export function dayIn(day: string, language: Language): string {
	return language === "de" ? day.split("-").reverse().join(".") : day;
}

/** Picks the German or the English text. */
export function inLanguage(language: Language): (de: string, en: string) => string {
	return (de, en) => (language === "de" ? de : en);
}
