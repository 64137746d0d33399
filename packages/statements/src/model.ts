import type { Day, Money, Text } from "@kontor/connector";

/**
 * Glossary
 *
 * - **statement**: what a bank says happened on one account in one period; a file holds one or many.
 * - **entry**: one movement of the account's balance, as the bank booked it (`:61:`, `Ntry`).
 * - **detail**: one payment inside an entry that books several at once (a batch, German "Sammler", `TxDtls`).
 * - **posting**: what entry and detail have in common; the unit that is assigned to orders.
 * - **fault**: why one statement could not be read. The file's other statements are not touched by it.
 * - **warning**: something odd in a statement that could be read.
 *
 * Amounts are signed from the account owner's view: money in is positive, money out negative.
 * Optional fields are absent (or `undefined`) where the bank said nothing; they are never empty strings.
 */

/** What a statement was read from. Formats to come add a member. */
export type StatementFormat =
	| "mt940"
	| "mt942"
	| "camt.052"
	| "camt.053"
	| "camt.054"
	| "csv"
	| "gocardless"
	| "integrated";

/** Where in the file something stands. */
export interface Position {
	/** In a ZIP the path of the file inside; the line counts from that one's beginning. */
	readonly member?: string | undefined;
	/** 1-based line of the file; in XML the line of the element's start tag (1 for a file without line breaks). */
	readonly line: number;
	/** In XML the path with 1-based indices, e.g. `Stmt[1]/Ntry[3]/Amt`; in MT files the tag, e.g. `:61:`. */
	readonly element?: string | undefined;
}

/** One's own account, as the statement names it. */
export interface Account {
	/** The account as the bank wrote it: an IBAN, `BLZ/number`, or any other number. Empty where the statement names none. */
	readonly id: string;
	/** Only where `id` is an IBAN; without blanks. */
	readonly iban?: string | undefined;
	readonly bic?: string | undefined;
	readonly ownerName?: string | undefined;
}

/** A balance at the end (closing) or the beginning (opening) of a day. */
export interface Balance {
	readonly amount: Money;
	readonly day: Day;
}

/** Whoever paid or was paid. A field is absent where the bank does not say. */
export interface Counterparty {
	readonly name?: string | undefined;
	/** As the bank names it, without blanks; what has not the shape of an IBAN is in `account`. */
	readonly iban?: string | undefined;
	/** The account number as written, where it is no IBAN. */
	readonly account?: string | undefined;
	readonly bic?: string | undefined;
	/** National bank code (BLZ), where no BIC is given. */
	readonly bankCode?: string | undefined;
	/** The party on whose behalf was paid (`UltmtDbtr`, `ABWA`) or who receives in the end (`UltmtCdtr`, `ABWE`). */
	readonly ultimateName?: string | undefined;
}

/** What kind of booking the bank says it is. Never a source for the sign. */
export interface TransactionCode {
	/** German Geschaeftsvorfallcode, three digits: "166" credit transfer in, "109" returned collection. */
	readonly gvc?: string | undefined;
	/** ISO domain, family and sub-family: "PMNT-RCDT-ESCT". */
	readonly domain?: string | undefined;
	/** The bank's own code as written: "NTRF+166+9070". */
	readonly proprietary?: string | undefined;
	/** Four characters of SWIFT (`:61:`): "NTRF", "FMSC". */
	readonly swift?: string | undefined;
}

/**
 * booked: part of the balance. pending: announced, may change or vanish; never settles an order.
 * info: said for information only; never settles an order.
 */
export type PostingStatus = "booked" | "pending" | "info";

