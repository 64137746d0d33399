import type { Problem } from "@kontor/protocol";
import { UnusableFile } from "./file-fault.ts";
import type { Language } from "./language.ts";

/** An error as its reader understands it. */
export function errorText(error: unknown, language: Language): string {
	if (!(error instanceof Error)) return String(error);
	if (error instanceof UnusableFile) return error.fault.message[language];
	if ("problem" in error) return problemText(error.problem as Problem, language);
	if ("code" in error && error.code === "EADDRINUSE") {
		return language === "de" ? `Der Port ist belegt: ${error.message}` : `The port is in use: ${error.message}`;
	}
	// What `fetch` throws where there is no answer; why stands in its cause.
	if (error.message === "fetch failed") {
		const why = error.cause instanceof Error ? error.cause.message : "";
		return language === "de"
			? `Dort antwortet kein Hub (${why}). „kontor up“ startet einen.`
			: `No hub answers there (${why}). "kontor up" starts one.`;
	}
	return error.message;
}

function problemText({ forMerchant, title, detail, issues }: Problem, language: Language): string {
	if (forMerchant !== undefined) return forMerchant[language];
	const lines = (issues ?? []).map(({ path, message }) => `${path}: ${message}`).filter((line) => line !== detail);
	return [detail ?? title, ...lines].join("\n");
}
