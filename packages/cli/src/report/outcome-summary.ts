import type { Outcome } from "@kontor/matching";
import type { Language } from "../language.ts";

/** How many postings came to what, in one sentence. */
export function outcomeSummary(outcomes: readonly Outcome[], language: Language): string {
	const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
	return language === "de"
		? `${outcomes.length} Buchungen: ${count("assigned")} zugeordnet, ${count("review")} zu prüfen, ${count("none")} keine Zahlung.`
		: `${outcomes.length} postings: ${count("assigned")} assigned, ${count("review")} to review, ${count("none")} no payment.`;
}
