import type { CsvLayout, CsvStyle } from "../csv.ts";
import { amountText, dayText } from "../csv-cells.ts";
import { closingOf, type PrintedStatement } from "../printed.ts";

/** What most German banks' files have in common. */
export const GERMAN: Pick<CsvLayout, "currency" | "delimiter" | "lineEnd" | "decimal" | "group" | "day"> = {
	currency: "EUR",
	delimiter: ";",
	lineEnd: "\r\n",
	decimal: ",",
	group: ".",
	day: "DD.MM.YYYY",
};

/** The other party, where name, account and bank have columns of their own. */
export const COUNTERPARTY = ["name", "iban", "account", "bic", "bankCode"] as const;

/** The closing balance as the bank writes it. */
export function closingIn(statement: PrintedStatement, style: CsvStyle): readonly [day: string, amount: string] {
	const { day, amount } = closingOf(statement);
	return [dayText(day, style), amountText(amount, style)];
}
