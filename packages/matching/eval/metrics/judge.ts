import type { LabelledPosting, LabelledSet, TruePart } from "../data.ts";
import type { Answer } from "./answer.ts";

/** What is wrong about a booking, the worst first. */
export const MISTAKES = ["nothingToBook", "wrongCustomer", "wrongOrder", "wrongSplit"] as const;
export type Mistake = (typeof MISTAKES)[number];

/** How an answer compares with the truth. */
export interface Verdict {
	readonly booked: "right" | "false" | "not";
	readonly mistake: Mistake | null;
	/** Where the true orders stand among the answer's, from 1; 0 where they do not. */
	readonly rank: number;
}

/** Compares answers with the truth of one set. */
export class Judge {
	private readonly customers = new Map<string, string>();

	constructor({ orders, closed, late }: Pick<LabelledSet, "orders" | "closed" | "late">) {
		for (const order of [...orders, ...closed, ...late.map((each) => each.order)]) {
			this.customers.set(order.id, order.company ?? order.name ?? order.id);
		}
	}

	judge({ truth }: Pick<LabelledPosting, "truth">, answer: Answer): Verdict {
		const rank = truth.orders.length === 0 ? 0 : rankOf(truth.orders, answer.ranked);
		if (answer.booked.length === 0) return { booked: "not", mistake: null, rank };
		const mistake = this.mistake(truth.orders, answer.booked);
		return { booked: mistake === null ? "right" : "false", mistake, rank };
	}

	private mistake(truth: readonly TruePart[], booked: readonly TruePart[]): Mistake | null {
		if (truth.length === 0) return "nothingToBook";
		const meant = new Set(truth.map(({ order }) => this.customers.get(order)));
		if (booked.some(({ order }) => !meant.has(this.customers.get(order)))) return "wrongCustomer";
		const orders = truth.map(({ order }) => order);
		if (
			!sameSet(
				orders,
				booked.map(({ order }) => order),
			)
		)
			return "wrongOrder";
		return booked.every((part) =>
			isRight(
				part,
				truth.find(({ order }) => order === part.order),
			),
		)
			? null
			: "wrongSplit";
	}
}

/** What of the order it settles is compared where both say it. */
function isRight(part: TruePart, meant: TruePart | undefined): boolean {
	if (meant?.minor !== part.minor) return false;
	return meant.settles === undefined || part.settles === undefined || meant.settles === part.settles;
}

function rankOf(truth: readonly TruePart[], ranked: Answer["ranked"]): number {
	const orders = truth.map(({ order }) => order);
	return ranked.findIndex((set) => sameSet(orders, set)) + 1;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((id) => b.includes(id));
}