/** What an entry and a detail of a batch have in common. */
export interface Posting {
	/** Signed: money in is positive. */
	readonly amount: Money;
	/** Day of booking. Where the bank gives none: the value day, else the day the statement was made. */
	readonly bookingDay: Day;
	/** Absent where the bank gives none. A 30 February (30/360 interest) is clamped to the last day of the month. */
	readonly valueDay?: Day | undefined;
	/** The value date as written ("160230", "2016-02-30+01:00"): part of the content key, so that clamping loses nothing. */
	readonly valueDayRaw?: string | undefined;
	readonly status: PostingStatus;
	/** The bank marks it as the reversal of an earlier booking. Says nothing about the sign. */
	readonly reversal: boolean;
	readonly counterparty: Counterparty;
	/**
	 * What the payer wrote, for people to read: sub-fields joined as they are, separate texts on separate lines. The
	 * structured references where there is no other text.
	 */
	readonly remittance: string;
	/** Further text of the payer beside a structured reference or the remittance (`AddtlRmtInf`, the message of a QR-bill). */
	readonly additionalRemittance?: string | undefined;
	/**
	 * `remittance` and `additionalRemittance` without any white space: banks wrap and pad anywhere, so search here. Of a camt
	 * without either the bank's own text, if it holds a digit.
	 */
	readonly searchText: string;
	/** The bank's name for the kind of booking: "GUTSCHR. UEBERWEISUNG". */
	readonly bookingText?: string | undefined;
	/** Chosen by the payer, not unique. NOTPROVIDED and NONREF count as none. */
	readonly endToEndId?: string | undefined;
	readonly mandateId?: string | undefined;
	readonly creditorId?: string | undefined;
	/** KREF, or the reference of `:61:`: what the account's owner gave his bank along. */
	readonly customerReference?: string | undefined;
	/** Structured references (ISO 11649 "RF...", Swiss QRR, numbers of referred documents), blanks removed. */
	readonly references: readonly string[];
	readonly transactionCode: TransactionCode;
	/** Why a payment came back: ISO code ("AC04", "MD06") where there is one, else the bank's words. */
	readonly returnReason?: string | undefined;
	/** Charges named along with the booking, one sum per currency; positive is what the account owner bears. */
	readonly charges: readonly Money[];
	/** The amount as ordered, signed like `amount`, where it differs from what was booked (foreign currency, charges). */
	readonly originalAmount?: Money | undefined;
	/** Units of the account's currency per unit of the original one or the inverse, as the bank wrote it. */
	readonly exchangeRate?: string | undefined;
	/** The bank's reference: `AcctSvcrRef`, or what follows `//` in `:61:`. Not unique at every bank. NONREF counts as none. */
	readonly bankReference?: string | undefined;
	/** `TxId`, or another id of the clearing: tells the details of a batch apart. */
	readonly transactionId?: string | undefined;
	/** An id the bank guarantees to be unique on the account (`FI-UMSATZ-ID`). */
	readonly uniqueId?: string | undefined;
}

/** One payment of a batch. Some banks list them without amounts. */
export interface Detail extends Omit<Posting, "amount"> {
	readonly amount?: Money | undefined;
}

/**
 * One movement of the balance.
 *
 * Where the bank lists exactly one payment for it, that payment's data are in the entry itself and `details` is
 * empty, unless its amount is not the entry's. Use `matchables` to get what is assigned to orders.
 */
export interface Entry extends Posting {
	/** The payments of a batch. May be fewer than `batchSize`: then a camt.054 holds them. */
	readonly details: readonly Detail[];
	/** How many payments the bank says it booked at once. */
	readonly batchSize?: number | undefined;
	/** The record as delivered, decoded: the `:61:` and `:86:` lines, or the `Ntry` element. */
	readonly raw: string;
	readonly position: Position;
}

/** Something odd in a statement that could be read. */
export interface Warning {
	/**
	 * `balance`: opening + booked entries is not closing. `currency`: none is named, EUR was assumed. `truncated`: no
	 * closing balance where the format has one, the file may be cut off. `field`: something was left out.
	 */
	readonly code: "balance" | "currency" | "truncated" | "field";
	readonly position: Position;
	readonly message: Text;
	/** `balance` only: closing - (opening + booked entries). */
	readonly difference?: Money | undefined;
}

/** A statement without its entries. */
export interface StatementHead {
	readonly format: StatementFormat;
	/** The schema the file claims, as a hint only: "camt.053.001.08"; of a CSV the profile it was read by: "dkb". */
	readonly version?: string | undefined;
	/** The bank's id of the statement: `Stmt/Id`, `:20:`. */
	readonly id?: string | undefined;
	/** Its number, where numbered: "135/1". Numbers start again every year. */
	readonly number?: string | undefined;
	readonly account: Account;
	/** Of the balances, else of the account or the first entry. Absent where nothing names one. */
	readonly currency?: string | undefined;
	readonly opening?: Balance | undefined;
	readonly closing?: Balance | undefined;
	/**
	 * The file proves that its entries stand newest first (CSV). `readStatements` delivers them oldest first all the
	 * same; entry by entry they come as they stand.
	 */
	readonly newestFirst?: boolean | undefined;
	readonly warnings: readonly Warning[];
	readonly position: Position;
}

export interface Statement extends StatementHead {
	readonly entries: readonly Entry[];
}

/** Why a statement (or a whole file) could not be read. */
export interface StatementFault {
	readonly position: Position;
	/** What stands there by the format: "an amount like 1234,50". */
	readonly expected: string;
	/** What was found, shortened to 80 characters. */
	readonly got: string;
	/** For the merchant, with position, expected and got in words. */
	readonly message: Text;
}

/** One statement of a file, or why it could not be read. */
export type StatementResult =
	| { readonly ok: true; readonly statement: Statement }
	| { readonly ok: false; readonly error: StatementFault };
