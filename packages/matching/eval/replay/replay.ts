import { createEngine, type Decision, type Engine, type EngineOptions } from "../../src/index.ts";
import type { LabelledPosting, LabelledSet, TruePart } from "../data.ts";
import { answerOf } from "../metrics/answer.ts";
import { Judge } from "../metrics/judge.ts";
import type { Case } from "../metrics/measure.ts";
import { Score } from "../metrics/score.ts";
import type { Random } from "../random.ts";
import { randomFrom } from "../random.ts";
import { calendarOf } from "./calendar.ts";
import { Ledger, type Settling } from "./ledger.ts";

/** Days until a clerk has looked at what was left to him, and at what was booked. */
const CLERKS_DELAY = 2;
/** In so many cases of a hundred a clerk chooses wrongly. */
const CLERKS_ERRORS = 1;

export interface Replayed {
	readonly score: Score;
	readonly cases: readonly Case[];
	/** How many were decided by the machine only after a later order arrived. */
	readonly afterArrival: number;
	/** Accounts learned. */
	readonly learned: number;
}

/** A posting that waits for a person. */
interface Waiting {
	readonly labelled: LabelledPosting;
	decision: Decision;
	/** Days left until the clerk acts. */
	days: number;
}

/** A booking of the machine that nobody has looked at yet. */
interface Unchecked {
	readonly labelled: LabelledPosting;
	readonly decision: Decision;
	readonly right: boolean;
	days: number;
}

/**
 * Day by day: orders appear, waiting postings are decided again, the day's postings are decided, and the clerk answers what
 * is two days old. What he confirms is learned; what the machine booked wrongly he corrects.
 */
export function replay(set: LabelledSet, options: EngineOptions = {}): Replayed {
	const engine = createEngine(options);
	for (const payer of set.payers) engine.learn(payer);
	const run = new Run(engine, set);
	const calendar = calendarOf(set);
	for (const order of calendar.before) run.ledger.add(order);
	for (const { orders, postings } of calendar.days) {
		for (const order of orders) run.ledger.add(order);
		if (orders.length > 0) run.decideAgain();
		for (const labelled of postings) run.decide(labelled);
		run.endDay();
	}
	run.close();
	return run;
}

class Run implements Replayed {
	readonly score = new Score();
	readonly cases: Case[] = [];
	readonly ledger: Ledger;
	afterArrival = 0;
	learned = 0;
	private readonly engine: Engine;
	private readonly judge: Judge;
	private readonly random: Random;
	/** Confirmed ones, by account and customer. */
	private readonly payments = new Map<string, number>();
	private waiting: Waiting[] = [];
	private unchecked: Unchecked[] = [];

	constructor(engine: Engine, set: LabelledSet) {
		this.engine = engine;
		this.ledger = new Ledger(engine);
		this.judge = new Judge(set);
		this.random = randomFrom(set.seed, "clerk");
	}

	decide(labelled: LabelledPosting): void {
		const decision = this.engine.decide(labelled.posting);
		if (decision.outcome === "assigned") this.bookAutomatically(labelled, decision);
		else this.waiting.push({ labelled, decision, days: CLERKS_DELAY });
	}

	/** Something new is known: what waits may be certain now (D7). */
	decideAgain(): void {
		const before = this.waiting;
		this.waiting = [];
		for (const waiting of before) {
			waiting.decision = this.engine.decide(waiting.labelled.posting);
			if (waiting.decision.outcome === "assigned") {
				this.afterArrival++;
				this.bookAutomatically(waiting.labelled, waiting.decision);
			} else this.waiting.push(waiting);
		}
	}

	endDay(): void {
		for (const booking of this.unchecked) if (--booking.days <= 0) this.check(booking);
		this.unchecked = this.unchecked.filter(({ days }) => days > 0);
		this.waiting = this.waiting.filter((posting) => --posting.days > 0 || !this.answer(posting));
	}

	/** What still waits counts as left to a person. */
	close(): void {
		for (const { labelled, decision } of this.waiting) this.count(labelled, decision);
		this.waiting = [];
	}

	private bookAutomatically(labelled: LabelledPosting, decision: Decision): void {
		const right = this.count(labelled, decision);
		this.ledger.book(decision.assignments);
		this.unchecked.push({ labelled, decision, right, days: CLERKS_DELAY });
	}

	/** What is right is confirmed by leaving it; what is wrong is corrected. */
	private check({ labelled, decision, right }: Unchecked): void {
		if (right) {
			this.learn(labelled, decision.assignments);
			return;
		}
		this.ledger.undo(decision.assignments);
		this.ledger.book(this.meant(labelled).map((part) => this.settling(labelled, part)));
	}

	/** False: he waits too, for an order he has not seen yet. */
	private answer({ labelled, decision }: Waiting): boolean {
		const { payLater } = labelled;
		if (payLater !== undefined && !this.ledger.knows(payLater.order)) return false;
		this.count(labelled, decision);
		const meant = this.meant(labelled);
		const [offered] = decision.suggestions.filter(({ orders }) =>
			orders.every(({ order }) => order !== meant[0]?.order),
		);
		if (offered !== undefined && this.random.chance(CLERKS_ERRORS / 100)) {
			this.ledger.book(offered.orders.map((part) => this.settling(labelled, part)));
			return true;
		}
		this.ledger.book(meant.map((part) => this.settling(labelled, part)));
		this.learn(labelled, meant);
		return true;
	}

	private count(labelled: LabelledPosting, decision: Decision): boolean {
		const now: LabelledPosting = { ...labelled, truth: { orders: this.meant(labelled) } };
		const answer = answerOf(decision);
		const verdict = this.judge.judge(now, answer);
		this.score.add(now, answer, verdict);
		this.cases.push({ labelled: now, answer, verdict, decision });
		return verdict.booked === "right";
	}

	/** What it pays of what is known today: of two payments of one order, the one that is booked first. */
	private meant({ truth, payLater, earlier, best, posting }: LabelledPosting): readonly TruePart[] {
		if (payLater !== undefined && this.ledger.knows(payLater.order)) return [payLater];
		const [twice] = best ?? [];
		if (earlier === undefined || twice === undefined) return truth.orders;
		return this.ledger.isOpen(twice) ? [{ order: twice, minor: posting.amount.minor }] : [];
	}

	/** A person books the whole order where the amount is in another currency or a discount was taken. */
	private settling({ scenario }: LabelledPosting, { order: id, minor }: TruePart): Settling {
		const order = this.ledger.get(id);
		const whole = scenario.includes("skonto") || scenario.includes("currency") || scenario.includes("chf");
		return { order: id, orderMinor: whole && order ? order.amount.minor : minor, kind: "payment" };
	}

	private learn({ posting }: LabelledPosting, [part]: readonly Pick<TruePart, "order">[]): void {
		const iban = posting.counterparty?.iban;
		const order = part === undefined ? undefined : this.ledger.get(part.order);
		if (iban === undefined || order === undefined) return;
		const { customerNumber, company, name } = order;
		const pair = `${iban} ${customerNumber ?? company ?? name}`;
		const payments = (this.payments.get(pair) ?? 0) + 1;
		this.payments.set(pair, payments);
		this.engine.learn({ iban, customerNumber, name: company ?? name, payments });
		this.learned++;
	}
}
