import type { PaymentCode } from "@kontor/connector";
import { CONDITIONS, type ConditionName } from "../../src/rules/conditions.ts";
import type { Facts, Shipment } from "../../src/rules/facts.ts";
import type { Condition, Rule, RuleSet } from "../../src/rules/rule.ts";

/** Random rules and Vorgänge, the same for the same seed. */
export interface Random {
	/** 0 to 1, without 1. */
	next(): number;
	below(bound: number): number;
	chance(probability: number): boolean;
	pick<T>(from: readonly T[]): T;
}

/** Mulberry32. */
export function seeded(seed: number): Random {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
	const below = (bound: number) => Math.floor(next() * bound);
	return {
		next,
		below,
		chance: (probability) => next() < probability,
		pick: (from) => {
			const one = from[below(from.length)];
			if (one === undefined) throw new RangeError("nothing to pick from");
			return one;
		},
	};
}

export const STATUSES = ["open", "inProgress", "packed", "shipped", "cancelled"] as const;
const PLATFORMS = ["woocommerce", "shopware"];
const CODES: readonly PaymentCode[] = ["prepayment", "invoice", "cashOnDelivery", "monitored"];
const ARTICLES = ["A1", "A2", "A3"];
const KINDS = ["Auftragsbestätigung", "Rechnung"];
const HOUR = 3_600_000;
const NAMES = Object.keys(CONDITIONS) as ConditionName[];

const PARAMETERS: Partial<Record<ConditionName, (random: Random) => Condition["with"]>> = {
	article: (random) => ({ articles: some(random, ARTICLES) }),
	"status-age": (random) => ({ hours: 1 + random.below(72) }),
	"payment-code": (random) => ({ codes: some(random, CODES) }),
	platform: (random) => ({ platforms: some(random, PLATFORMS) }),
	"order-amount": (random) => ({
		least: { minor: random.below(200) * 100, currency: random.chance(0.9) ? "EUR" : "CHF" },
	}),
	kind: (random) => ({ kinds: some(random, KINDS) }),
};

export function randomRuleSet(random: Random, most = 8): RuleSet {
	return {
		platform: random.pick(PLATFORMS),
		active: STATUSES.filter(() => random.chance(0.85)),
		rules: Array.from({ length: 1 + random.below(most) }, (_, index) => randomRule(random, `r${index}`)),
	};
}

function randomRule(random: Random, id: string): Rule {
	const from = random.pick(STATUSES);
	return {
		id,
		from,
		to: random.pick(STATUSES.filter((status) => status !== from)),
		conditions: Array.from({ length: random.below(4) }, () => randomCondition(random)),
		inform: random.chance(0.5) ? { layout: "Standard" } : null,
		transferShipments: random.chance(0.5),
	};
}

function randomCondition(random: Random): Condition {
	// The conditions about shipment records come often enough to meet each other.
	const is = random.chance(0.4)
		? random.pick(["shipment-exists", "shipment-done", "shipment-has-number"] as const)
		: random.pick(NAMES);
	return { is, ...(random.chance(0.3) ? { not: true } : {}), with: PARAMETERS[is]?.(random) ?? {} };
}

export function randomFacts(random: Random): Facts {
	const now = Date.UTC(2026, 10, 2, 8) + random.below(100 * 24) * HOUR;
	const amount = random.below(200) * 100;
	return {
		platform: random.pick(PLATFORMS),
		status: random.pick(STATUSES),
		statusSince: now - random.below(100) * HOUR,
		now,
		kind: random.pick(KINDS),
		done: random.chance(0.3),
		paymentCode: random.chance(0.1) ? null : random.pick(CODES),
		currency: random.chance(0.9) ? "EUR" : "CHF",
		amount,
		paid: random.pick([0, amount - 1, amount, amount + 1]),
		invoice: random.chance(0.5),
		articles: Array.from({ length: random.below(3) }, () => ({
			number: random.pick(ARTICLES),
			inStock: random.chance(0.7),
		})),
		shipments: Array.from({ length: random.below(4) }, () => randomShipment(random)),
	};
}

function randomShipment(random: Random): Shipment {
	return {
		done: random.chance(0.6),
		parcelNumber: random.chance(0.7) ? `0034${random.below(3)}` : "",
		carrier: random.pick(["DHL", "DPD", ""]),
		shippedAt: null,
	};
}

/** What happens to a Vorgang in the ERP between two looks. */
export function randomEvent(random: Random, facts: Facts): Facts {
	const now = facts.now + random.below(30) * HOUR;
	const { shipments } = facts;
	const index = random.below(Math.max(1, shipments.length));
	const changed = (change: Partial<Shipment>) =>
		shipments.map((shipment, at) => (at === index ? { ...shipment, ...change } : shipment));
	switch (random.below(8)) {
		case 0:
			return { ...facts, now, paid: facts.amount };
		case 1:
			return { ...facts, now, paid: 0 };
		case 2:
			return { ...facts, now, invoice: true };
		case 3:
			return { ...facts, now, shipments: [...shipments, randomShipment(random)] };
		case 4:
			return { ...facts, now, shipments: changed({ done: true }) };
		case 5:
			return {
				...facts,
				now,
				shipments: changed({ parcelNumber: random.chance(0.8) ? `0034${random.below(3)}` : "" }),
			};
		case 6:
			return { ...facts, now, shipments: shipments.filter((_, at) => at !== index) };
		default:
			return {
				...facts,
				now,
				articles: facts.articles.map((article) => ({ ...article, inStock: random.chance(0.7) })),
			};
	}
}

function some<T>(random: Random, of: readonly T[]): T[] {
	const picked = of.filter(() => random.chance(0.5));
	return picked.length === 0 ? [random.pick(of)] : picked;
}
