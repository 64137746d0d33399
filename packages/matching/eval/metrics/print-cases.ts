import { type Evidence, type MatchOrder, sentence } from "../../src/index.ts";
import type { LabelledSet } from "../data.ts";
import type { Show } from "../options.ts";
import type { Case } from "./measure.ts";

/** The cases asked for, each with its posting, its truth, and what was decided for which reasons. */
export function printCases(set: LabelledSet, cases: readonly Case[], show: Show, limit: number): string {
	const chosen = cases.filter((each) => isShown(each, show));
	const orders = new Map(
		[...set.orders, ...set.closed, ...set.late.map(({ order }) => order)].map((order) => [order.id, order]),
	);
	const text = chosen.slice(0, limit).map((each) => printCase(each, orders));
	return [...text, `${chosen.length} in all, ${text.length} shown`].join("\n\n");
}

function isShown({ labelled, verdict }: Case, show: Show): boolean {
	const payment = labelled.truth.orders.length > 0;
	if (show === "false") return verdict.booked === "false";
	if (show === "missed") return payment && labelled.decidable && verdict.booked === "not";
	if (show === "lost") {
		return payment && labelled.decidable && verdict.booked === "not" && (verdict.rank < 1 || verdict.rank > 3);
	}
	return labelled.scenario === show.scenario;
}

function printCase({ labelled, verdict, answer, decision }: Case, orders: ReadonlyMap<string, MatchOrder>): string {
	const { posting, truth, scenario, decidable } = labelled;
	const { counterparty, amount } = posting;
	const lines = [
		`── ${posting.id} ${scenario}${decidable ? "" : ", not decidable"}: ${verdict.booked}${verdict.mistake ? ` (${verdict.mistake})` : ""}, rank ${verdict.rank}`,
		`posting   ${posting.bookingDate}  ${money(amount.minor)} ${amount.currency}  ${counterparty?.name ?? "(no name)"}  ${counterparty?.iban ?? ""}  ${posting.transactionCode ?? "-"}`,
		`text      ${JSON.stringify(posting.remittance ?? "")}${posting.endToEndId ? `  e2e ${posting.endToEndId}` : ""}${posting.references ? `  ref ${posting.references.join()}` : ""}`,
		...truth.orders.map(({ order, minor }) => `truth     ${printOrder(orders.get(order), order)} gets ${money(minor)}`),
		...(truth.orders.length === 0 ? ["truth     pays nothing open"] : []),
		`decision  ${answer.outcome}${answer.probability === null ? "" : `  p ${answer.probability.toFixed(5)}`}`,
	];
	if (decision === null) return lines.join("\n");
	for (const { order, minor, kind } of decision.assignments)
		lines.push(`  ${kind} ${money(minor)} on ${printOrder(orders.get(order), order)}`);
	for (const reason of decision.reasons) lines.push(`  because ${printReason(reason)}`);
	for (const [at, { orders: offered, probability, evidence }] of decision.suggestions.slice(0, 3).entries()) {
		lines.push(
			`  ${at + 1}. p ${probability.toFixed(4)} ${offered.map(({ order }) => printOrder(orders.get(order), order)).join(" + ")}`,
		);
		lines.push(...evidence.map((reason) => `       ${printReason(reason)}`));
	}
	return lines.join("\n");
}

function printReason(reason: Evidence): string {
	return `[${reason.finding} ${reason.weight.toFixed(1)}] ${sentence(reason, "en")}`;
}

function printOrder(order: MatchOrder | undefined, id: string): string {
	if (order === undefined) return id;
	const { number, invoiceNumber, customerNumber, company, name, amount, open, placedAt, shop, standing } = order;
	const facts = [number, invoiceNumber, customerNumber && `customer ${customerNumber}`, company, name, standing];
	const owed = open ? `${money(open.minor)} of ${money(amount.minor)}` : money(amount.minor);
	return `${id} ${facts.filter(Boolean).join(", ")}, ${owed} ${amount.currency}, ${placedAt}, ${shop}`;
}

function money(minor: number): string {
	return (minor / 100).toFixed(2);
}
