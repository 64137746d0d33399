import { upperBoundOf } from "../../src/index.ts";
import type { LabelledPosting, ScenarioName } from "../data.ts";
import type { Answer } from "./answer.ts";

import { Calibration } from "./calibration.ts";
import { MISTAKES, type Mistake, type Verdict } from "./judge.ts";

/** What came back, to be recognised as such whoever sent it. */
const MONEY_BACK = new Set<ScenarioName>(["direct-debit-return", "bounced-refund", "chargeback-after-close"]);

/** What is counted over many postings. */
export interface Counts {
	postings: number;
	/** They pay an open order. */
	payments: number;
	/** Of the payments. */
	decidable: number;
	automatic: number;
	wrong: number;
	/** Right and automatic, of the decidable ones. */
	decidedRight: number;
	/** Decidable, left to a person. */
	left: number;
	leftTop1: number;
	leftTop3: number;
	/** Decidable, not booked, and not among the first three suggestions. */
	lost: number;
	/** Payments whose orders come first, booked or suggested. */
	first: number;
	/** Payments taken for none. */
	dismissed: number;
	/** Returned money booked as a payment. */
	moneyBackBooked: number;
}

function noCounts(): Counts {
	return {
		postings: 0,
		payments: 0,
		decidable: 0,
		automatic: 0,
		wrong: 0,
		decidedRight: 0,
		left: 0,
		leftTop1: 0,
		leftTop3: 0,
		lost: 0,
		first: 0,
		dismissed: 0,
		moneyBackBooked: 0,
	};
}

/** Adds up verdicts; of one set or of several. */
export class Score {
	readonly counts = noCounts();
	readonly mistakes: Record<Mistake, number> = { nothingToBook: 0, wrongCustomer: 0, wrongOrder: 0, wrongSplit: 0 };
	readonly scenarios = new Map<ScenarioName, Counts>();
	readonly calibration = new Calibration();

	add(labelled: LabelledPosting, answer: Answer, verdict: Verdict): void {
		let scenario = this.scenarios.get(labelled.scenario);
		if (scenario === undefined) {
			scenario = noCounts();
			this.scenarios.set(labelled.scenario, scenario);
		}
		count(this.counts, labelled, answer, verdict);
		count(scenario, labelled, answer, verdict);
		if (verdict.mistake !== null) this.mistakes[verdict.mistake]++;
		if (answer.probability !== null && answer.ranked.length > 0) {
			this.calibration.add(answer.probability, verdict.rank === 1);
		}
	}

	merge(other: Score): void {
		addTo(this.counts, other.counts);
		for (const mistake of MISTAKES) this.mistakes[mistake] += other.mistakes[mistake];
		for (const [name, counts] of other.scenarios) {
			const own = this.scenarios.get(name) ?? noCounts();
			addTo(own, counts);
			this.scenarios.set(name, own);
		}
		this.calibration.merge(other.calibration);
	}

	/** Wrong bookings of 10,000 automatic ones that cannot be ruled out with 95 % confidence. */
	get wrongBound(): number {
		return 10_000 * upperBoundOf(this.counts.wrong, this.counts.automatic);
	}
}

function count(
	counts: Counts,
	{ truth, decidable, scenario }: LabelledPosting,
	answer: Answer,
	verdict: Verdict,
): void {
	const { booked, rank } = verdict;
	counts.postings++;
	if (booked !== "not") counts.automatic++;
	if (booked === "false") counts.wrong++;
	if (booked !== "not" && MONEY_BACK.has(scenario)) counts.moneyBackBooked++;
	if (truth.orders.length === 0) return;
	counts.payments++;
	if (rank === 1) counts.first++;
	if (answer.outcome === "none") counts.dismissed++;
	if (!decidable) return;
	counts.decidable++;
	if (booked === "right") counts.decidedRight++;
	if (booked !== "not") return;
	if (rank < 1 || rank > 3) counts.lost++;
	counts.left++;
	if (rank === 1) counts.leftTop1++;
	if (rank >= 1 && rank <= 3) counts.leftTop3++;
}

function addTo(counts: Counts, other: Counts): void {
	for (const key of Object.keys(counts) as (keyof Counts)[]) counts[key] += other[key];
}
