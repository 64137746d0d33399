import * as z from "zod";

/** By the OpenAPI description (version 2.0), and what banks make of it: null and "" for what is not there. */

const said = z
	.string()
	.nullish()
	.transform((text) => (text === null || text?.trim() === "" ? undefined : text));

const amount = z.object({ amount: z.string(), currency: z.string().regex(/^[A-Z]{3}$/) });

const account = z.object({ iban: said, bban: said, pan: said, maskedPan: said }).nullish().catch(undefined);

const exchange = z.object({ exchangeRate: said, instructedAmount: amount.optional().catch(undefined) });

const lines = z.array(z.string()).nullish().catch(undefined);

export const Transaction = z.object({
	transactionId: said,
	internalTransactionId: said,
	entryReference: said,
	endToEndId: said,
	mandateId: said,
	creditorId: said,
	bookingDate: said,
	bookingDateTime: said,
	valueDate: said,
	valueDateTime: said,
	transactionAmount: amount,
	/** A list by the description, one thing at some banks. */
	currencyExchange: z
		.union([z.array(exchange).transform(([first]) => first), exchange])
		.nullish()
		.catch(undefined),
	creditorName: said,
	creditorAccount: account,
	creditorAgent: said,
	ultimateCreditor: said,
	debtorName: said,
	debtorAccount: account,
	debtorAgent: said,
	ultimateDebtor: said,
	remittanceInformationUnstructured: said,
	remittanceInformationUnstructuredArray: lines,
	remittanceInformationStructured: said,
	remittanceInformationStructuredArray: lines,
	additionalInformation: said,
	bankTransactionCode: said,
	proprietaryBankTransactionCode: said,
});
export type Transaction = z.infer<typeof Transaction>;

export const Answer = z.object({
	transactions: z.object({ booked: z.array(z.unknown()), pending: z.array(z.unknown()).nullish() }),
	last_updated: said,
});
export type Answer = z.infer<typeof Answer>;

/** Numbers stay as they are written: amounts have no float in between, even where a bank does not quote them. */
export function parseJson(text: string): unknown {
	return JSON.parse(text, (_, value: unknown, context?: { readonly source?: string }) =>
		typeof value === "number" ? (context?.source ?? String(value)) : value,
	);
}
