import { formatMoney } from "@kontor/connector";
import { type Assignment, type Evidence, type Suggestion, sentence } from "@kontor/matching";
import type { DecidedPosting } from "../assign/assign-all.ts";
import { dayIn, type Language } from "../language.ts";
import { bold, dim, good, waiting } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";
import { KIND, OUTCOME } from "../words.ts";

const MOST_SUGGESTIONS = 3;
const PAYER_WIDTH = 34;
const TITLES = {
	de: ["Gebucht", "Betrag", "Zahler und Verwendungszweck", "Ergebnis und Gründe"],
	en: ["Booked", "Amount", "Payer and remittance text", "Outcome and reasons"],
} as const;

/** Every posting with what became of it, and why. */
export function postingTable(
	postings: readonly DecidedPosting[],
	nameOf: (order: string) => string,
	language: Language,
): string {
	const [booked, amount, payer, outcome] = TITLES[language];
	const rows = postings.map(({ listed, decision }) => {
		const { posting } = listed;
		const currency = posting.amount.currency;
		const why = [
			...(listed.doubt === undefined ? [] : [listed.doubt[language]]),
			...sentences(decision.reasons, language),
		];
		return [
			dayIn(posting.bookingDate, language),
			formatMoney(posting.amount, language),
			[posting.counterparty?.name ?? "", dim(shortened(posting.remittance ?? ""))].filter(Boolean).join("\n"),
			[
				...(decision.outcome === "assigned"
					? decision.assignments.map((part) => assigned(part, currency, nameOf, language))
					: [
							decision.outcome === "review"
								? waiting(`? ${OUTCOME.review[language]}`)
								: dim(`– ${OUTCOME.none[language]}`),
						]),
				...why.map(dim),
				...decision.suggestions
					.slice(0, MOST_SUGGESTIONS)
					.flatMap((suggestion) => suggested(suggestion, currency, nameOf, language)),
			].join("\n"),
		];
	});
	const columns = [
		{ title: booked },
		{ title: amount, align: "right" },
		{ title: payer, most: PAYER_WIDTH },
		{ title: outcome, flexible: true },
	] as const;
	return table(columns, rows, { spaced: true });
}

function assigned(
	{ order, minor, orderMinor, kind }: Assignment,
	currency: string,
	nameOf: (order: string) => string,
	language: Language,
): string {
	const amount = formatMoney(
		{ minor: kind === "payment" || kind === "surplus" ? minor : orderMinor, currency },
		language,
	);
	const besides = kind === "payment" ? "" : ` (${KIND[kind][language]})`;
	return good(`✓ ${bold(nameOf(order))}  ${amount}${besides}`);
}

function suggested(
	{ orders, probability, evidence }: Suggestion,
	currency: string,
	nameOf: (order: string) => string,
	language: Language,
): string[] {
	const names = orders.map(({ order, minor }) => `${nameOf(order)} ${formatMoney({ minor, currency }, language)}`);
	// What waits for a person is never certain.
	const chance = `${Math.min(99, Math.round(probability * 100))} %`;
	return [
		`→ ${names.join(" + ")} ${language === "de" ? "möglich zu" : "possible at"} ${chance}`,
		...sentences(evidence, language).map(dim),
	];
}

export function sentences(evidence: readonly Evidence[], language: Language): string[] {
	return [...new Set(evidence.map((found) => sentence(found, language)))];
}

function shortened(text: string): string {
	const line = text.replace(/\s+/g, " ").trim();
	return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
