/**
 * Cases with the answer of a careful clerk, several for each scenario of the evaluation.
 *
 * What is expected, in one line:
 * - `AU-1 119.00, AU-1 1.00 surplus`: booked so, in any order of the parts.
 * - `... or review`: booked so, or left to a person with these orders together among the first three suggestions.
 * - `review > AU-1 + AU-2`: left to a person, these orders together among the first three suggestions.
 * - `review > AU-1, AU-2`: likewise, each of them alone among the first three.
 * - `review`, `none`, `not assigned`: this outcome, whatever the suggestions.
 */
import type { ScenarioName } from "../../eval/data.ts";
import {
	createEngine,
	type Decision,
	type Engine,
	type EngineOptions,
	type MatchOrder,
	type MatchPosting,
} from "../../src/index.ts";
import type { KnownPayer } from "../../src/known-payer.ts";
import type { Policy } from "../../src/policy.ts";
import { inShort } from "../shop.ts";

export interface ScenarioCase {
	readonly name: string;
	readonly orders: readonly MatchOrder[];
	readonly posting: MatchPosting;
	readonly expected: string;
	readonly policy?: Policy;
	readonly known?: readonly KnownPayer[];
}
/** A file's scenarios; the files together have all of them. */
export type Scenarios = Readonly<Partial<Record<ScenarioName, readonly ScenarioCase[]>>>;

export function when(
	name: string,
	orders: readonly MatchOrder[],
	posting: MatchPosting,
	expected: string,
	settings: Pick<ScenarioCase, "policy" | "known"> = {},
): ScenarioCase {
	return { name, orders, posting, expected, ...settings };
}

/** The same for many texts, each a case named by its own. */
export function whenever(
	texts: readonly string[],
	orders: readonly MatchOrder[],
	[euros, payer]: readonly [euros: number, payer: string],
	expected: string,
): ScenarioCase[] {
	return texts.map((text) => when(text.replace(/\s+/g, " "), orders, pay(text, euros, payer), expected));
}

/** An order placed on 1 November; `euros` (or `currency`) in whole units. Its id is its number. */
export function buy(
	number: string,
	euros: number,
	name: string,
	{
		open,
		currency = "EUR",
		...change
	}: Partial<Omit<MatchOrder, "amount" | "open">> & { open?: number; currency?: string } = {},
): MatchOrder {
	return {
		id: number,
		shop: "shop",
		number,
		name,
		placedAt: "2026-11-01T09:30:00Z",
		paymentCode: "invoice",
		...change,
		amount: { minor: Math.round(euros * 100), currency },
		...(open !== undefined && { open: { minor: Math.round(open * 100), currency } }),
	};
}

/** A transfer booked on 5 November. */
export function pay(
	remittance: string,
	euros: number,
	payer: string,
	{
		currency = "EUR",
		iban,
		...change
	}: Partial<Omit<MatchPosting, "amount" | "counterparty">> & { currency?: string; iban?: string } = {},
): MatchPosting {
	return {
		id: "posting",
		account: "DE02120300000000202051",
		bookingDate: "2026-11-05",
		transactionCode: "166",
		...change,
		amount: { minor: Math.round(euros * 100), currency },
		counterparty: { name: payer, iban },
		remittance,
	};
}

export function paid(order: MatchOrder): MatchOrder {
	return { ...order, standing: "closed" };
}

/** As banks break a text: after so many characters, blanks at a line's end dropped. */
export function wrapped(width: number, text: string): string {
	return (text.match(new RegExp(`.{1,${width}}`, "gs")) ?? []).map((line) => line.trimEnd()).join("\n");
}

/** Other people's open orders, with names and prices as they are in every shop. */
export const CROWD: readonly MatchOrder[] = (
	"Thomas Müller 19.90,Sabine Müller 49.90,Peter Müller 29.90,Max Schmidt 19.90,Petra Schmidt 119.00,Anna Schneider 49.90," +
	"Michael Fischer 99.00,Julia Weber 24.95,Stefan Meyer 119.00,Andrea Wagner 59.90,Max Becker 39.90,Monika Schulz 19.90," +
	"Claudia Hoffmann 79.90,Andreas Schäfer 49.90,Susanne Koch 29.90,Markus Bauer 119.00,Karin Richter 14.95,Frank Klein 19.90," +
	"Birgit Wolf 64.50,Jürgen Schröder 49.90,Ute Neumann 34.90,Uwe Schwarz 99.00,Heike Zimmermann 19.90,Bernd Braun 27.80"
)
	.split(",")
	.map((entry, i) => {
		const [first = "", last = "", price = ""] = entry.split(" ");
		return buy(`AU-${10_100 + i}`, Number(price), `${first} ${last}`);
	});

export function decideCase({ orders, posting, policy, known = [] }: ScenarioCase): Decision {
	if (policy !== undefined || known.length > 0) return engineOf(orders, { policy }, known).decide(posting);
	const engine = engines.get(orders) ?? engineOf(orders);
	engines.set(orders, engine);
	return engine.decide(posting);
}

/** By the list of orders: a case is decided many times. */
const engines = new WeakMap<readonly MatchOrder[], Engine>();

function engineOf(
	orders: readonly MatchOrder[],
	options: EngineOptions = {},
	known: readonly KnownPayer[] = [],
): Engine {
	const engine = createEngine(options);
	for (const order of orders) engine.upsert(order);
	for (const payer of known) engine.learn(payer);
	return engine;
}

/** What was expected where the decision is so; else what was decided, in one line. */
export function answer(decision: Decision, expected: string): string {
	return fits(decision, expected) ? expected : described(decision);
}

function fits(decision: Decision, expected: string): boolean {
	const { outcome } = decision;
	if (expected === "not assigned") return outcome !== "assigned";
	if (expected === "review" || expected === "none") return outcome === expected;
	if (expected.startsWith("review > ")) {
		const sets = expected.slice("review > ".length).split(", ");
		return outcome === "review" && sets.every((set) => suggests(decision, set.split(" + ")));
	}
	if (expected.endsWith(" or review") && outcome === "review") {
		const booked = expected.slice(0, -" or review".length).split(", ");
		return suggests(decision, [...new Set(booked.map((part) => part.slice(0, part.search(/ -?\d+\.\d\d/))))]);
	}
	return outcome === "assigned" && sorted(inShort(decision)) === sorted(expected.replace(/ or review$/, ""));
}

function suggests({ suggestions }: Decision, orders: readonly string[]): boolean {
	const wanted = orders.toSorted().join(" + ");
	return suggestions.slice(0, 3).some((one) => setOf(one) === wanted);
}

function setOf({ orders }: Decision["suggestions"][number]): string {
	return orders
		.map(({ order }) => order)
		.toSorted()
		.join(" + ");
}

function sorted(parts: string): string {
	return parts.split(", ").toSorted().join(", ");
}

function described(decision: Decision): string {
	if (decision.outcome === "assigned") return inShort(decision);
	const reasons = decision.reasons.map(({ finding }) => finding).join(" ");
	const [first = "nothing", ...more] = decision.suggestions.slice(0, 3).map(setOf);
	return `${decision.outcome} (${reasons}) > ${[first, ...more].join(", ")}`;
}
