import type { Facts } from "../../src/rules/facts.ts";
import type { Rule } from "../../src/rules/rule.ts";

export const FACTS: Facts = {
	platform: "woocommerce",
	status: "open",
	statusSince: Date.UTC(2026, 10, 1),
	now: Date.UTC(2026, 10, 2),
	kind: "Auftragsbestätigung",
	done: false,
	paymentCode: "prepayment",
	currency: "EUR",
	amount: 11_900,
	paid: 0,
	invoice: false,
	articles: [],
	shipments: [],
};

export function rule(id: string, changes: Partial<Rule> = {}): Rule {
	return { id, from: "open", to: "shipped", conditions: [], inform: null, transferShipments: false, ...changes };
}
