import { formatMoney } from "@kontor/connector";
import { type Decision, type Evidence, type MatchOrder, type MatchPosting, sentence } from "@kontor/matching";
import { dayIn, inLanguage, type Language } from "../language.ts";
import { printable } from "../terminal/printable.ts";
import { bold, dim, good, heading, terminalWidth, waiting } from "../terminal/style.ts";
import { wrap } from "../terminal/wrap.ts";
import { KIND, OUTCOME } from "../words.ts";

type Orders = ReadonlyMap<string, MatchOrder>;

/** How a posting was decided, for a person: what it says, what came of it and why, and each candidate with what was weighed. */
export function explanation(posting: MatchPosting, decision: Decision, orders: Orders, language: Language): string {
	return [
		...postingLines(posting, language),
		"",
		...outcomeLines(posting, decision, orders, language),
		...candidateLines(posting, decision, orders, language),
		...legend(decision, language),
	]
		.map(printable)
		.join("\n");
}

function postingLines(posting: MatchPosting, language: Language): string[] {
	const t = inLanguage(language);
	const day = dayIn(posting.bookingDate, language);
	const amount = bold(formatMoney(posting.amount, language));
	const facts: readonly (readonly [string, string | undefined])[] = [
		[t("Zahler", "Payer"), joined(posting.counterparty?.name, posting.counterparty?.iban)],
		[t("Verwendungszweck", "Remittance text"), posting.remittance?.replace(/\s+/g, " ")],
		[t("Ende-zu-Ende-Referenz", "End-to-end reference"), posting.endToEndId],
		[t("Strukturierte Referenz", "Structured reference"), joined(...(posting.references ?? []))],
		[t("Art", "Kind"), posting.transactionCode],
		[t("Rückgabegrund", "Reason of return"), posting.returnReason],
		[t("Konto", "Account"), posting.account],
	];
	const known = facts.filter((fact): fact is [string, string] => fact[1] !== undefined && fact[1] !== "");
	const width = Math.max(0, ...known.map(([name]) => name.length));
	return [
		`${heading(t("Buchung", "Posting"))}  ${posting.id}  ${day}  ${amount}`,
		...known.flatMap(([name, value]) => indented(`  ${dim(name.padEnd(width))}  `, width + 4, value)),
	];
}

function outcomeLines(posting: MatchPosting, decision: Decision, orders: Orders, language: Language): string[] {
	const t = inLanguage(language);
	const { outcome, assignments, reasons } = decision;
	const title = `${OUTCOME[outcome][language]}${chance(decision.probability, outcome, language)}`;
	if (outcome === "assigned") {
		return [
			good(title),
			...assignments.map(({ order, minor, orderMinor, kind }) => {
				const ofPosting = kind === "payment" || kind === "surplus";
				const currency = ofPosting ? posting.amount.currency : (orders.get(order)?.amount.currency ?? "EUR");
				const money = formatMoney({ minor: ofPosting ? minor : orderMinor, currency }, language);
				const besides = kind === "payment" ? "" : ` (${KIND[kind][language]})`;
				return `  ✓ ${nameOf(order, orders)}  ${money}${besides}`;
			}),
			...evidenceLines(reasons, language),
		];
	}
	const why =
		outcome === "review"
			? t("Warum nicht von selbst gebucht:", "Why it was not booked by itself:")
			: t("Warum:", "Why:");
	return [waiting(title), `  ${why}`, ...evidenceLines(reasons, language)];
}

function candidateLines(posting: MatchPosting, decision: Decision, orders: Orders, language: Language): string[] {
	const t = inLanguage(language);
	return decision.suggestions.flatMap((suggestion, i) => [
		"",
		`${heading(t(`Möglich ${i + 1}`, `Candidate ${i + 1}`))}${chance(suggestion.probability, "review", language)}`,
		...suggestion.orders.flatMap(({ order, minor }) => {
			const amount = formatMoney({ minor, currency: posting.amount.currency }, language);
			return [`  → ${nameOf(order, orders)}  ${amount}`, ...orderFacts(orders.get(order), language)];
		}),
		...evidenceLines(suggestion.evidence, language),
	]);
}

function orderFacts(order: MatchOrder | undefined, language: Language): string[] {
	if (order === undefined) return [];
	const t = inLanguage(language);
	const open =
		order.standing === "closed"
			? t("bezahlt", "paid")
			: `${t("offen", "outstanding")} ${formatMoney(order.open ?? order.amount, language)}`;
	const placed = order.placedAt === undefined ? undefined : dayIn(order.placedAt.slice(0, 10), language);
	return [dim(`    ${joined(order.name, order.company, placed, open, order.invoiceNumber)}`)];
}

const WEIGHT_WIDTH = 6;

/** The weight before each sentence; what was decided by rule has none. Equal sentences of several orders stand once. */
function evidenceLines(evidence: readonly Evidence[], language: Language): string[] {
	const seen = new Set<string>();
	return evidence.flatMap((found) => {
		const text = sentence(found, language);
		if (seen.has(text)) return [];
		seen.add(text);
		const weight = (found.weight === 0 ? "" : signed(found.weight, language)).padStart(WEIGHT_WIDTH);
		return indented(`  ${dim(weight)}  `, WEIGHT_WIDTH + 4, text);
	});
}

function legend({ reasons, suggestions }: Decision, language: Language): string[] {
	const weighed = [reasons, ...suggestions.map(({ evidence }) => evidence)].flat().some(({ weight }) => weight !== 0);
	if (!weighed) return [];
	const text = inLanguage(language)(
		"Die Zahl vor einem Satz ist sein Gewicht: je 1 mehr macht die Bestellung doppelt so wahrscheinlich, 10 tausendmal; unter null halb so wahrscheinlich. Ohne Zahl: eine Regel.",
		"The number before a sentence is its weight: each 1 makes the order twice as likely, 10 a thousand times; below zero half as likely. Without a number: a rule.",
	);
	return ["", ...wrap(text, terminalWidth()).map(dim)];
}

function chance(probability: number, outcome: Decision["outcome"], language: Language): string {
	if (outcome === "none") return "";
	// What waits for a person is never certain, and nothing is wholly.
	const most = outcome === "assigned" ? 99.99 : 99;
	const digits = outcome === "assigned" ? 2 : 0;
	const percent = Math.min(most, probability * 100);
	const text = percent < 1 ? "< 1" : percent.toLocaleString(language, { maximumFractionDigits: digits });
	return `  ${inLanguage(language)(`zu ${text} %`, `at ${text} %`)}`;
}

function nameOf(id: string, orders: Orders): string {
	const order = orders.get(id);
	if (order === undefined || order.number === "") return bold(id);
	return `${bold(order.number)}${order.shop === "" ? "" : ` (${order.shop})`}`;
}

function signed(weight: number, language: Language): string {
	return weight.toLocaleString(language, { signDisplay: "always", minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

function indented(head: string, width: number, text: string): string[] {
	return wrap(text, terminalWidth() - width).map((line, i) =>
		i === 0 ? `${head}${line}` : `${" ".repeat(width)}${line}`,
	);
}

function joined(...parts: readonly (string | undefined)[]): string {
	return parts.filter((part) => part !== undefined && part !== "").join("  ");
}
