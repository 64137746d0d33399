import type { ScenarioName } from "../data.ts";
import type { PayerForm } from "../noise/payer-name.ts";
import { type AmountShare, drawShare, type NumberShare, type Profile } from "../profile.ts";
import type { Random } from "../random.ts";
import type { Trait } from "./traits.ts";

/** What is special about one payment; drawn from a profile, or given by a scenario. */
export interface Plan {
	readonly number: NumberShare | "hitsOpen" | "hitsClosed" | "exact";
	readonly payer: PayerForm;
	readonly amount: AmountShare | "equal";
	readonly confounded: boolean;
	readonly upperCase: boolean;
	readonly wrapped: boolean;
	readonly tagged: boolean;
	readonly noCode: boolean;
	readonly early: boolean;
	/** Which orders it can happen to. Left out: what the forms need. */
	readonly trait?: Trait;
	/** Another open order of the other shop has the same number, and made to cost the same. */
	readonly twin?: boolean;
	/** Left out: named after what is special. */
	readonly scenario?: ScenarioName;
}

export function drawPlan(random: Random, { number, payer, amount, marks, early, strain }: Profile): Plan {
	const percent = (share: number) => random.chance(share / 100);
	return {
		number: drawShare(random.next(), number, strain) ?? "exact",
		payer: drawShare(random.next(), payer, strain) ?? "customer",
		amount: drawShare(random.next(), amount, strain) ?? "equal",
		confounded: percent(marks.confounded),
		upperCase: percent(marks.upperCase),
		wrapped: percent(marks.wrapped),
		tagged: percent(marks.tagged),
		noCode: percent(marks.noCode),
		early: percent(early),
	};
}

const BY_AMOUNT: Readonly<Record<AmountShare, ScenarioName>> = {
	collectiveAll: "collective-all-numbers",
	collectiveRange: "collective-range-notation",
	collectiveSome: "collective-first-number-ua",
	collectiveNone: "collective-no-number",
	collectiveCredit: "collective-with-credit-note",
	collectiveTwo: "collective-two-customers",
	collectiveDiscount: "skonto-on-collective",
	partialFirst: "partial-first",
	partialRest: "partial-rest",
	twoTransfers: "two-transfers-one-order",
	rounded: "overpaid-rounded",
	shipping: "overpaid-shipping",
	fee: "underpaid-bank-fee",
	cents: "underpaid-cents",
	discount: "skonto-in-term",
	lateDiscount: "skonto-late",
	otherCurrency: "other-currency",
	francsInEuro: "order-in-chf-paid-eur",
};
const BY_NUMBER: Readonly<Partial<Record<Plan["number"], ScenarioName>>> = {
	prefixMissing: "prefix-missing",
	prefixForeign: "prefix-foreign",
	zerosDropped: "zeros-dropped",
	separatorsChanged: "separators-changed",
	spaced: "spaces-in-number",
	wrap27: "wrap-27-in-number",
	wrap35: "wrap-35-newline",
	substitution: "typo-substitution",
	transposition: "typo-transposition",
	omittedOrAdded: "typo-omitted-added",
	twoEdits: "typo-2-edits",
	ocr: "ocr-letters",
	customerNumber: "customer-number-only",
	endToEnd: "number-only-in-e2e",
	creditorReference: "rf-reference-valid",
	brokenReference: "rf-reference-broken",
	oldNumber: "old-template-number",
	hitsOpen: "typo-hits-other-open-order",
	hitsClosed: "typo-hits-closed-order",
};
const BY_PAYER: Readonly<Partial<Record<PayerForm, ScenarioName>>> = {
	umlautAe: "umlaut-ae",
	umlautStripped: "umlaut-stripped",
	rearranged: "name-swapped-title-truncated",
	joint: "joint-account",
	spouse: "spouse-other-first-name",
	companyForPerson: "company-pays-for-person",
	personForCompany: "person-pays-for-company",
	stranger: "stranger-pays",
	unnamed: "payer-name-empty",
};

/** The scenario a plan belongs to: by what is hardest about it. */
export function scenarioOf(plan: Plan, unambiguous: boolean): ScenarioName {
	if (plan.scenario !== undefined) return plan.scenario;
	if (plan.amount !== "equal") return BY_AMOUNT[plan.amount];
	if (plan.early) return "paid-before-order-date";
	if (plan.number === "missing") return missingScenario(plan.payer, unambiguous);
	const confounded = plan.confounded ? "confounding-digits" : "exact-number";
	return BY_NUMBER[plan.number] ?? BY_PAYER[plan.payer] ?? confounded;
}

function missingScenario(payer: PayerForm, unambiguous: boolean): ScenarioName {
	const strange =
		payer === "stranger" || payer === "companyForPerson" || payer === "personForCompany" || payer === "unnamed";
	if (strange) return "amount-only";
	return unambiguous ? "number-missing-unique-name-amount" : "number-missing-ambiguous";
}
