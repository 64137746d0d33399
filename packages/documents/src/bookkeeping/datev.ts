import { formatDecimal } from "@kontor/connector";
import { plainIban } from "../payment/account.ts";
import { type Checked, checked, type Problem, problem } from "../problem.ts";
import { DATEV_COLUMNS, datevLine, documentNumber, quoted, textField } from "./datev-format.ts";
import { type AccountRole, type BookkeepingEntry, ENTRY_KINDS } from "./entries.ts";
import { windows1252 } from "./windows-1252.ts";

/** The merchant's numbers with his tax adviser, who knows them all. */
export interface DatevSettings {
	/** 1001 to 9999999. */
	readonly consultant: number;
	/** 1 to 99999. */
	readonly client: number;
	readonly fiscalYearStart: string;
	/** Digits of general ledger accounts, 4 to 8; accounts of customers have one more. */
	readonly accountLength: number;
	/** "03" (SKR03), "04" (SKR04), or left out. */
	readonly chart?: "03" | "04" | undefined;
	readonly currency: string;
	/** General ledger account of each bank account, by IBAN. */
	readonly banks: Readonly<Record<string, string>>;
	readonly accounts: Readonly<Record<Exclude<AccountRole, "bank">, string>>;
	/** The collective account of customers that have none of their own. */
	readonly debtors: string;
}

export interface DatevBatch {
	readonly settings: DatevSettings;
	/** Within one fiscal year: the lines carry day and month only. */
	readonly from: string;
	readonly to: string;
	/** UTC, with Z. */
	readonly createdAt: string;
	readonly entries: readonly BookkeepingEntry[];
}

/** File name and bytes (Windows-1252) of a booking batch ("Buchungsstapel"). It is not locked: the tax adviser may change it. */
export function datevBatch(batch: DatevBatch): Checked<{ readonly filename: string; readonly bytes: Uint8Array }> {
	return checked(
		[...settingsProblems(batch), ...batch.entries.flatMap((entry, at) => entryProblems(batch, entry, at))],
		() => {
			const lines = [
				headerOf(batch),
				DATEV_COLUMNS.join(";"),
				...batch.entries.map((entry) => lineOf(batch.settings, entry)),
			];
			return {
				filename: `EXTF_Buchungsstapel_${batch.from}_${batch.to}.csv`,
				bytes: windows1252(`${lines.join("\r\n")}\r\n`),
			};
		},
	);
}

function headerOf({ settings, from, to, createdAt }: DatevBatch): string {
	const compact = (text: string) => text.replace(/\D/g, "");
	const title = `Kontor ${from} ${to}`;
	const written = compact(createdAt).padEnd(17, "0").slice(0, 17);
	const { consultant, client, fiscalYearStart, accountLength, currency, chart = "" } = settings;
	const fields = [
		[quoted("EXTF"), 700, 21, quoted("Buchungsstapel"), 13, written, "", quoted("RE"), quoted("Kontor"), quoted("")],
		[
			consultant,
			client,
			compact(fiscalYearStart),
			accountLength,
			compact(from),
			compact(to),
			quoted(title),
			quoted(""),
		],
		[1, 0, 0, quoted(currency), "", quoted(""), "", "", quoted(chart), "", "", quoted(""), quoted("")],
	].flat();
	return fields.join(";");
}

/** A negative amount is the same booking on the other side: the format knows no signs. */
function lineOf(settings: DatevSettings, entry: BookkeepingEntry): string {
	const { amount, order, day } = entry;
	const { side, title } = ENTRY_KINDS[entry.kind];
	const [, month = "", date = ""] = day.split("-");
	const reversed = amount.minor < 0;
	const text = [title.de, order.number, order.customerName, entry.text]
		.filter((part) => part !== undefined && part !== "")
		.join(" ");
	return datevLine({
		"Umsatz (ohne Soll/Haben-Kz)": formatDecimal({ ...amount, minor: Math.abs(amount.minor) }).replace(".", ","),
		"Soll/Haben-Kennzeichen": reversed ? (side === "S" ? "H" : "S") : side,
		"WKZ Umsatz": amount.currency,
		Konto: accountOf(settings, entry) ?? "",
		"Gegenkonto (ohne BU-Schlüssel)": order.debtorAccount ?? settings.debtors,
		Belegdatum: `${date}${month}`,
		"Belegfeld 1": documentNumber(order.invoiceNumber ?? order.number, 36),
		Buchungstext: textField(text, 60),
		"Zusatzinformation - Art 1": "Bestellung",
		"Zusatzinformation- Inhalt 1": textField(order.number, 210),
		"Zusatzinformation - Art 2": "Shop",
		"Zusatzinformation- Inhalt 2": textField(order.shop, 210),
		"Zusatzinformation - Art 3": "Kontor",
		"Zusatzinformation- Inhalt 3": textField(entry.id, 210),
		Festschreibung: "0",
	});
}

function accountOf(settings: DatevSettings, { kind, bankAccount }: BookkeepingEntry): string | undefined {
	const role = ENTRY_KINDS[kind].account;
	if (role !== "bank") return settings.accounts[role];
	return bankAccount === undefined ? undefined : settings.banks[plainIban(bankAccount)];
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
	const isAccount = (account: string, digits: number) => /^\d+$/.test(account) && account.length <= digits;
	const ledger = Object.entries({ ...settings.accounts, ...settings.banks });
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
