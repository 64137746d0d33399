import { unsigned } from "./mt940.ts";
import type { PrintedPosting } from "./printed.ts";

export interface NarrativeLayout {
	/** Before the number of a sub-field; "/": Dutch slash codes; "none" prints what the payer wrote and nothing else. */
	readonly separator: "?" | ">" | "/" | "none";
	/** Original amount and charges as `OAMT+` and `COAM+` in the purpose instead of in `:61:`. */
	readonly sideAmountsAsTags: boolean;
	readonly cutBlanks: boolean;
}

/** Purpose lines of a structured `:86:`, 27 characters each (DK occupation rules). */
const PURPOSE = [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 60, 61, 62, 63];
const WIDTH = 27;

/**
 * The pieces of `:86:`, to be joined or to stand in a line each.
 *
 * @throws RangeError where the purpose does not fit: nothing is left out silently
 */
export function narrative(posting: PrintedPosting, layout: NarrativeLayout): string[] {
	if (layout.separator === "/") return [slashCodes(posting)];
	if (layout.separator === "none") return posting.remittance === "" ? [] : [posting.remittance];
	const { counterparty, transactionCode, bookingText, returnReason } = posting;
	const purpose = purposeLines(posting, layout);
	if (purpose.length > PURPOSE.length) throw new RangeError(`a purpose of ${purpose.length} lines`);
	const names = cut(counterparty.name ?? "");
	if (names.length > 2) throw new RangeError(`a name of ${names.length} lines`);
	const fields: [number, string | undefined][] = [
		[0, bookingText],
		[10, "9310"],
		...purpose.map((part, at): [number, string] => [PURPOSE[at] ?? 0, part]),
		[30, counterparty.bic ?? counterparty.bankCode],
		[31, counterparty.iban ?? counterparty.account],
		...names.map((part, at): [number, string] => [32 + at, part]),
		[34, returnReason],
	];
	const pieces = fields
		.filter((field): field is [number, string] => field[1] !== undefined)
		.map(([number, text]) => {
			const shown = layout.cutBlanks ? text.trimEnd() : text;
			return `${layout.separator}${String(number).padStart(2, "0")}${shown}`;
		});
	return [`${transactionCode.gvc ?? ""}${pieces[0]}`, ...pieces.slice(1)];
}

/** Whether all that a posting says finds room in a structured `:86:`, with every amount in the purpose as well. */
export function fitsPurpose(posting: PrintedPosting): boolean {
	return purposeLines(posting, { sideAmountsAsTags: true }).length <= PURPOSE.length;
}

type PurposeLayout = Pick<NarrativeLayout, "sideAmountsAsTags">;

function purposeLines(posting: PrintedPosting, layout: PurposeLayout): string[] {
	const text = posting.remittance === "" ? [] : cut(`SVWZ+${posting.remittance}`);
	return [...tags(posting, layout), ...text, ...ultimate(posting)];
}

/** Every tag begins a sub-field and goes on in the next without one. */
function tags(posting: PrintedPosting, { sideAmountsAsTags }: PurposeLayout): string[] {
	const { endToEndId, customerReference, mandateId, creditorId, originalAmount, charges } = posting;
	const values: [string, string | undefined][] = [
		["EREF", endToEndId],
		["KREF", customerReference],
		["MREF", mandateId],
		["CRED", creditorId],
		["OAMT", sideAmountsAsTags && originalAmount ? unsigned(originalAmount) : undefined],
		["COAM", sideAmountsAsTags && charges[0] ? unsigned(charges[0]) : undefined],
	];
	return values.flatMap(([tag, value]) => (value === undefined ? [] : cut(`${tag}+${value}`)));
}

/** `/EREF/.../NAME/.../REMI/...`. */
function slashCodes({ endToEndId, mandateId, creditorId, counterparty, remittance }: PrintedPosting): string {
	const values: [string, string | undefined][] = [
		["TRTP", "SEPA OVERBOEKING"],
		["EREF", endToEndId],
		["MARF", mandateId],
		["CSID", creditorId],
		["IBAN", counterparty.iban],
		["BIC", counterparty.bic],
		["NAME", counterparty.name],
		["REMI", remittance || undefined],
	];
	return values.map(([code, value]) => (value === undefined ? "" : `/${code}/${value}`)).join("");
}

/** On whose behalf was paid, or who receives in the end. */
function ultimate({ amount, counterparty: { ultimateName } }: PrintedPosting): string[] {
	return ultimateName === undefined ? [] : cut(`${amount.minor < 0 ? "ABWE" : "ABWA"}+${ultimateName}`);
}

function cut(text: string): string[] {
	return text.match(new RegExp(`.{1,${WIDTH}}`, "gu")) ?? [];
}
