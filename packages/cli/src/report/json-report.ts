import type { Evidence } from "@kontor/matching";
import { outstanding, surplus } from "@kontor/receivables";
import type { Assigned } from "../assign/assign-all.ts";
import type { Language } from "../language.ts";
import { sentences } from "./posting-table.ts";
import type { Remarks } from "./terminal-report.ts";

/** Everything for programs: amounts in the smallest unit, reasons as sentences and as data. */
export function jsonReport({ postings, orders }: Assigned, { faults, notes }: Remarks, language: Language): string {
	const reasons = (evidence: readonly Evidence[]) => ({ reasons: sentences(evidence, language), evidence });
	return JSON.stringify(
		{
			postings: postings.map(({ listed, decision }) => ({
				id: listed.posting.id,
				file: listed.file,
				line: listed.line,
				account: listed.posting.account,
				bookingDate: listed.posting.bookingDate,
				amount: listed.posting.amount,
				counterparty: listed.posting.counterparty,
				remittance: listed.posting.remittance,
				endToEndId: listed.posting.endToEndId,
				outcome: decision.outcome,
				assignments: decision.assignments,
				suggestions: decision.suggestions.map(({ evidence, ...suggestion }) => ({
					...suggestion,
					...reasons(evidence),
				})),
				...(listed.doubt === undefined ? {} : { doubt: listed.doubt[language] }),
				...reasons(decision.reasons),
				margin: decision.margin,
			})),
			orders: orders.map(({ listed, settlement, state, paidBy }) => ({
				id: listed.order.id,
				shop: listed.order.shop,
				number: listed.order.number,
				state,
				amount: listed.order.amount,
				assigned: { minor: settlement.assigned, currency: settlement.currency },
				outstanding: { minor: outstanding(settlement), currency: settlement.currency },
				surplus: { minor: surplus(settlement), currency: settlement.currency },
				paidBy,
			})),
			faults: faults.map((fault) => fault[language]),
			notes: notes.map((note) => note[language]),
		},
		null,
		2,
	);
}
