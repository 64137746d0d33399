import type { Candidate } from "./candidate.ts";
import type { Evidence, StateFinding } from "./evidence.ts";
import type { Surroundings } from "./situation.ts";
import { BEFORE_ORDER, CANCELLED } from "./weigh.ts";
import { amountFinding } from "./weigh-amount.ts";
import { type PartyWeights, weighParty } from "./weigh-party.ts";

/** All that spoke for and against an order, number first: for what is shown. */
export function evidenceOf(candidate: Candidate, setting: Surroundings): Evidence[] {
	const { number, indexed } = candidate;
	const { field, finding, matched, weight } = number;
	const order = indexed.id;
	const expected = number.expected ?? indexed.number;
	const found: Evidence[] = [{ field, finding, order, matched, expected, weight }];
	addAmount(candidate, setting, found);
	addParty(candidate, setting, found);
	addState(candidate, setting, found);
	return found;
}

function addAmount({ indexed, fit, amountBits: weight }: Candidate, setting: Surroundings, found: Evidence[]): void {
	const finding = amountFinding(setting, indexed, fit);
	if (finding === null) return;
	const expected = indexed.standing === "closed" ? indexed.amount : indexed.open;
	found.push({ field: "amount", finding, order: indexed.id, matched: setting.read.posting.amount, expected, weight });
}

function addParty({ indexed, party }: Candidate, setting: Surroundings, found: Evidence[]): void {
	const { known, customerNumber, hasName, comparison } = party;
	const weights: PartyWeights = { account: 0, customerNumber: 0, name: 0 };
	weighParty(setting, party, weights);
	const order = indexed.id;
	const name = comparison.name ?? indexed.firstName;
	if (known !== null) {
		const expected = hasName ? (name?.raw ?? "") : indexed.number;
		const weight = weights.account;
		found.push({ field: "iban", finding: "payerKnown", order, matched: known.iban, expected, weight });
	}
	if (customerNumber !== null) {
		const about = { field: "customerNumber", finding: "customerNumberFound", order } as const;
		const expected = indexed.order.customerNumber ?? "";
		found.push({ ...about, matched: customerNumber.text, expected, weight: weights.customerNumber });
	}
	if (hasName) {
		const { raw: expected = "", field = "name" } = name ?? {};
		const { finding } = comparison;
		found.push({ field, finding, order, matched: setting.read.payer.raw, expected, weight: weights.name });
	}
}

function addState({ indexed }: Candidate, { read }: Surroundings, found: Evidence[]): void {
	const { id: order, number: expected, standing } = indexed;
	const add = (finding: StateFinding | "cancelled", weight: number) =>
		found.push({ field: "order", finding, order, matched: "", expected, weight });
	if (standing === "closed") add("orderClosed", 0);
	if (standing === "cancelled") add("cancelled", CANCELLED);
	const day = read.posting.bookingDate;
	if (!indexed.isPlacedAfter(day)) return;
	const placed = indexed.placedOn ?? "";
	found.push({ field: "order", finding: "beforeOrder", order, matched: day, expected: placed, weight: BEFORE_ORDER });
}
