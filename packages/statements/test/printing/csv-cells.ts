import { formatDecimal, type Money } from "@kontor/connector";
import type { Cell, CsvStyle } from "./csv.ts";
import type { PrintedEntry } from "./printed.ts";

/** A day as the bank writes it. */
export function dayText(day: string | undefined, style: CsvStyle): string {
	if (day === undefined) return "";
	const [year = "", month = "", date = ""] = day.split("-");
	switch (style.day) {
		case "DD.MM.YYYY":
			return `${date}.${month}.${year}`;
		case "D.M.YYYY":
			return `${Number(date)}.${Number(month)}.${year}`;
		case "DD.MM.YY":
			return `${date}.${month}.${year.slice(2)}`;
		case "MM/DD/YYYY":
			return `${month}/${date}/${year}`;
		default:
			return day;
	}
}

/** An amount as the bank writes it, with its minus. */
export function amountText(money: Money | undefined, { decimal, group, dropZeros }: CsvStyle): string {
	if (money === undefined) return "";
	const [whole = "", fraction = ""] = formatDecimal({ ...money, minor: Math.abs(money.minor) }).split(".");
	const kept = dropZeros ? fraction.replace(/0+$/, "") : fraction;
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
	return `${money.minor < 0 ? "-" : ""}${grouped}${kept === "" ? "" : decimal + kept}`;
}

const said =
	(of: (entry: PrintedEntry) => string | undefined): Cell =>
	({ entry }) =>
		of(entry) ?? "";

export const nothing: Cell = () => "";
export const always =
	(text: string): Cell =>
	() =>
		text;
export const ownAccount: Cell = ({ statement }) => statement.account;
export const currency: Cell = ({ statement }) => statement.currency;
export const bookingDay: Cell = ({ entry }, style) => dayText(entry.bookingDay, style);
export const valueDay: Cell = ({ entry }, style) => dayText(entry.valueDay, style);
export const amount: Cell = ({ entry }, style) => amountText(entry.amount, style);
export const unsignedAmount: Cell = ({ entry: { amount: own } }, style) =>
	amountText({ ...own, minor: Math.abs(own.minor) }, style);
export const debit: Cell = ({ entry }, style) => (entry.amount.minor < 0 ? amountText(entry.amount, style) : "");
export const credit: Cell = ({ entry }, style) => (entry.amount.minor < 0 ? "" : amountText(entry.amount, style));
export const balance: Cell = ({ statement, balance: minor }, style) =>
	amountText({ minor, currency: statement.currency }, style);
export const original: Cell = ({ entry }, style) => amountText(entry.originalAmount, style);
export const originalWithCurrency: Cell = ({ entry: { originalAmount } }, style) =>
	originalAmount === undefined ? "" : `${amountText(originalAmount, style)} ${originalAmount.currency}`;
export const originalCurrency = said(({ originalAmount }) => originalAmount?.currency);
export const charge: Cell = ({ entry }, style) => amountText(entry.charges[0], style);
export const name = said(({ counterparty }) => counterparty.name);
export const payer: Cell = ({ entry }) => (entry.amount.minor < 0 ? "Muster GmbH" : (entry.counterparty.name ?? ""));
export const payee: Cell = ({ entry }) => (entry.amount.minor < 0 ? (entry.counterparty.name ?? "") : "Muster GmbH");
export const ultimateName = said(({ counterparty }) => counterparty.ultimateName);
export const account = said(({ counterparty }) => counterparty.iban ?? counterparty.account);
export const bank = said(({ counterparty }) => counterparty.bic ?? counterparty.bankCode);
export const bookingText = said((entry) => entry.bookingText);
export const remittance = said((entry) => entry.remittance);
export const endToEndId = said((entry) => entry.endToEndId ?? "NOTPROVIDED");
export const mandateId = said((entry) => entry.mandateId);
export const creditorId = said((entry) => entry.creditorId);
export const customerReference = said((entry) => entry.customerReference);
export const bankReference = said((entry) => entry.bankReference);

export const status =
	(booked: string, pending: string): Cell =>
	({ entry }) =>
		entry.status === "pending" ? pending : booked;

/** A text with labelled values behind it, those that there are. */
export const labelled =
	(text: Cell, ...values: readonly (readonly [label: string, of: Cell])[]): Cell =>
	(row, style) => {
		const parts = values.map(([label, of]) => [label, of(row, style)] as const);
		const said = parts.filter(([, value]) => value !== "").map(([label, value]) => `${label}${value}`);
		return [text(row, style), ...said].filter((part) => part !== "").join(" ");
	};
