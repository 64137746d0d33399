import type { Text } from "@kontor/connector";
import type { KnownPayer, MatchPosting } from "@kontor/matching";
import { requiredDay } from "./date-checks.ts";
import { object, requiredMoney, requiredText, text, texts, whole } from "./field-checks.ts";

export const POSTING_FIELDS = [
	"id",
	"account",
	"shops",
	"bookingDate",
	"amount",
	"counterparty",
	"remittance",
	"endToEndId",
	"references",
	"transactionCode",
	"returnReason",
] as const;
export type PostingLine = Readonly<Partial<Record<(typeof POSTING_FIELDS)[number], unknown>>>;

/** A booked posting as a line of JSON: `id`, `bookingDate` and the signed amount are needed. @throws UnexpectedField */
export function readPostingLine(line: PostingLine): MatchPosting {
	return {
		id: requiredText(line.id, "id"),
		account: text(line.account, "account") ?? "",
		shops: texts(line.shops, "shops"),
		bookingDate: requiredDay(line.bookingDate, "bookingDate"),
		amount: requiredMoney(line.amount, "amount"),
		counterparty: counterparty(line.counterparty),
		remittance: text(line.remittance, "remittance"),
		endToEndId: text(line.endToEndId, "endToEndId"),
		references: texts(line.references, "references"),
		transactionCode: text(line.transactionCode, "transactionCode"),
		returnReason: text(line.returnReason, "returnReason"),
	};
}

function counterparty(value: unknown): MatchPosting["counterparty"] {
	if (value === undefined || value === null) return undefined;
	const { name, iban } = object(value, "counterparty", COUNTERPARTY);
	return { name: text(name, "counterparty.name"), iban: text(iban, "counterparty.iban") };
}

export const PAYER_FIELDS = ["iban", "customerNumber", "name", "payments"] as const;
export type PayerLine = Readonly<Partial<Record<(typeof PAYER_FIELDS)[number], unknown>>>;

/** @throws UnexpectedField */
export function readPayerLine(line: PayerLine): KnownPayer {
	return {
		iban: requiredText(line.iban, "iban"),
		customerNumber: text(line.customerNumber, "customerNumber"),
		name: text(line.name, "name"),
		payments: whole(line.payments, "payments", 0),
	};
}

const COUNTERPARTY: Text = {
	de: '{"name": "Erika Mustermann", "iban": "DE02 1203 0000 0000 2020 51"}',
	en: '{"name": "Erika Mustermann", "iban": "DE02 1203 0000 0000 2020 51"}',
};
