import type { Address, Money } from "@kontor/connector";

/** A claim as it is handed over to a debt collection partner (L1), with what its first letter must say (§ 13a RDG). */
export interface CollectionCase {
	/** Ours: the partner quotes it, so that its status comes back to the right order. */
	readonly id: string;
	readonly handedOverAt: string;
	readonly creditor: {
		readonly name: string;
		readonly address: Address;
		readonly email?: string | undefined;
		readonly phone?: string | undefined;
		readonly iban: string;
		readonly accountHolder: string;
		/** Whether the collection costs' VAT can be deducted; unknown must be asked for. */
		readonly deductsInputTax?: boolean | undefined;
	};
	readonly debtor: {
		readonly name: string;
		readonly company?: string | undefined;
		readonly customerNumber?: string | undefined;
		readonly address: Address;
		/** Where the address is from: what the debtor gave himself, or a source that the letter has to name. */
		readonly addressSource?:
			| { readonly kind: "debtor" }
			| { readonly kind: "traced"; readonly source: string }
			| undefined;
		readonly email?: string | undefined;
		readonly phone?: string | undefined;
		/** Of the duties of § 13a RDG only private persons have the benefit; unknown counts as private. */
		readonly isBusiness?: boolean | undefined;
		readonly language: string;
	};
	readonly contract: {
		/** What was sold: "Kaufvertrag über ein Fahrrad". */
		readonly object?: string | undefined;
		readonly day?: string | undefined;
		readonly shop: string;
		readonly orderNumber: string;
		readonly invoice?:
			| { readonly number: string; readonly day?: string | undefined; readonly dueDay?: string | undefined }
			| undefined;
	};
	readonly principal: Money;
	readonly payments: readonly { readonly day: string; readonly amount: Money }[];
	/** Since when, and by what (a reminder, a date agreed), the debtor is in default. */
	readonly inDefault?: { readonly since: string; readonly ground: string } | undefined;
	readonly interest?:
		| {
				readonly amount: Money;
				/** Per year, as a decimal: "6.27". */
				readonly percent?: string | undefined;
				readonly from?: string | undefined;
				readonly to?: string | undefined;
				/** What it is calculated on. */
				readonly on?: Money | undefined;
		  }
		| undefined;
	readonly costs: readonly {
		readonly kind: "reminderFee" | "lumpSum" | "other";
		readonly amount: Money;
		readonly reason?: string | undefined;
	}[];
	readonly reminders: readonly { readonly level: number; readonly day: string; readonly channel: "email" | "letter" }[];
	/** What the debtor objected, word for word. */
	readonly objections?: readonly string[] | undefined;
	readonly documents: readonly CaseDocument[];
}

/** Order, invoice, reminders, proofs: every paper of the case. */
export interface CaseDocument {
	readonly kind: "order" | "invoice" | "reminder" | "letter" | "proof" | "other";
	readonly filename: string;
	readonly contentType: string;
	readonly bytes: Uint8Array;
}
