import { formatDecimal, type Money } from "@kontor/connector";
import { type Encoding, encoded } from "./encoded.ts";
import { type NarrativeLayout, narrative } from "./mt940-narrative.ts";
import { closingOf, type PrintedEntry, type PrintedStatement } from "./printed.ts";

export interface MtLayout extends NarrativeLayout {
	readonly message: "mt940" | "mt942";
	/** `:86:` is broken after so many columns, whatever stands there; "sub-fields" gives each its own line. */
	readonly wrap: number | "sub-fields";
	/** Blanks at the ends of lines and sub-fields are lost, as at many banks. */
	readonly cutBlanks: boolean;
	/** A reversal as `RD12,50`, or as the minus that some banks write: `D-12,50`. */
	readonly reversals: "mark" | "minus";
	readonly lineEnd: "\n" | "\r\n" | "\r";
	/** `{1:...}{4:` to `-}` around each message, or a line "-" after it. */
	readonly blocks: boolean;
	/** SOH, ETX and SUB around messages. */
	readonly controls: boolean;
	readonly encoding: Encoding;
}

/** The statements as MT940 or MT942, as far as those can say it (carries.ts). */
export function printMt(statements: readonly PrintedStatement[], layout: MtLayout): Uint8Array {
	const lines = statements.flatMap((statement, at) => messageLines(statement, at + 1, layout));
	const text = lines.map((line) => (layout.cutBlanks ? line.trimEnd() : line)).join(layout.lineEnd);
	return encoded(`${text}${layout.lineEnd}${layout.controls ? "\u001a" : ""}`, layout.encoding);
}

function messageLines(statement: PrintedStatement, number: number, layout: MtLayout): string[] {
	const { account, currency, opening, entries } = statement;
	const start = layout.blocks ? ["{1:F01COBADEFFAXXX0000000000}{2:O9400000N}{4:"] : [];
	const head = [":20:STARTUMSE", `:25:${account}`, `:28C:${String(number).padStart(5, "0")}/001`];
	const own = entries.flatMap((entry) => entryLines(entry, layout));
	const end = layout.blocks ? "-}" : "-";
	const lines =
		layout.message === "mt942"
			? [...head, `:34F:${currency}D0,`, ":13D:2611021530+0100", ...own, `:90C:0${currency}0,`]
			: [...head, `:60F:${balance(opening)}`, ...own, `:62F:${balance(closingOf(statement))}`];
	const message = [...start, ...lines, end];
	return layout.controls ? [`\u0001${message[0]}`, ...message.slice(1, -1), `${end}\u0003`] : message;
}

function entryLines(entry: PrintedEntry, layout: MtLayout): string[] {
	const { amount, bookingDay, valueDay = bookingDay, customerReference, bankReference, transactionCode } = entry;
	const days = `${shortDay(valueDay)}${shortDay(bookingDay).slice(2)}`;
	const inLine = customerReference !== undefined && customerReference.length <= 16;
	const own = inLine ? customerReference : customerReference === undefined ? "NONREF" : "KREF+";
	const references = `${own}${bankReference === undefined ? "" : `//${bankReference}`}`;
	const line = `:61:${days}${markOf(entry, layout)}${unsigned(amount)}${transactionCode.swift ?? "NMSC"}${references}`;
	const fields = narrative(inLine ? { ...entry, customerReference: undefined } : entry, layout);
	return [line, ...sideAmounts(entry, layout), ...wrapped(fields, layout)];
}

/** Second line of `:61:`: amounts beside the booking. */
function sideAmounts({ originalAmount, charges }: PrintedEntry, { sideAmountsAsTags }: MtLayout): string[] {
	if (sideAmountsAsTags) return [];
	const original = originalAmount ? `/OCMT/${originalAmount.currency}${unsigned(originalAmount)}/` : "";
	const borne = charges.map((charge) => `/CHGS/${charge.currency}${unsigned(charge)}/`).join("");
	return original + borne === "" ? [] : [original + borne];
}

function wrapped(fields: readonly string[], { wrap }: MtLayout): string[] {
	if (fields.length === 0) return [];
	if (wrap === "sub-fields") return [`:86:${fields[0] ?? ""}`, ...fields.slice(1)];
	return `:86:${fields.join("")}`.match(new RegExp(`.{1,${wrap}}`, "gu")) ?? [];
}

/** A reversal is a cancelled debit where money comes back, a cancelled credit where it goes. */
function markOf({ amount, reversal }: PrintedEntry, { reversals }: MtLayout): string {
	if (reversal && reversals === "minus") return amount.minor < 0 ? "C-" : "D-";
	if (reversal) return amount.minor < 0 ? "RC" : "RD";
	return amount.minor < 0 ? "D" : "C";
}

function balance({ amount, day }: PrintedStatement["opening"]): string {
	return `${amount.minor < 0 ? "D" : "C"}${shortDay(day)}${amount.currency}${unsigned(amount)}`;
}

/** "12,50"; without decimals the comma stays: "500,". */
export function unsigned({ minor, currency }: Money): string {
	const decimal = formatDecimal({ minor: Math.abs(minor), currency });
	return decimal.includes(".") ? decimal.replace(".", ",") : `${decimal},`;
}

function shortDay(day: string): string {
	return day.slice(2).replaceAll("-", "");
}
