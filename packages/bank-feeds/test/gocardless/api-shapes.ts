import * as z from "zod";

/** Requests and answers by the OpenAPI description of GoCardless Bank Account Data 2.0, as far as the fake has them. */

const amount = z.strictObject({ amount: z.string(), currency: z.string() });
const account = z.strictObject({
	iban: z.string().optional(),
	bban: z.string().optional(),
	pan: z.string().optional(),
	maskedPan: z.string().optional(),
	msisdn: z.string().optional(),
	currency: z.string().optional(),
});
const text = z.string().optional();

const Transaction = z.strictObject({
	transactionId: text,
	entryReference: text,
	endToEndId: text,
	mandateId: text,
	checkId: text,
	creditorId: text,
	bookingDate: text,
	valueDate: text,
	bookingDateTime: text,
	valueDateTime: text,
	transactionAmount: amount,
	currencyExchange: z
		.array(
			z.strictObject({
				sourceCurrency: text,
				exchangeRate: text,
				unitCurrency: text,
				targetCurrency: text,
				quotationDate: text,
				contractIdentification: text,
			}),
		)
		.optional(),
	creditorName: text,
	creditorAccount: account.optional(),
	ultimateCreditor: text,
	debtorName: text,
	debtorAccount: account.optional(),
	ultimateDebtor: text,
	remittanceInformationUnstructured: text,
	remittanceInformationUnstructuredArray: z.array(z.string()).optional(),
	remittanceInformationStructured: text,
	remittanceInformationStructuredArray: z.array(z.string()).optional(),
	additionalInformation: text,
	purposeCode: text,
	bankTransactionCode: text,
	proprietaryBankTransactionCode: text,
	internalTransactionId: text,
});

export const Transactions = z.strictObject({
	transactions: z.strictObject({ booked: z.array(Transaction), pending: z.array(Transaction).optional() }),
	last_updated: z.iso.datetime().optional(),
});

export const TokenRequest = z.strictObject({ secret_id: z.string(), secret_key: z.string() });

const Institution = z.strictObject({
	id: z.string(),
	name: z.string(),
	bic: text,
	transaction_total_days: text,
	max_access_valid_for_days: text,
	countries: z.array(z.string()),
	logo: z.string(),
});
export const Institutions = z.array(Institution);
export const InstitutionDetails = Institution.extend({
	supported_features: z.array(z.string()),
	identification_codes: z.array(z.string()),
});

const agreement = {
	institution_id: z.string().min(1),
	max_historical_days: z.int().min(1).max(730),
	access_valid_for_days: z.int().min(1).max(180),
	access_scope: z.array(z.enum(["balances", "details", "transactions"])).min(1),
};
export const AgreementRequest = z.strictObject(agreement);
export const Agreement = z.strictObject({
	...agreement,
	id: z.uuid(),
	created: z.iso.datetime(),
	accepted: z.iso.datetime().nullable(),
});

const requisition = {
	redirect: z.url().max(1024),
	institution_id: z.string().min(1),
	agreement: z.uuid(),
	reference: z.string().min(1).max(256),
	account_selection: z.boolean(),
	redirect_immediate: z.boolean(),
};
export const RequisitionRequest = z.strictObject(requisition);
export const Requisition = z.strictObject({
	...requisition,
	id: z.uuid(),
	created: z.iso.datetime(),
	status: z.enum(["CR", "ID", "LN", "RJ", "ER", "SU", "EX", "GC", "UA", "GA", "SA"]),
	accounts: z.array(z.uuid()),
	link: z.url(),
});

export const Account = z.strictObject({
	id: z.uuid(),
	iban: text,
	status: z.string(),
	institution_id: z.string(),
	owner_name: text,
	name: text,
});
export const AccountDetail = z.strictObject({
	account: z.strictObject({ resourceId: text, iban: text, currency: text, ownerName: text, name: text }),
});

export const ErrorResponse = z.strictObject({
	summary: z.string(),
	detail: z.string(),
	type: text,
	status_code: z.int(),
});
