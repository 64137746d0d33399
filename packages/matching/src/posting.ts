import type { Day, Money } from "@kontor/connector";

/** A booked posting as the engine sees it. */
export interface MatchPosting {
	/** Opaque; comes back in the decision. */
	readonly id: string;
	/** One's own account it was booked on. */
	readonly account: string;
	/** The shops of that account (C2). Left out: all. */
	readonly shops?: readonly string[] | undefined;
	readonly bookingDate: Day;
	/** Signed: money in is positive. */
	readonly amount: Money;
	readonly counterparty?: { readonly name?: string | undefined; readonly iban?: string | undefined } | undefined;
	/** What the payer wrote, blanks and line breaks as the bank delivered them. */
	readonly remittance?: string | undefined;
	/** The same without white space; read only where `remittance` is missing. */
	readonly searchText?: string | undefined;
	readonly endToEndId?: string | undefined;
	/** Structured creditor references (ISO 11649, Swiss QRR). */
	readonly references?: readonly string[] | undefined;
	/** GVC ("166"), ISO bank transaction code ("PMNT-RCDT-ESCT"), or a text that holds them ("NTRF+166+9070"). */
	readonly transactionCode?: string | undefined;
	/** Why a payment came back, where the bank says so ("AC04"). */
	readonly returnReason?: string | undefined;
}
