import { type Money, parseMoney } from "@kontor/connector";
import { moneyOrNone, negated } from "../amounts.ts";
import { unreadable } from "../fault.ts";
import type { Position } from "../model.ts";
import { schemaDecimal } from "./decimal.ts";
import type { RawCharge, RawPosting } from "./raw.ts";

/** Whether money comes in. `undefined` where the indicator says neither. */
export function isCredit(indicator: string | undefined): boolean | undefined {
	if (indicator === "CRDT") return true;
	return indicator === "DBIT" ? false : undefined;
}

/**
 * The entry's amount. The sign is `CdtDbtInd` alone: a reversal (`RvslInd`) does not flip it (README, Rules).
 *
 * @throws Unreadable where amount, currency or indicator is missing or cannot be read
 */
export function bookedAmount(raw: RawPosting, currency: string | undefined, position: Position): Money {
	const at = (element: string): Position => ({ line: position.line, element: `${position.element}/${element}` });
	const credit = isCredit(raw.indicator);
	if (credit === undefined) throw unreadable(at("CdtDbtInd"), INDICATOR, raw.indicator ?? "");
	if (raw.amount === undefined) throw unreadable(at("Amt"), AMOUNT, "");
	const own = raw.currency ?? currency;
	if (own === undefined || !/^[A-Z]{3}$/.test(own)) throw unreadable(at("Amt/@Ccy"), CURRENCY, own ?? "");
	try {
		return signed(parseMoney(schemaDecimal(raw.amount, own), own), credit);
	} catch {
		throw unreadable(at("Amt"), AMOUNT, raw.amount);
	}
}

/** A debit is negative, whether or not the bank also writes a minus, which the schema forbids. */
export function signed(amount: Money, credit: boolean): Money {
	return credit || amount.minor < 0 ? amount : negated(amount);
}

/** The amount, or `undefined` where it is none: for what is said beside the booking. */
export function amountOrNone(text: string | undefined, currency: string | undefined): Money | undefined {
	if (text === undefined || currency === undefined || !/^[A-Z]{3}$/.test(currency)) return undefined;
	return moneyOrNone(schemaDecimal(text, currency), currency);
}

/** `TxDtls/Amt`, up to .03 `AmtDtls/TxAmt`. Without sign. */
export function detailAmount(raw: RawPosting): Money | undefined {
	return amountOrNone(raw.amount, raw.currency) ?? amountOrNone(raw.transferred, raw.transferredCurrency);
}

/** What the payer ordered, or what was transferred in another currency, where it is not what was booked. */
export function originalAmount(raw: RawPosting, booked: Money | undefined): Money | undefined {
	const ordered = amountOrNone(raw.instructed, raw.instructedCurrency);
	const original = ordered ?? amountOrNone(raw.transferred, raw.transferredCurrency);
	if (!original || !booked) return original;
	if (original.currency === booked.currency && Math.abs(original.minor) === Math.abs(booked.minor)) return undefined;
	return signed(original, booked.minor >= 0);
}

/** One sum per currency. The single charges where there are any, else their total. */
export function chargesOf(charges: readonly RawCharge[]): readonly Money[] {
	if (charges.length === 0) return [];
	const single = sums(charges.filter(({ isTotal }) => !isTotal));
	return single.length > 0 ? single : sums(charges.filter(({ isTotal }) => isTotal));
}

function sums(charges: readonly RawCharge[]): Money[] {
	const totals = new Map<string, number>();
	for (const { amount, currency, indicator } of charges) {
		const money = amountOrNone(amount, currency);
		if (!money) continue;
		const borne = isCredit(indicator) === true ? -money.minor : money.minor;
		totals.set(money.currency, (totals.get(money.currency) ?? 0) + borne);
	}
	return [...totals].filter(([, minor]) => minor !== 0).map(([currency, minor]) => ({ minor, currency }));
}

const INDICATOR = { de: "CRDT oder DBIT", en: "CRDT or DBIT" };
const CURRENCY = { de: "eine Währung wie EUR", en: "a currency like EUR" };
const AMOUNT = {
	de: "ein Betrag wie 1234.50 mit den Nachkommastellen der Währung",
	en: "an amount like 1234.50 with the decimals of its currency",
};
