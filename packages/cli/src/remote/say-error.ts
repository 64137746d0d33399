import type { Problem } from "@kontor/protocol";
import type { Language } from "../language.ts";

/** An error as its reader understands it. */
export function errorText(error: unknown, language: Language): string {
	if (!(error instanceof Error)) return String(error);
	if ("problem" in error) return problemText(error.problem as Problem, language);
	const { cause } = error;
	if (cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED") {
		return language === "de"
			? `Dort antwortet kein Hub (${cause.message}). „kontor up“ startet einen.`
			: `No hub answers there (${cause.message}). "kontor up" starts one.`;
	}
	return error.message;
}

function problemText({ forMerchant, title, detail, issues }: Problem, language: Language): string {
	if (forMerchant !== undefined) return forMerchant[language];
	const lines = (issues ?? []).map(({ path, message }) => `${path}: ${message}`).filter((line) => line !== detail);
	return [detail ?? title, ...lines].join("\n");
}
