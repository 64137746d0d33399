import { createEngine, type Decision, type Engine, type EngineOptions, type Memory } from "../../src/index.ts";
import type { LabelledPosting, LabelledSet } from "../data.ts";
import type { Peer } from "../peer.ts";
import { type Answer, answerOf } from "./answer.ts";
import { Judge, type Verdict } from "./judge.ts";
import { Score } from "./score.ts";
import { type Speed, timed } from "./speed.ts";

export interface Measurement {
	readonly score: Score;
	readonly speed: Speed;
	readonly loadMs: number;
	readonly cases: readonly Case[];
	/** What the engine holds; null for a peer. */
	readonly memory: Memory | null;
}

/** One posting, what was answered, and how good that is. */
export interface Case {
	readonly labelled: LabelledPosting;
	readonly answer: Answer;
	readonly verdict: Verdict;
	/** Null where a peer answered. */
	readonly decision: Decision | null;
}

/** What the engine is told of a set. */
export interface Knowledge {
	readonly closed: boolean;
	readonly payers: boolean;
}

/** A slow peer answers as many postings as it can in this time. */
const PEERS_SECONDS = 10;

/** Every posting decided by itself; orders stay open. */
export function measureEngine(
	set: LabelledSet,
	options: EngineOptions = {},
	knowledge: Knowledge = { closed: true, payers: true },
): Measurement {
	const begin = performance.now();
	const engine = loadEngine(set, options, knowledge);
	const loadMs = performance.now() - begin;
	warmUp(set, ({ posting }) => engine.decide(posting));
	const { results, speed } = timed(set.postings, ({ posting }) => engine.decide(posting));
	const answers = results.map((decision) => ({ answer: answerOf(decision), decision }));
	return { loadMs, speed, memory: engine.memory(), ...scored(set, set.postings, answers) };
}

export function measurePeer(set: LabelledSet, peer: Peer): Measurement {
	const begin = performance.now();
	const decide = peer.build(set);
	const loadMs = performance.now() - begin;
	const trial = timed(sampled(set.postings, 50), ({ posting }) => decide(posting));
	const affordable = Math.max(200, Math.floor(trial.speed.perSecond * PEERS_SECONDS));
	const postings = sampled(set.postings, Math.min(peer.sample ?? set.postings.length, affordable));
	const { results, speed } = timed(postings, ({ posting }) => decide(posting));
	const answers = results.map(({ orders, automatic, ranked }) => {
		const outcome = automatic ? ("assigned" as const) : ranked.length > 0 ? ("review" as const) : ("none" as const);
		const booked = automatic ? orders : [];
		const sets = automatic ? [orders.map(({ order }) => order), ...ranked] : ranked;
		return { answer: { outcome, booked, ranked: sets, probability: null }, decision: null };
	});
	return { loadMs, speed, memory: null, ...scored(set, postings, answers) };
}

export function loadEngine(set: LabelledSet, options: EngineOptions, knowledge: Knowledge): Engine {
	const engine = createEngine(options);
	for (const order of set.orders) engine.upsert(order);
	if (knowledge.closed) for (const order of set.closed) engine.upsert(order);
	if (knowledge.payers) for (const payer of set.payers) engine.learn(payer);
	return engine;
}

function scored(
	set: LabelledSet,
	postings: readonly LabelledPosting[],
	answers: readonly { readonly answer: Answer; readonly decision: Decision | null }[],
): Pick<Measurement, "score" | "cases"> {
	const judge = new Judge(set);
	const score = new Score();
	const cases = postings.flatMap((labelled, at) => {
		const answered = answers[at];
		if (answered === undefined) return [];
		const verdict = judge.judge(labelled, answered.answer);
		score.add(labelled, answered.answer, verdict);
		return [{ labelled, verdict, ...answered }];
	});
	return { score, cases };
}

/** Speed is of interest after the first thousands only. */
function warmUp<R>({ postings }: LabelledSet, decide: (labelled: LabelledPosting) => R): void {
	for (const labelled of sampled(postings, 2_000)) decide(labelled);
}

/** Evenly over the whole list. */
function sampled<T>(list: readonly T[], count: number): readonly T[] {
	if (count >= list.length) return list;
	return Array.from({ length: count }, (_, at) => list[Math.floor((at * list.length) / count)]).filter(
		(item) => item !== undefined,
	);
}
