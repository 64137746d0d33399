/** What the elements of a statement say, as written: texts by meaning, nothing interpreted. */

export interface RawParty {
	name?: string | undefined;
	/** Of the account that belongs to the party. */
	iban?: string | undefined;
	account?: string | undefined;
	bic?: string | undefined;
	bankCode?: string | undefined;
	/** In collections the creditor's identifier stands with the creditor's party. */
	identifier?: string | undefined;
}

export interface RawCharge {
	amount?: string | undefined;
	currency?: string | undefined;
	indicator?: string | undefined;
	/** `true` for the sum that stands beside single records (.04 and later). */
	isTotal: boolean;
}

interface RawProprietaryReference {
	type?: string | undefined;
	reference?: string | undefined;
}

/** The single texts of `Ntry` and `TxDtls`. */
export interface PostingTexts {
	amount?: string | undefined;
	currency?: string | undefined;
	indicator?: string | undefined;
	/** `InstdAmt`: what the payer ordered. */
	instructed?: string | undefined;
	instructedCurrency?: string | undefined;
	/** `TxAmt`: what was transferred. */
	transferred?: string | undefined;
	transferredCurrency?: string | undefined;
	exchangeRate?: string | undefined;
	bankReference?: string | undefined;
	endToEndId?: string | undefined;
	mandateId?: string | undefined;
	transactionId?: string | undefined;
	uetr?: string | undefined;
	messageId?: string | undefined;
	paymentInfoId?: string | undefined;
	domain?: string | undefined;
	family?: string | undefined;
	subFamily?: string | undefined;
	proprietaryCode?: string | undefined;
	codeIssuer?: string | undefined;
	returnCode?: string | undefined;
	returnText?: string | undefined;
	/** `AddtlNtryInf`, `AddtlTxInf`. */
	information?: string | undefined;
}

export interface RawPosting extends PostingTexts {
	/** Whether there is a `RtrInf` at all. */
	returned: boolean;
	readonly debtor: RawParty;
	readonly creditor: RawParty;
	readonly ultimateDebtor: RawParty;
	readonly ultimateCreditor: RawParty;
	readonly charges: RawCharge[];
	readonly proprietaryReferences: RawProprietaryReference[];
	readonly unstructured: string[];
	/** Free text of structured remittance (`AddtlRmtInf`). */
	readonly additional: string[];
	/** `CdtrRefInf/Ref` and `RfrdDocInf/Nb`. */
	readonly references: string[];
}

/** The single texts that only `Ntry` has. */
export interface EntryTexts {
	reversal?: string | undefined;
	status?: string | undefined;
	bookingDate?: string | undefined;
	valueDate?: string | undefined;
	batchSize?: string | undefined;
}

export interface RawEntry extends RawPosting, EntryTexts {
	readonly details: RawPosting[];
}

export interface RawBalance {
	type?: string | undefined;
	amount?: string | undefined;
	currency?: string | undefined;
	indicator?: string | undefined;
	date?: string | undefined;
}

export interface StatementTexts {
	id?: string | undefined;
	number?: string | undefined;
	legalNumber?: string | undefined;
	created?: string | undefined;
	/** `FrToDt`: what the statement is about. */
	from?: string | undefined;
	to?: string | undefined;
	iban?: string | undefined;
	account?: string | undefined;
	currency?: string | undefined;
	ownerName?: string | undefined;
	bic?: string | undefined;
}

interface RawStatement extends StatementTexts {
	readonly balances: RawBalance[];
}

/** Where the reader stands in a statement: the records that its elements are written to. */
export interface Work {
	readonly statement: RawStatement;
	entry: RawEntry;
	/** The entry, or inside `TxDtls` its detail. */
	posting: RawPosting;
	balance: RawBalance;
	charge: RawCharge;
}

export function newWork(): Work {
	const entry = newEntry();
	return { statement: { balances: [] }, entry, posting: entry, balance: {}, charge: { isTotal: false } };
}

export function newEntry(): RawEntry {
	return { ...newPosting(), details: [] };
}

export function newPosting(): RawPosting {
	return {
		returned: false,
		debtor: {},
		creditor: {},
		ultimateDebtor: {},
		ultimateCreditor: {},
		charges: [],
		proprietaryReferences: [],
		unstructured: [],
		additional: [],
		references: [],
	};
}
