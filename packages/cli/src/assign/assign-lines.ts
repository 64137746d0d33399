import { createEngine, type Decision, type MatchPosting, type Outcome } from "@kontor/matching";
import { type DecisionFile, openDecisionFile } from "../json-lines/decision-file.ts";
import { decisionLine } from "../json-lines/decision-line.ts";
import { type LineFiles, loadEngine, readPostingLines } from "../json-lines/load.ts";
import { inLanguage, type Language } from "../language.ts";
import { outcomeSummary } from "../report/outcome-summary.ts";
import { decidePostings, warmUp } from "./decide-postings.ts";
import { inBookingOrder, Ledger } from "./ledger.ts";
import { runFigures } from "./run-figures.ts";

export interface LineOptions extends LineFiles {
	/** "-": standard output. */
	readonly decisions: string;
	readonly stats?: true | undefined;
	readonly stateful?: true | undefined;
}

/**
 * Assigns postings of a file of JSON lines, and writes what was decided as JSON lines, in the order of the postings. Remarks go to
 * standard error. Exit codes: 0 all read, 1 something could not be read, 2 nothing done.
 */
export async function assignLines(options: LineOptions, language: Language): Promise<void> {
	const t = inLanguage(language);
	const engine = createEngine();
	const ledger = options.stateful ? new Ledger(engine) : null;
	// Before all the reading: what cannot be written is better known at once.
	const { orders, postings: read, closed, knownPayers } = options;
	const inputs = [orders, read, closed, knownPayers].filter((file) => file !== undefined);
	const output = openDecisionFile(options.decisions, inputs);
	try {
		const begun = performance.now();
		const loaded = loadEngine(engine, options, ledger);
		const loadMs = performance.now() - begun;
		const residentBytes = process.memoryUsage.rss();
		const memory = engine.memory();
		const { postings, ...remarks } = readPostingLines(options.postings);

		const faults = [...loaded.faults, ...remarks.faults];
		for (const { [language]: text } of [...loaded.notes, ...remarks.notes, ...faults]) console.error(text);
		if (faults.length > 0 && (engine.size === 0 || postings.length === 0)) {
			throw new Error(t("Nichts zugeordnet.", "Nothing was assigned."));
		}
		const warmUpMs = options.stats ? warmUp(engine, postings) : 0;
		const outcomes: Outcome[] = [];
		const sink = new DecisionSink(output, postings, ledger);
		const pace = await decidePostings(
			engine,
			sink.order,
			(decision) => {
				outcomes.push(decision.outcome);
				ledger?.book(decision);
			},
			(decisions) => sink.take(decisions),
		);
		await sink.finish();
		console.error(outcomeSummary(outcomes, language));
		if (options.stats) {
			const line = JSON.stringify(runFigures(pace, memory, { loadMs, warmUpMs, residentBytes }));
			// Decisions on standard output are for a program that expects nothing else there.
			if (options.decisions === "-") console.error(line);
			else console.log(line);
		}
		process.exitCode = faults.length > 0 ? 1 : 0;
	} catch (error) {
		output.discard();
		// Who reads has seen enough.
		if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) throw error;
		process.exitCode = 1;
	}
}

/** So many lines are written at once. */
const LINES = 500;

/** Writes decisions in the order of the postings' file, in whatever order they are made. */
class DecisionSink {
	/** In which postings are to be decided. */
	readonly order: readonly MatchPosting[];
	readonly #output: DecisionFile;
	readonly #postings: readonly MatchPosting[];
	/** Only where they are made in another order than written. */
	readonly #kept: Map<string, Decision> | null;

	constructor(output: DecisionFile, postings: readonly MatchPosting[], ledger: Ledger | null) {
		this.#output = output;
		this.#postings = postings;
		this.#kept = ledger === null ? null : new Map();
		this.order = ledger === null ? postings : inBookingOrder(postings, ({ bookingDate }) => bookingDate);
	}

	async take(decisions: readonly Decision[]): Promise<void> {
		if (this.#kept === null) await this.#write(decisions);
		else for (const decision of decisions) this.#kept.set(decision.posting, decision);
	}

	async finish(): Promise<void> {
		const kept = this.#kept;
		if (kept !== null) await this.#write(this.#postings.flatMap(({ id }) => kept.get(id) ?? []));
		await this.#output.finish();
	}

	async #write(decisions: readonly Decision[]): Promise<void> {
		for (let start = 0; start < decisions.length; start += LINES) {
			const lines = decisions.slice(start, start + LINES).map((decision) => `${decisionLine(decision)}\n`);
			await this.#output.write(lines.join(""));
		}
	}
}
