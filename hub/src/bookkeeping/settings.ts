import type { Day } from "@kontor/connector";
import { type DatevSettings, taxKeyProblems } from "@kontor/documents";
import { BookkeepingSettings, problem } from "@kontor/protocol";
import { remember } from "../changes/remember.ts";
import type { MerchantTransaction } from "../db/database.ts";

/** Stored beside the merchant's other settings. */
export async function bookkeepingSettings(tx: MerchantTransaction): Promise<BookkeepingSettings> {
	const row = await tx.model.settings.findUnique({ where: { merchantId: tx.merchantId } });
	const body = row?.body;
	return BookkeepingSettings.parse(
		typeof body === "object" && body !== null && "bookkeeping" in body ? body.bookkeeping : {},
	);
}

/** @throws ProblemError 400 where something is no account */
export async function setBookkeepingSettings(
	tx: MerchantTransaction,
	settings: BookkeepingSettings,
	credential: string,
): Promise<BookkeepingSettings> {
	refuseNoAccounts(settings);
	refuseWrongKeys(settings);
	await refuseUnclearRates(tx, settings);
	await tx.execute(
		`INSERT INTO settings (merchant_id, body, updated_at) VALUES ($1::uuid, $2::jsonb, $3)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET body = settings.body || excluded.body, version = settings.version + 1, updated_at = excluded.updated_at`,
		tx.merchantId,
		JSON.stringify({ bookkeeping: settings }),
		tx.now,
	);
	await remember(tx, null, "settings-changed", { by: "person", credential, section: "bookkeeping" });
	return settings;
}

/** As the file is written with them, for a period that begins on a day. */
export function datevSettings(numbers: DatevNumbers, from: Day, currency: string): DatevSettings {
	const { consultant, client, accountLength, accounts, debtors, chart, banks, fiscalYearMonth } = numbers;
	const { cashDiscountTaxKey, cashDiscounts } = numbers;
	const [year = 0, month = 0] = from.split("-").map(Number);
	const startsIn = month >= fiscalYearMonth ? year : year - 1;
	return {
		consultant,
		client,
		accountLength,
		accounts,
		debtors,
		currency,
		...(chart !== null && { chart }),
		...(cashDiscountTaxKey !== null && { cashDiscountTaxKey }),
		cashDiscounts: cashDiscounts.map(({ taxPercent, account, taxKey }) => ({
			taxPercent,
			account,
			...(taxKey !== null && { taxKey }),
		})),
		banks: Object.fromEntries(Object.entries(banks).map(([iban, account]) => [iban.replace(/\s/g, ""), account])),
		fiscalYearStart: `${startsIn}-${String(fiscalYearMonth).padStart(2, "0")}-01`,
	};
}

export type DatevNumbers = NonNullable<BookkeepingSettings["datev"]>;

function refuseNoAccounts({ datev }: BookkeepingSettings): void {
	if (datev === null) return;
	const { accounts, banks, debtors, accountLength, cashDiscounts } = datev;
	const wrong = [
		...Object.entries(accounts).map(([name, account]) => [`accounts.${name}`, account, accountLength] as const),
		...Object.entries(banks).map(([iban, account]) => [`banks.${iban}`, account, accountLength] as const),
		...cashDiscounts.map(({ account }, at) => [`cashDiscounts.${at}.account`, account, accountLength] as const),
		["debtors", debtors, accountLength + 1] as const,
	].filter(([, account, digits]) => !/^\d+$/.test(account) || account.length > digits);
	const [first] = wrong;
	if (first === undefined) return;
	const [, account, digits] = first;
	throw problem("INVALID_REQUEST", {
		detail: `body.datev.${first[0]}: expected an account of at most ${digits} digits`,
		issues: wrong.map(([name, , most]) => ({
			path: `body.datev.${name}`,
			message: `expected an account of at most ${most} digits`,
		})),
		forMerchant: {
			de: `„${account}“ ist kein Konto mit höchstens ${digits} Ziffern.`,
			en: `“${account}” is no account of at most ${digits} digits.`,
		},
	});
}

/** @throws ProblemError 400 where an account refuses its key */
function refuseWrongKeys({ datev }: BookkeepingSettings): void {
	if (datev === null) return;
	const [wrong] = taxKeyProblems(datevSettings(datev, "2026-01-01", "EUR"));
	if (wrong === undefined) return;
	const { field, forMerchant } = wrong;
	throw problem("INVALID_REQUEST", {
		detail: `${field.replace("settings", "body.datev")}: ${forMerchant.en}`,
		forMerchant,
	});
}

/** @throws ProblemError 400 where a shop is of two rates, or is none */
async function refuseUnclearRates(tx: MerchantTransaction, { datev }: BookkeepingSettings): Promise<void> {
	const shops = datev?.cashDiscounts.flatMap((one) => one.shops) ?? [];
	if (shops.length === 0) return;
	const known = await tx.model.connection.findMany({
		where: { merchantId: tx.merchantId, id: { in: shops } },
		select: { id: true },
	});
	if (known.length === shops.length) return;
	throw problem("INVALID_REQUEST", {
		detail: "body.datev.cashDiscounts: expected each shop once, and none that is not yours",
		forMerchant: {
			de: "Jeder Shop kann nur bei einem Steuersatz stehen, und es muss ein eigener sein.",
			en: "Each shop can be at one tax rate only, and has to be one of yours.",
		},
	});
}
