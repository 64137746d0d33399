import { dayIn } from "./cells.ts";
import { beginsWith, folded, unwrapped } from "./fold.ts";
import { saysOneOf } from "./labels.ts";
import type { Layout } from "./layout.ts";
import type { CsvMapping } from "./mapping.ts";
import type { CsvRow } from "./records.ts";

/**
 * What a row below a header is by its looks. note: empty, a line of text, a total. footer: only notes follow. dateless:
 * a label, a day, a balance and a currency at most, so a footer where it is the last; with more cells it is a posting whose
 * cells are lost, and reading it says so.
 */
export type RowKind = "posting" | "note" | "balance" | "footer" | "dateless";

/** A label, a day, a balance and a currency. */
const MOST_OF_A_FOOTER = 4;

export function kindOf({ cells }: CsvRow, mapping: CsvMapping, layout: Layout): RowKind {
	const filled = cells.filter((cell) => cell.trim() !== "");
	const [first] = filled;
	if (first === undefined) return "note";
	if (beginsWith(first, mapping.footer) !== undefined) return "footer";
	const day = unwrapped(cells[layout.of.bookingDay] ?? "");
	if (filled.length <= MOST_OF_A_FOOTER + 1 && standsAlone(filled, mapping.dayBalances)) return "note";
	if (filled.length <= MOST_OF_A_FOOTER + 1 && isBalance(first, filled, day, mapping)) return "balance";
	if (filled.length === 1 || (mapping.totals && filled.length <= 3 && hasNoAmount(cells, layout))) return "note";
	if (/\d/.test(day) || filled.length > MOST_OF_A_FOOTER || saysOneOf(day, mapping.pendingDates)) return "posting";
	return "dateless";
}

/** Its label stands first instead of a day, or anywhere and alone in its cell. */
function isBalance(first: string, filled: readonly string[], day: string, { opening, closing }: CsvMapping): boolean {
	const labels = [...opening, ...closing];
	if (labels.length === 0) return false;
	if (beginsWith(first, labels) !== undefined && dayIn(day, "DMY") === undefined && dayIn(day, "MDY") === undefined)
		return true;
	return standsAlone(filled, labels);
}

function standsAlone(filled: readonly string[], labels: readonly string[]): boolean {
	if (labels.length === 0) return false;
	const wanted = new Set(labels.map(folded));
	return filled.some((cell) => wanted.has(folded(cell)));
}

function hasNoAmount(cells: readonly string[], { of: { amount, debit, credit } }: Layout): boolean {
	return [amount, debit, credit].every((index) => (cells[index] ?? "").trim() === "");
}
