import { foldWords } from "./fold-name.ts";
import { compactIban } from "./iban.ts";
import type { IgnoreRule } from "./policy.ts";
import type { MatchPosting } from "./posting.ts";

/** Says which words or account an ignored posting is recognised by; null for one that no rule holds for. */
export type Ignores = (posting: MatchPosting) => string | null;

/**
 * A merchant's rules for postings that are never payments of orders (PRODUCT M6).
 * @throws SyntaxError for a pattern that is no regular expression.
 */
export function ignoring(rules: readonly IgnoreRule[]): Ignores {
	const all = rules.map(ruleOf);
	return (posting) => {
		for (const holds of all) {
			const matched = holds(posting);
			if (matched !== null) return matched;
		}
		return null;
	};
}

function ruleOf({ iban, name, words = [], pattern, amount }: IgnoreRule): Ignores {
	const account = compactIban(iban ?? "");
	const nameWords = foldWords(name ?? "");
	const textWords = words.flatMap(foldWords);
	const expression = pattern === undefined || pattern === "" ? null : new RegExp(pattern, "iu");
	const isEmpty =
		account === "" && nameWords.length === 0 && textWords.length === 0 && expression === null && amount === undefined;

	return ({ counterparty, remittance = "", amount: posted }) => {
		if (isEmpty) return null;
		if (account !== "" && compactIban(counterparty?.iban ?? "") !== account) return null;
		if (!holdsAll(counterparty?.name ?? "", nameWords) || !holdsAll(remittance, textWords)) return null;
		if (amount !== undefined && (amount.minor !== posted.minor || amount.currency !== posted.currency)) return null;
		// A wrap may stand between words or within one.
		const found =
			expression === null
				? null
				: (expression.exec(remittance.replace(/\s+/g, " ")) ?? expression.exec(remittance.replace(/\s*\n\s*/g, "")));
		if (expression !== null && found === null) return null;
		return found?.[0] ?? (words.join(" ") || name || iban || "");
	};
}

function holdsAll(text: string, words: readonly string[]): boolean {
	if (words.length === 0) return true;
	const present = foldWords(text);
	return words.every((word) => present.includes(word));
}
