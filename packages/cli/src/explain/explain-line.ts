import { basename } from "node:path";
import { createEngine, type MatchOrder, type MatchPosting } from "@kontor/matching";
import { type LineFiles, loadEngine, readPostingLines, seekOrders } from "../json-lines/load.ts";
import { inLanguage, type Language } from "../language.ts";
import { explanation } from "./explanation.ts";

export interface ExplainLineOptions extends LineFiles {
	/** The posting's id. */
	readonly posting: string;
}

/**
 * Prints for one posting of a file of JSON lines how it is decided, and why, with everything that was weighed. The orders are as their
 * file says, whatever other postings pay.
 * @throws Error where there is no such posting.
 */
export function explainLine(options: ExplainLineOptions, language: Language): void {
	const posting = postingOf(options, language);
	const engine = createEngine();
	const { faults, notes } = loadEngine(engine, options, null);
	for (const { [language]: text } of [...notes, ...faults]) console.error(text);
	const decision = engine.decide(posting);
	const orders = new Map<string, MatchOrder>();
	const ids = new Set([
		...decision.assignments.map(({ order }) => order),
		...decision.suggestions.flatMap((suggestion) => suggestion.orders.map(({ order }) => order)),
	]);
	// A second reading is cheaper than keeping a million orders for the sake of five.
	seekOrders(options, ids, (order) => orders.set(order.id, order));
	console.log(explanation(posting, decision, orders, language));
	process.exitCode = faults.length > 0 ? 1 : 0;
}

function postingOf({ postings: path, posting: id }: ExplainLineOptions, language: Language): MatchPosting {
	const t = inLanguage(language);
	const { postings, faults } = readPostingLines(path);
	const found = postings.find((posting) => posting.id === id);
	if (found !== undefined) return found;
	const missing = t(`${basename(path)} hat keine Buchung ${id}.`, `${basename(path)} has no posting ${id}.`);
	throw new Error([...faults.map((fault) => fault[language]), missing].join("\n"));
}
