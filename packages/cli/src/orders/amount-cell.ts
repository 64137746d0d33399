import { type Money, parseMoney } from "@kontor/connector";

type DecimalMark = "," | ".";

/** Which decimal mark a column uses: one, both (then only amounts that are clear by themselves can be read), or nobody knows. */
export type ColumnMark = DecimalMark | "both" | "unknown";

const SHAPES: Readonly<Record<DecimalMark, RegExp>> = {
	",": /^[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d*)?$/,
	".": /^[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?$/,
};
const MARKS = Object.keys(SHAPES) as readonly DecimalMark[];

/** One cell like "1.234" says nothing; all cells of its column together mostly do. */
export function columnMark(cells: readonly string[]): ColumnMark {
	const seen = new Set<DecimalMark>();
	for (const cell of cells) {
		const [mark, ...others] = possibleMarks(bare(cell));
		if (mark !== undefined && others.length === 0) seen.add(mark);
	}
	const [first] = seen;
	return seen.size > 1 ? "both" : (first ?? "unknown");
}

/** Reads "1.234,56", "1,234.56", "1'234.50 CHF", "€ 12", "12,-". Null for what is no amount, or could be two. */
export function readAmount(cell: string, currency: string, column: ColumnMark): Money | null {
	const text = bare(cell);
	const possible = possibleMarks(text);
	const marks = possible.length > 1 && (column === "," || column === ".") ? [column] : possible;
	const readings = new Map<number, Money>();
	for (const mark of marks) {
		const money = parsed(text, mark, currency);
		if (money !== null) readings.set(money.minor, money);
	}
	const clear = !/[.,]/.test(text) || marks.length === 1 || column !== "both";
	const [reading] = readings.values();
	return clear && readings.size === 1 ? (reading ?? null) : null;
}

/** The currency a cell or a header names beside the amount; null where it names none. */
export function currencyIn(text: string): string | null {
	return /\b[A-Z]{3}\b/.exec(text)?.[0] ?? SIGNS[/[€£]/.exec(text)?.[0] ?? ""] ?? null;
}
const SIGNS: Readonly<Record<string, string>> = { "€": "EUR", "£": "GBP" };

function possibleMarks(text: string): DecimalMark[] {
	return MARKS.filter((mark) => SHAPES[mark].test(text));
}

function parsed(text: string, mark: DecimalMark, currency: string): Money | null {
	const plain = text.replaceAll(mark === "," ? "." : ",", "").replace(",", ".");
	try {
		return parseMoney(plain, currency);
	} catch {
		return null;
	}
}

/** Without currency, blanks, and the marks that only ever group thousands. */
function bare(cell: string): string {
	return cell
		.replace(/\b[A-Z]{3}\b|[€£$]/g, "")
		.replace(/[\s'’]/g, "")
		.replace(/[,.][-–—]+$/, "");
}
