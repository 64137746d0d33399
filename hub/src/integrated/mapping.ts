import type { IntegratedPosting } from "@kontor/protocol";
import type { Entry, StatementEvent } from "@kontor/statements";

/** A provider's postings as a statement's: they take the way of all others. */
export async function* eventsOf(
	postings: readonly IntegratedPosting[],
	currency: string,
): AsyncGenerator<readonly StatementEvent[]> {
	yield postings.map((posting, index) => ({ type: "entry", entry: entryOf(posting, index) }));
	const head = { format: "integrated", account: { id: "" }, currency, warnings: [], position: { line: 1 } } as const;
	yield [{ type: "statement", head }];
}

/** @param index how many-eth it is of the delivery */
export function entryOf(posting: IntegratedPosting, index: number): Entry {
	const { id, remittance, counterparty, transactionCode, ...same } = posting;
	return {
		...same,
		remittance,
		searchText: remittance.replace(/\s+/g, ""),
		counterparty: { ...counterparty, iban: counterparty.iban?.replace(/\s/g, "").toUpperCase() },
		reversal: false,
		transactionCode: { domain: transactionCode },
		uniqueId: id,
		details: [],
		raw: JSON.stringify(posting),
		position: { line: 1, element: `postings[${index + 1}]` },
	};
}
