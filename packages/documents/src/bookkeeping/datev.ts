import { formatDecimal } from "@kontor/connector";
import { type Checked, checked } from "../problem.ts";
import { accountOf, datevProblems, taxKeyOf } from "./check-datev.ts";
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
	/** General ledger account of each bank account, by IBAN without blanks. */
	readonly banks: Readonly<Record<string, string>>;
	readonly accounts: Readonly<Record<Exclude<AccountRole, "bank">, string>>;
	/** Tax key of the account of cash discounts; left out on an automatic account, which knows its rate. */
	readonly cashDiscountTaxKey?: string | undefined;
	/** Cash discounts on goods of other tax rates. */
	readonly cashDiscounts?: readonly DiscountAccount[] | undefined;
	/** The collective account of customers that have none of their own. */
	readonly debtors: string;
}

/** Where a cash discount reduces turnover of one tax rate, and with it the tax. */
export interface DiscountAccount {
	readonly taxPercent: number;
	/** An automatic account of the rate (SKR03: 8736 for 19 %, 8731 for 7 %), or one that needs the key. */
	readonly account: string;
	/** "BU-Schlüssel": 3 is 19 %, 2 is 7 % turnover tax; left out on an automatic account. */
	readonly taxKey?: string | undefined;
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
	return checked(datevProblems(batch), () => {
		const lines = [
			headerOf(batch),
			DATEV_COLUMNS.join(";"),
			...batch.entries.map((entry) => lineOf(batch.settings, entry)),
		];
		return {
			filename: `EXTF_Buchungsstapel_${batch.from}_${batch.to}.csv`,
			bytes: windows1252(`${lines.join("\r\n")}\r\n`),
		};
	});
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
		"BU-Schlüssel": taxKeyOf(settings, entry) ?? "",
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
