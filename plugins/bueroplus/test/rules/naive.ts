import type { Facts } from "../../src/rules/facts.ts";
import type { Condition, Rule, RuleSet } from "../../src/rules/rule.ts";

/**
 * The rules once more, as plainly as the product describes them: nothing prepared, nothing shared with the real ones. The
 * tests compare the two, and the benchmark says by how much preparing pays.
 */
export interface NaiveAnswer {
	readonly rule: string | null;
	/** Tracking numbers that go out; null where the transition has to wait for one. */
	readonly numbers: readonly string[] | null;
	/** Of each rule of the present status, in order: which conditions held. */
	readonly why: readonly { readonly rule: string; readonly held: readonly boolean[] }[];
}

export function naive(set: RuleSet, facts: Facts): NaiveAnswer {
	if (!set.active.includes(facts.status)) return { rule: null, numbers: [], why: [] };
	const mine = set.rules.filter((rule) => rule.from === facts.status);
	const why = mine.map((rule) => ({ rule: rule.id, held: rule.conditions.map((one) => holds(one, facts)) }));
	const winner = mine.find((rule) => rule.conditions.every((one) => holds(one, facts)));
	if (winner === undefined) return { rule: null, numbers: [], why };
	return { rule: winner.id, numbers: numbersOf(winner, facts), why };
}

function numbersOf(rule: Rule, facts: Facts): string[] | null {
	if (!rule.transferShipments) return [];
	let wants = false;
	for (const one of rule.conditions) if (one.is === "shipment-done" && !one.not) wants = true;
	const numbers: string[] = [];
	for (const { done, parcelNumber } of facts.shipments) {
		if (wants && !done) continue;
		if (wants && parcelNumber === "") return null;
		if (parcelNumber !== "" && !numbers.includes(parcelNumber)) numbers.push(parcelNumber);
	}
	return numbers;
}

function holds(condition: Condition, facts: Facts): boolean {
	return plain(condition, facts) !== (condition.not ?? false);
}

function plain({ is, with: given }: Condition, facts: Facts): boolean {
	// biome-ignore lint/suspicious/noExplicitAny: the plainest reading of parameters that the real rules check by schema
	const parameters = given as any;
	switch (is) {
		case "payment-received":
			return facts.paid >= facts.amount;
		case "invoice-exists":
			return facts.invoice;
		case "shipment-exists":
			return facts.shipments.length !== 0;
		case "shipment-done":
			return facts.shipments.filter((shipment) => shipment.done).length > 0;
		case "shipment-has-number":
			return facts.shipments.filter((shipment) => shipment.parcelNumber.length > 0).length > 0;
		case "article":
			return parameters.articles.some((wanted: string) => facts.articles.some((one) => one.number === wanted));
		case "in-stock":
			return !facts.articles.some((one) => !one.inStock);
		case "status-age":
			return (facts.now - facts.statusSince) / 1000 / 60 / 60 >= parameters.hours;
		case "payment-code":
			return parameters.codes.some((code: string) => code === facts.paymentCode);
		case "platform":
			return parameters.platforms.some((one: string) => one === facts.platform);
		case "order-amount":
			return parameters.least.currency === facts.currency && !(facts.amount < parameters.least.minor);
		case "kind":
			return parameters.kinds.some((one: string) => one === facts.kind);
		case "done":
			return facts.done;
	}
}
