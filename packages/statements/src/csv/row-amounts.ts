import { type Money, parseMoney, type Text } from "@kontor/connector";
import { moneyOrNone, negated } from "../amounts.ts";
import { unreadable } from "../fault.ts";
import type { Posting } from "../model.ts";
import { orNone } from "../text.ts";
import { decimalIn } from "./cells.ts";
import type { Conventions } from "./conventions.ts";
import { saysOneOf } from "./labels.ts";
import type { CsvRow } from "./records.ts";
import { at, cellAt, type RowContext } from "./row-context.ts";

/** What moved the balance, signed; fees are in it already. */
export function amountOf(row: CsvRow, currency: string, context: RowContext): Money {
	const { layout } = context;
	const { amount, debit, credit } = layout.of;
	const filled = (index: number) => cellAt(row, index) !== "";
	// Debit and credit count first: what stands beside them may be another amount (that of a returned collection).
	const paidIn = filled(credit) ? money(row, credit, currency, context) : undefined;
	const paidOut = filled(debit) ? money(row, debit, currency, context) : undefined;
	if (!paidIn && !paidOut && filled(amount)) return signed(money(row, amount, currency, context), row, context);
	// Banks fill the other column with a zero, or not at all.
	if (paidIn !== undefined && (paidOut === undefined || paidOut.minor === 0)) return paidIn;
	if (paidOut === undefined) throw unreadable(at(row, layout, Math.max(amount, debit, credit)), AMOUNT, "");
	if (paidIn !== undefined && paidIn.minor !== 0)
		throw unreadable(at(row, layout, credit), ONE_SIDE, row.cells[credit] ?? "");
	// Some banks write the debit with its minus, others without.
	return paidOut.minor > 0 ? negated(paidOut) : paidOut;
}

function money(row: CsvRow, index: number, currency: string, { conventions, layout }: RowContext): Money {
	const cell = cellAt(row, index);
	const decimal = decimalIn(cell, conventions.decimal);
	if (decimal === undefined) throw unreadable(at(row, layout, index), AMOUNTS[conventions.decimal], cell);
	try {
		return parseMoney(decimal, currency);
	} catch {
		throw unreadable(at(row, layout, index), FINE, `${cell} ${currency}`);
	}
}

function signed(amount: Money, row: CsvRow, { mapping, layout }: RowContext): Money {
	const { sign } = mapping;
	const word = cellAt(row, layout.sign);
	if (sign === undefined || layout.sign < 0 || (word === "" && amount.minor < 0)) return amount;
	const isDebit = saysOneOf(word, sign.debit);
	if (isDebit === saysOneOf(word, sign.credit)) {
		throw unreadable(at(row, layout, layout.sign), signs(sign.debit, sign.credit), word);
	}
	return isDebit === amount.minor > 0 ? negated(amount) : amount;
}

export function chargesOf(
	fee: string | undefined,
	currency: string,
	{ mapping, conventions }: RowContext,
): readonly Money[] {
	const charge = moneyOrNone(decimalIn(fee ?? "", conventions.decimal), currency);
	if (charge === undefined || charge.minor === 0) return [];
	return [mapping.fees === "movement" || charge.minor < 0 ? negated(charge) : charge];
}

export function originalOf(
	row: CsvRow,
	amount: Money,
	{ conventions, layout }: RowContext,
): Pick<Posting, "originalAmount" | "exchangeRate"> {
	const cell = cellAt(row, layout.of.originalAmount);
	const currency =
		currencyOf(cellAt(row, layout.of.originalCurrency)) ?? /[A-Z]{3}$/.exec(cell)?.[0] ?? amount.currency;
	const original = moneyOrNone(decimalIn(cell, conventions.decimal), currency);
	if (original === undefined || original.minor === 0) return {};
	const originalAmount = original.minor < 0 === amount.minor < 0 ? original : negated(original);
	if (originalAmount.minor === amount.minor && currency === amount.currency) return {};
	return {
		originalAmount,
		exchangeRate: currency === amount.currency ? undefined : orNone(cellAt(row, layout.of.exchangeRate)),
	};
}

export function currencyOf(cell: string | undefined): string | undefined {
	if (cell === "€") return "EUR";
	const code = cell?.trim().toUpperCase();
	return code !== undefined && /^[A-Z]{3}$/.test(code) ? code : undefined;
}

function signs(debit: readonly string[], credit: readonly string[]): Text {
	return { de: `${debit[0]} oder ${credit[0]}`, en: `${debit[0]} or ${credit[0]}` };
}

const AMOUNT: Text = { de: "ein Betrag", en: "an amount" };
const AMOUNTS: Readonly<Record<Conventions["decimal"], Text>> = {
	",": { de: "ein Betrag wie 1.234,50", en: "an amount like 1.234,50" },
	".": { de: "ein Betrag wie 1234.50", en: "an amount like 1234.50" },
};
const FINE: Text = { de: "ein Betrag ohne überzählige Nachkommastellen", en: "an amount without surplus decimals" };
const ONE_SIDE: Text = {
	de: "ein Betrag nur im Soll oder nur im Haben",
	en: "an amount on one side only, debit or credit",
};
