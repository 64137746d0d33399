import type { Column } from "./columns.ts";
import { folded } from "./fold.ts";

/** More columns than any bank's table has. */
const MOST_COLUMNS = 300;

/** A row that may be the header of a table: finds columns by their texts. */
export class Header {
	readonly cells: readonly string[];
	private readonly names: readonly string[];

	constructor(cells: readonly string[]) {
		this.cells = cells;
		this.names = cells.length > MOST_COLUMNS ? [] : cells.map(folded);
	}

	/**
	 * The 0-based place of a column, -1 where there is none.
	 *
	 * @param behind where a header stands twice (the currencies of amount and balance), the one behind this place counts
	 */
	find(column: Column, behind = -1): number {
		for (const name of Array.isArray(column) ? column : [column]) {
			const place = typeof name === "number" ? this.numbered(name) : this.named(name, behind);
			if (place >= 0) return place;
		}
		return -1;
	}

	/** The currency that the text of a column names: "Betrag in CHF", "Betrag (€)". */
	currencyOf(place: number): string | undefined {
		const text = this.cells[place]?.trim() ?? "";
		if (text.includes("€")) return "EUR";
		return /\b(?:in|en|\()\s*([A-Z]{3})\)?$/.exec(text)?.[1] ?? /\(([A-Z]{3})\)/.exec(text)?.[1];
	}

	private numbered(number: number): number {
		return number <= this.cells.length ? number - 1 : -1;
	}

	private named(name: string, behind: number): number {
		const wanted = folded(name);
		const isBeginning = name.endsWith("*") && name.length > 1;
		const fits = (text: string, at: number) =>
			isBeginning ? text.startsWith(wanted) : text === wanted && (wanted !== "" || this.cells[at]?.trim() === "");
		const after = this.names.findIndex((text, at) => at > behind && fits(text, at));
		return after >= 0 || behind < 0 ? after : this.names.findIndex(fits);
	}
}
