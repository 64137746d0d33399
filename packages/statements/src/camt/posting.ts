import type { Money } from "@kontor/connector";
import type { Account, Posting, TransactionCode } from "../model.ts";
import { orNone, referenceOrNone, withoutBlanks } from "../text.ts";
import { counterpartyOf } from "./counterparty.ts";
import { purposeOf } from "./labelled-lines.ts";
import { chargesOf, originalAmount } from "./money.ts";
import type { RawPosting } from "./raw.ts";

/** What an entry and a detail say beside amount, dates and status. */
type Described = Omit<Posting, "amount" | "bookingDay" | "valueDay" | "valueDayRaw" | "status" | "reversal">;

/**
 * @param credit whether money comes in
 * @param amount as booked; absent for a detail without one
 */
export function postingOf(raw: RawPosting, credit: boolean, amount: Money | undefined, account: Account): Described {
	const references = raw.references.map(withoutBlanks);
	const { lines, labelled } = purposeOf(raw.unstructured);
	const remittance = remittanceOf(raw, lines).join("\n");
	const additional = raw.additional.join("\n");
	const code = transactionCodeOf(raw);
	const returned = raw.returned || /-(RRTN|UPDD|RPCR)$/.test(code.domain ?? "");
	return {
		counterparty: counterpartyOf(raw, credit, returned, account),
		remittance,
		additionalRemittance: additional === remittance ? undefined : orNone(additional),
		searchText: withoutBlanks((additional === remittance ? remittance : remittance + additional) || toldByBank(raw)),
		bookingText: orNone(raw.information),
		endToEndId: referenceOrNone(raw.endToEndId ?? labelled.endToEndId),
		mandateId: referenceOrNone(raw.mandateId ?? labelled.mandateId),
		creditorId: creditorIdOf(raw) ?? labelled.creditorId,
		customerReference: referenceOrNone(raw.paymentInfoId) ?? referenceOrNone(raw.messageId),
		references,
		transactionCode: code,
		returnReason: raw.returned ? (orNone(raw.returnCode) ?? orNone(raw.returnText)) : undefined,
		charges: chargesOf(raw.charges),
		originalAmount: originalAmount(raw, amount),
		exchangeRate: orNone(raw.exchangeRate),
		bankReference: referenceOrNone(raw.bankReference),
		transactionId: referenceOrNone(raw.transactionId) ?? orNone(raw.uetr),
		uniqueId: raw.proprietaryReferences.find(({ type }) => type !== undefined && UNIQUE.test(type))?.reference,
	};
}

/** What the payer wrote; where that is nothing, what stands in the structured part. */
function remittanceOf({ additional, references }: RawPosting, unstructured: readonly string[]): readonly string[] {
	if (unstructured.length > 0) return unstructured;
	return references.length > 0 ? references : additional;
}

/**
 * Some banks put payer and purpose into their own text and nowhere else ("Gutschrift Muster, Rechnung 4711"). Without a
 * digit it only names the kind of booking, and nothing could be found by it.
 */
function toldByBank({ information = "" }: RawPosting): string {
	return /\d/.test(information) ? information : "";
}

/** Finanz Informatik (Sparkassen) numbers every movement of an account. */
const UNIQUE = /^FI-?UMSATZ-?ID$/i;

function transactionCodeOf(raw: RawPosting): TransactionCode {
	const domain = [raw.domain, raw.family, raw.subFamily].filter((part) => part !== undefined).join("-");
	const proprietary = raw.proprietaryCode;
	// German banks: SWIFT code + GVC + primanota, or the GVC alone.
	const german = /^(?:([A-Z0-9]{4})\+)?(\d{3})(?:\+|$)/.exec(proprietary ?? "");
	const isGvc = german !== null && (german[1] !== undefined || /^(DK|ZKA|DFÜ)/i.test(raw.codeIssuer ?? ""));
	return {
		gvc: isGvc ? german[2] : undefined,
		domain: domain || undefined,
		proprietary,
		swift: isGvc ? german[1] : undefined,
	};
}

/** SEPA creditor identifier: country, check digits, business code, national id. */
const CREDITOR_ID = /^[A-Z]{2}\d{2}[A-Z0-9]{3}[A-Z0-9]{1,28}$/;

function creditorIdOf({ creditor, mandateId }: RawPosting): string | undefined {
	const id = creditor.identifier;
	return id !== undefined && mandateId !== undefined && CREDITOR_ID.test(id) ? id : undefined;
}
