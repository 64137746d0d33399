import * as z from "zod";

/** What of GoCardless' answers is used, by its OpenAPI description (version 2.0). */

/** Says "" where it has none. */
const said = z
	.string()
	.nullish()
	.transform((text) => (text === null || text === "" ? undefined : text));

/** A number that is written as text. */
const days = z.coerce.number().int().positive().optional().catch(undefined);

export const Institution = z
	.object({ id: z.string(), transaction_total_days: days, max_access_valid_for_days: days })
	.transform(({ id, transaction_total_days: history, max_access_valid_for_days: consent }) => ({
		id,
		history,
		consent,
	}));

export const Institutions = z.array(z.object({ id: z.string(), name: z.string(), bic: said }));

export const Agreement = z.object({
	id: z.string(),
	/** When the account's holder agreed; from then the days count. */
	accepted: z.iso.datetime({ offset: true }).nullable(),
	access_valid_for_days: z.int().positive(),
});

export const Requisition = z.object({
	id: z.string(),
	status: z.string(),
	/** Where the holder consents. */
	link: z.url(),
	accounts: z.array(z.string()),
	agreement: z.string().optional(),
});

export const Account = z.object({ iban: said, owner_name: said, name: said });

export const AccountDetails = z.object({
	account: z.object({
		iban: said,
		currency: said,
		ownerName: said,
		name: said,
		displayName: said,
		product: said,
	}),
});
