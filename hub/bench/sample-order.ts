import type { Order, OrderRef } from "@kontor/connector";

/** An order as a shop delivers it, of usual size: addresses, an invoice, a customer. */
export function sampleOrder(ref: string, revision: number): Order {
	return {
		ref: ref as OrderRef,
		number: `R-${ref}`,
		revision,
		placedAt: "2026-11-02T07:00:00Z",
		recordedAt: "2026-11-02T07:00:01Z",
		amount: { minor: 10_000, currency: "EUR" },
		receivedInShop: { minor: 0, currency: "EUR" },
		paymentMethod: { id: "bacs", title: "Vorkasse per Banküberweisung" },
		statuses: { order: "pending" },
		customer: {
			number: `K-${ref}`,
			name: "Erika Mustermann",
			company: "Mustermann & Söhne GmbH",
			email: `kundin-${revision}@example.org`,
			language: "de-DE",
			billing: {
				name: "Erika Mustermann",
				company: "Mustermann & Söhne GmbH",
				street: "Heidestraße 17",
				postcode: "51147",
				city: "Köln",
				country: "DE",
			},
		},
		invoice: { number: `RE-${ref}`, date: "2026-11-02" },
		paymentTerms: [{ days: 14, discountPercent: 2 }],
		additionalNumbers: [],
	};
}
