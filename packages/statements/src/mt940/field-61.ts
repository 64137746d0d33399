import type { Day } from "@kontor/connector";
import { nearestDay, shortDay } from "../days.ts";
import { unreadable } from "../fault.ts";
import { orNone, referenceOrNone } from "../text.ts";
import { contentOf, type Field, firstLine } from "./field.ts";
import { type LineParts, lineParts } from "./line-shape.ts";
import { type CurrencyAmount, currencyAmount } from "./side-amounts.ts";

/** `:61:`, the statement line. */
export interface StatementLine {
	readonly valueDay: Day;
	readonly valueDayRaw: string;
	/** Booking day, where the bank gives one. */
	readonly entryDay: Day | undefined;
	/** Money goes from the account. */
	readonly negative: boolean;
	/** As written, without sign: `1234,5`. */
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

/** The amount goes on behind a foreign sign ("1X9,00"): half of it would be a wrong one. */
const DAMAGED = /^.\d*[.,]\d/;

/** @throws Unreadable where value date, mark or amount cannot be read */
export function readStatementLine(field: Field): StatementLine {
	const position = { line: field.line, element: ":61:" };
	const { parts, extra } = cut(field);
	if (!parts) throw unreadable(position, SHAPE, firstLine(field));
	const { mark } = parts;
	const valueDay = shortDay(parts.valueDay);
	if (valueDay === undefined) throw unreadable(position, DATE, parts.valueDay);
	const entryRaw = parts.entryDay === "0000" ? undefined : parts.entryDay;
	const entryDay = entryRaw === undefined ? undefined : nearestDay(entryRaw, valueDay);
	if (entryRaw !== undefined && entryDay === undefined) throw unreadable(position, ENTRY_DATE, entryRaw);
	if (parts.type === undefined && DAMAGED.test(parts.rest))
		throw unreadable(position, AMOUNT, parts.amount + parts.rest);
	const references = parts.rest + (extra[0]?.startsWith("//") ? extra.shift() : "");
	const slashes = references.indexOf("//");
	const own = slashes < 0 ? references : references.slice(0, slashes);
	const padded = afterPadding(own);
	const supplement = extra.length === 0 ? padded : [padded, ...extra].join("\n");
	return {
		valueDay,
		valueDayRaw: parts.valueDay,
		entryDay,
		// A cancelled credit (RC) takes money away, a cancelled debit (RD) gives it back: proved by the balances of real files.
		negative: mark === "D" || mark === "ED" || mark === "RC",
		amount: parts.amount,
		reversal: mark.charCodeAt(0) === R,
		swiftCode: orNone(parts.type),
		customerReference: ownReference(own),
		bankReference: slashes < 0 ? undefined : referenceOrNone(references.slice(slashes + 2)),
		original: currencyAmount(supplement, "OCMT"),
		charges: currencyAmount(supplement, "CHGS"),
		supplement: withoutAmounts(supplement),
		bare: parts.type === undefined && parts.rest === "" && extra.length === 0,
	};
}

/** Some banks wrap inside the line ("CR" / "30,00N062"): where the first line alone is none, the next one belongs to it. */
function cut(field: Field): { parts: LineParts | undefined; extra: string[] } {
	if (field.parts) return { parts: field.parts, extra: [] };
	const content = contentOf(field);
	if (!content.includes("\n")) return { parts: lineParts(content.trim()), extra: [] };
	const [first = "", second = "", ...others] = content.split("\n");
	const parts = lineParts(first.trim());
	if (parts) return { parts, extra: [second, ...others] };
	return { parts: lineParts(first.trim() + second.trim()), extra: others };
}

const REFERENCE_WIDTH = 16;

/**
 * Sixteen characters; banks that pad them write the counterparty's name behind. `KREF+`, `PREF` and the like only say that
 * `:86:` holds it.
 */
function ownReference(text: string): string | undefined {
	const reference = referenceOrNone(isPadded(text) ? text.slice(0, REFERENCE_WIDTH) : text);
	return reference !== undefined && reference.length <= 5 && /^[EKMP]REF\+?$/.test(reference) ? undefined : reference;
}

function afterPadding(text: string): string {
	return isPadded(text) ? text.slice(REFERENCE_WIDTH).trim() : "";
}

function isPadded(text: string): boolean {
	return text.length > REFERENCE_WIDTH && text[REFERENCE_WIDTH - 1] === " ";
}

function withoutAmounts(supplement: string): string | undefined {
	if (supplement === "") return undefined;
	return orNone(supplement.replace(/\/(?:OCMT|CHGS)\/+[A-Z]{3}[\d.,]+(?:\/(?!OCMT|CHGS))?/g, ""));
}

const R = 82;

const SHAPE = {
	de: "Wertstellung JJMMTT, Buchungstag MMTT, C oder D und Betrag, z. B. 2611021102CR12,50NTRFNONREF",
	en: "value date YYMMDD, entry date MMDD, C or D and amount, e.g. 2611021102CR12,50NTRFNONREF",
};
const DATE = { de: "eine Wertstellung JJMMTT", en: "a value date YYMMDD" };
const AMOUNT = { de: "ein Betrag wie 1234,50", en: "an amount like 1234,50" };
const ENTRY_DATE = { de: "ein Buchungstag MMTT", en: "an entry date MMDD" };
