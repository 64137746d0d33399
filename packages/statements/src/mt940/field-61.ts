import type { Day } from "@kontor/connector";
import { plainDecimal } from "../amounts.ts";
import { nearestDay, shortDay } from "../days.ts";
import { unreadable } from "../fault.ts";
import { orNone, referenceOrNone } from "../text.ts";
import type { Field } from "./fields.ts";

/** `:61:`, the statement line. */
export interface StatementLine {
	readonly valueDay: Day;
	readonly valueDayRaw: string;
	/** Booking day, where the bank gives one. */
	readonly entryDay: Day | undefined;
	/** Plain decimal, signed from the account owner's view. */
	readonly amount: string;
	readonly reversal: boolean;
	/** `NTRF`, `N051`; absent where the bank leaves it out. */
	readonly swiftCode: string | undefined;
	readonly customerReference: string | undefined;
	readonly bankReference: string | undefined;
	/** `/OCMT/EUR50,00/`: the amount before charges or conversion. */
	readonly original: CurrencyAmount | undefined;
	readonly charges: CurrencyAmount | undefined;
	/** Any other text of the second line: bank's words or the counterparty. */
	readonly supplement: string | undefined;
	/** Nothing stands behind the amount. */
	readonly bare: boolean;
}

export interface CurrencyAmount {
	readonly currency: string;
	/** Plain decimal without sign. */
	readonly decimal: string;
}

/** value date, entry date, mark, funds letter, amount, and the rest. The funds letter follows the mark: `CR50990,05` is a credit. */
const LINE = /^(\d{6})(\d{4}| {4})? *(R[CD]|E[CD]|[CD])([A-Z])? *(\d[\d.,]*|[.,]\d+) *(.*)$/;
/** Type code: S, N or F and three characters. `NONREF` directly after the amount is a reference without type code. */
const TYPE = /^(?!NONREF *(?:\/\/|$))([SNF][A-Z0-9 ]{3})(.*)$/;
/** The amount goes on behind a foreign sign ("1X9,00"): half of it would be a wrong one. */
const DAMAGED = /^.\d*[.,]\d/;

/** @throws Unreadable where value date, mark or amount cannot be read */
export function readStatementLine(field: Field): StatementLine {
	const position = { line: field.line, element: ":61:" };
	const { found, extra } = matchLine(field.lines);
	if (!found) throw unreadable(position, SHAPE, field.lines[0] ?? "");
	const [, valueDayRaw = "", entryRaw, mark = "", , amount = "", rest = ""] = found;
	const valueDay = shortDay(valueDayRaw);
	if (valueDay === undefined) throw unreadable(position, DATE, valueDayRaw);
	const hasEntry = entryRaw !== undefined && /[1-9]/.test(entryRaw);
	const entryDay = hasEntry ? nearestDay(entryRaw, valueDay) : undefined;
	if (hasEntry && entryDay === undefined) throw unreadable(position, ENTRY_DATE, entryRaw);
	const decimal = plainDecimal(amount);
	const typed = TYPE.exec(rest);
	if (!typed && DAMAGED.test(rest)) throw unreadable(position, AMOUNT, amount + rest);
	const references = (typed?.[2] ?? rest) + (extra[0]?.startsWith("//") ? extra.shift() : "");
	const cut = references.indexOf("//");
	const own = cut < 0 ? references : references.slice(0, cut);
	const padded = afterPadding(own);
	const supplement = extra.length === 0 ? padded : [padded, ...extra].join("\n");
	return {
		valueDay,
		valueDayRaw,
		entryDay,
		amount: isNegative(mark) ? `-${decimal}` : decimal,
		reversal: mark.startsWith("R"),
		swiftCode: orNone(typed?.[1]),
		customerReference: ownReference(own),
		bankReference: cut < 0 ? undefined : referenceOrNone(references.slice(cut + 2)),
		original: currencyAmount(supplement, "OCMT"),
		charges: currencyAmount(supplement, "CHGS"),
		supplement: withoutAmounts(supplement),
		bare: rest === "" && extra.length === 0,
	};
}

/** Some banks wrap inside the line ("CR" / "30,00N062"): where the first line alone is none, the next one belongs to it. */
function matchLine(lines: readonly string[]): { found: RegExpExecArray | null; extra: string[] } {
	const first = (lines[0] ?? "").trim();
	const found = LINE.exec(first);
	if (found || lines.length < 2) return { found, extra: lines.slice(1) };
	return { found: LINE.exec(first + (lines[1] ?? "").trim()), extra: lines.slice(2) };
}

/** A cancelled credit (RC) takes money away, a cancelled debit (RD) gives it back: proved by the balances of real files. */
function isNegative(mark: string): boolean {
	return mark === "D" || mark === "ED" || mark === "RC";
}

const REFERENCE_WIDTH = 16;

/** Sixteen characters; banks that pad them write the counterparty's name behind. `KREF+` only says that `:86:` holds it. */
function ownReference(text: string): string | undefined {
	const reference = referenceOrNone(isPadded(text) ? text.slice(0, REFERENCE_WIDTH) : text);
	return reference === undefined || /^[KE]REF\+?$/.test(reference) ? undefined : reference;
}

function afterPadding(text: string): string {
	return isPadded(text) ? text.slice(REFERENCE_WIDTH).trim() : "";
}

function isPadded(text: string): boolean {
	return text.length > REFERENCE_WIDTH && text[REFERENCE_WIDTH - 1] === " ";
}

function currencyAmount(text: string, code: string): CurrencyAmount | undefined {
	if (!text.includes(code)) return undefined;
	const found = new RegExp(`/${code}/+([A-Z]{3})([\\d.,]+)`).exec(text);
	return found ? { currency: found[1] ?? "", decimal: plainDecimal(found[2] ?? "") } : undefined;
}

function withoutAmounts(supplement: string): string | undefined {
	if (supplement === "") return undefined;
	return orNone(supplement.replace(/\/(?:OCMT|CHGS)\/+[A-Z]{3}[\d.,]+\/?/g, ""));
}

const SHAPE = {
	de: "Wertstellung JJMMTT, Buchungstag MMTT, C oder D und Betrag, z. B. 2611021102CR12,50NTRFNONREF",
	en: "value date YYMMDD, entry date MMDD, C or D and amount, e.g. 2611021102CR12,50NTRFNONREF",
};
const DATE = { de: "eine Wertstellung JJMMTT", en: "a value date YYMMDD" };
const AMOUNT = { de: "ein Betrag wie 1234,50", en: "an amount like 1234,50" };
const ENTRY_DATE = { de: "ein Buchungstag MMTT", en: "an entry date MMDD" };
