import type { Text } from "@kontor/connector";
import { CsvError, Parser } from "csv-parse";

/** One record of the file. */
export interface CsvRow {
	readonly cells: readonly string[];
	/** 1-based line of its beginning; a quoted cell may hold further lines. */
	readonly line: number;
	/** As delivered, without the line break at its end. */
	readonly raw: string;
}

/** Why the text cannot be cut into records. */
export interface CsvDamage {
	readonly line: number;
	readonly expected: Text;
}

/** More than any bank writes in a row; a quote that is never closed ends here and fills no memory. */
const LONGEST_ROW = 64 * 1024;

/** Cuts decoded text into records as it comes. The text's line breaks are LF. */
export class Records {
	private readonly parser: Parser;
	private line = 1;

	constructor(delimiter: string, take: (row: CsvRow) => void) {
		this.parser = new Parser({
			delimiter,
			record_delimiter: "\n",
			relax_column_count: true,
			relax_quotes: true,
			raw: true,
			max_record_size: LONGEST_ROW,
			// Taken here and not from the stream: the records come while `write` runs, and none is ever waited for.
			on_record: (made: unknown, { lines }) => {
				const { record, raw } = made as Made;
				const { line } = this;
				this.line = lines + 1;
				// Measured against the first row, every row of another width would cost an error object, more than its reading.
				const counted: { records: number } = this.parser.info;
				counted.records = 0;
				take({ cells: record, line, raw: raw.endsWith("\n") ? raw.slice(0, -1) : raw });
				return null;
			},
		});
		// `errored` is read at once, below; without a listener Node would end the process.
		this.parser.on("error", () => {});
	}

	/** @returns what is wrong with the text as CSV; nothing is to be written any more then */
	write(text: string): CsvDamage | undefined {
		if (text !== "") this.parser.write(text);
		return this.damage();
	}

	end(): CsvDamage | undefined {
		this.parser.end();
		return this.damage();
	}

	private damage(): CsvDamage | undefined {
		const error = this.parser.errored;
		if (error === null) return undefined;
		if (!(error instanceof CsvError)) throw error;
		return { line: this.line, expected: error.code === "CSV_QUOTE_NOT_CLOSED" ? CLOSED : SHORTER };
	}
}

/** What the parser makes with `raw`; its types know only the plain record. */
interface Made {
	readonly record: readonly string[];
	readonly raw: string;
}

const CLOSED = { de: "ein schließendes Anführungszeichen", en: "a closing quotation mark" };
const SHORTER = {
	de: `eine Zeile unter ${LONGEST_ROW} Zeichen (fehlt ein Anführungszeichen?)`,
	en: `a row of less than ${LONGEST_ROW} characters (is a quotation mark missing?)`,
};
