import { plainIban } from "../payment/account.ts";
import { type Problem, problem } from "../problem.ts";
import type { DatevBatch, DatevSettings } from "./datev.ts";
import { type BookkeepingEntry, ENTRY_KINDS } from "./entries.ts";

/** Everything for which the tax adviser's program would refuse the file, or a booking in it. */
export function datevProblems(batch: DatevBatch): readonly Problem[] {
	return [...settingsProblems(batch), ...batch.entries.flatMap((entry, at) => entryProblems(batch, entry, at))];
}

/** The general ledger account of an entry, where one is set. */
export function accountOf(settings: DatevSettings, entry: BookkeepingEntry): string | undefined {
	const role = ENTRY_KINDS[entry.kind].account;
	if (role === "bank")
		return entry.bankAccount === undefined ? undefined : settings.banks[plainIban(entry.bankAccount)];
	return discountOf(settings, entry)?.account ?? settings.accounts[role];
}

/** The tax key of an entry: of cash discounts alone, and of those only where their account does not know its rate by itself. */
export function taxKeyOf(settings: DatevSettings, entry: BookkeepingEntry): string | undefined {
	if (entry.kind !== "cashDiscount") return undefined;
	const discount = discountOf(settings, entry);
	return discount === undefined ? settings.cashDiscountTaxKey : discount.taxKey;
}

function discountOf({ cashDiscounts = [] }: DatevSettings, { kind, taxPercent }: BookkeepingEntry) {
	return kind === "cashDiscount" ? cashDiscounts.find((one) => one.taxPercent === taxPercent) : undefined;
}

/** "Gewährte Skonti" of one tax rate: they compute the tax by themselves, and refuse a key. */
const AUTOMATIC = { "03": ["8731", "8736"], "04": ["4731", "4736"] } as const satisfies Record<
	string,
	readonly string[]
>;
/** Takes the automatic off ("Aufhebung der Automatik"): the only key that such an account takes. */
const WITHOUT_AUTOMATIC = "40";

/** What is wrong with the tax keys of cash discounts. */
export function taxKeyProblems({
	chart,
	accountLength,
	accounts,
	cashDiscountTaxKey,
	cashDiscounts = [],
}: DatevSettings) {
	const usual = { account: accounts.cashDiscount, taxKey: cashDiscountTaxKey, field: "settings.cashDiscountTaxKey" };
	const others = cashDiscounts.map((one, at) => ({ ...one, field: `settings.cashDiscounts[${at}].taxKey` }));
	const isAutomatic = (account: string) =>
		chart !== undefined &&
		AUTOMATIC[chart].some((known) => account === known.padEnd(accountLength, "0") || account === known);
	return [usual, ...others].flatMap(({ account, taxKey, field }): readonly Problem[] => {
		if (taxKey === undefined) return [];
		if (!/^\d{1,4}$/.test(taxKey)) {
			return [
				problem(
					field,
					"tax-key",
					`"${taxKey}" ist kein BU-Schlüssel: 1 bis 4 Ziffern.`,
					`"${taxKey}" is no tax key: 1 to 4 digits.`,
				),
			];
		}
		if (!isAutomatic(account) || taxKey === WITHOUT_AUTOMATIC) return [];
		return [
			problem(
				field,
				"automatic-account",
				`${account} ist ein Automatikkonto und darf keinen BU-Schlüssel tragen.`,
				`${account} is an automatic account and must not carry a tax key.`,
			),
		];
	});
}

function settingsProblems({ settings, from, to }: DatevBatch): readonly Problem[] {
	const { consultant, client, accountLength, fiscalYearStart } = settings;
	const found: Problem[] = [];
	const whole = (value: number, least: number, most: number) =>
		Number.isSafeInteger(value) && value >= least && value <= most;
	if (!whole(consultant, 1001, 9_999_999))
		found.push(
			problem(
				"settings.consultant",
				"number",
				"Die Beraternummer liegt zwischen 1001 und 9999999.",
				"The consultant's number is between 1001 and 9999999.",
			),
		);
	if (!whole(client, 1, 99_999))
		found.push(
			problem(
				"settings.client",
				"number",
				"Die Mandantennummer liegt zwischen 1 und 99999.",
				"The client's number is between 1 and 99999.",
			),
		);
	if (!whole(accountLength, 4, 8))
		found.push(
			problem(
				"settings.accountLength",
				"number",
				"Sachkonten haben 4 bis 8 Stellen.",
				"General ledger accounts have 4 to 8 digits.",
			),
		);
	const yearEnd = `${Number(fiscalYearStart.slice(0, 4)) + 1}${fiscalYearStart.slice(4)}`;
	if (from > to || from < fiscalYearStart || to >= yearEnd) {
		found.push(
			problem(
				"to",
				"fiscal-year",
				"Der Zeitraum muss in einem Wirtschaftsjahr liegen.",
				"The period has to lie within one fiscal year.",
			),
		);
	}
	found.push(...taxKeyProblems(settings));
	const isAccount = (account: string, digits: number) => /^\d+$/.test(account) && account.length <= digits;
	const discounts = settings.cashDiscounts?.map(({ account }, at) => [`cashDiscounts[${at}]`, account] as const) ?? [];
	const ledger = [...Object.entries({ ...settings.accounts, ...settings.banks }), ...discounts];
	for (const [name, account] of [...ledger, ["debtors", settings.debtors] as const]) {
		const digits = name === "debtors" ? accountLength + 1 : accountLength;
		if (!isAccount(account, digits))
			found.push(
				problem(
					`settings.${name}`,
					"account",
					`"${account}" ist kein Konto mit höchstens ${digits} Ziffern.`,
					`"${account}" is no account of at most ${digits} digits.`,
				),
			);
	}
	return found;
}

function entryProblems({ settings, from, to }: DatevBatch, entry: BookkeepingEntry, at: number): readonly Problem[] {
	const found: Problem[] = [];
	const add = (field: string, code: string, de: string, en: string) =>
		found.push(problem(`entries[${at}].${field}`, code, de, en));
	if (entry.day < from || entry.day > to)
		add("day", "outside", `Der ${entry.day} liegt nicht im Zeitraum.`, `${entry.day} is not within the period.`);
	if (entry.amount.currency !== settings.currency)
		add(
			"amount",
			"currency",
			`Buchungen in ${entry.amount.currency} brauchen einen Kurs und werden nicht ausgegeben.`,
			`Bookings in ${entry.amount.currency} need a rate and are not exported.`,
		);
	if (entry.amount.minor === 0 || Math.abs(entry.amount.minor) > 999_999_999_999)
		add(
			"amount",
			"amount",
			"Der Betrag muss zwischen 0,01 und 9.999.999.999,99 liegen.",
			"The amount has to be between 0.01 and 9,999,999,999.99.",
		);
	if (accountOf(settings, entry) === undefined)
		add(
			"bankAccount",
			"bank-unknown",
			`Für das Bankkonto ${entry.bankAccount ?? ""} ist kein Sachkonto eingestellt.`,
			`There is no ledger account set for the bank account ${entry.bankAccount ?? ""}.`,
		);
	const debtor = entry.order.debtorAccount;
	if (debtor !== undefined && (!/^\d+$/.test(debtor) || debtor.length > settings.accountLength + 1))
		add(
			"order.debtorAccount",
			"account",
			`"${debtor}" ist kein Debitorenkonto.`,
			`"${debtor}" is no customer account.`,
		);
	return found;
}
