import { collapsed, referenceOrNone } from "../text.ts";
import { folded } from "./fold.ts";
import type { LabelledField } from "./mapping.ts";

/** A text taken apart: what its labels name, and what the payer wrote. */
export interface Labelled {
	readonly fields: ReadonlyMap<LabelledField, string>;
	readonly text: string;
}

/** Longest end-to-end id, mandate, creditor id (SEPA rulebooks). */
const LONGEST_ID = 35;

/** The tags of the German banks' purpose lines (DK), which stand in the text of many banks. */
const SEPA: Readonly<Record<string, LabelledField>> = {
	"EREF+": "endToEndId",
	"KREF+": "customerReference",
	"MREF+": "mandateId",
	"CRED+": "creditorId",
	"DEBT+": "none",
	"SVWZ+": "remittance",
	"ABWA+": "ultimateName",
	"ABWE+": "ultimateName",
	"PURP+": "none",
};

/** A reader of labelled texts; a bank's own labels count before the general ones. */
export class Labels {
	private readonly fields = new Map<string, LabelledField>();
	private readonly pattern: RegExp;

	constructor(own: Readonly<Record<string, LabelledField>>) {
		for (const [label, field] of [...Object.entries(SEPA), ...Object.entries(own)]) this.fields.set(label, field);
		const longestFirst = [...this.fields.keys()].toSorted((a, b) => b.length - a.length);
		this.pattern = new RegExp(longestFirst.map(patternOf).join("|"), "g");
	}

	/** A label counts where it stands first; an id ends before a blank where no other label follows. */
	read(text: string): Labelled {
		const marks = [...text.matchAll(this.pattern)].filter(
			(mark, at, all) => all.findIndex((other) => this.fieldOf(other[0]) === this.fieldOf(mark[0])) === at,
		);
		if (marks.length === 0) return { fields: new Map(), text: text.trim() };
		const fields = new Map<LabelledField, string>();
		const pieces = [text.slice(0, marks[0]?.index)];
		marks.forEach((mark, at) => {
			const field = this.fieldOf(mark[0]);
			const next = marks[at + 1]?.index;
			const value = text.slice(mark.index + mark[0].length, next).trim();
			const { taken, rest } = cut(field, value, next === undefined);
			if (taken !== undefined) fields.set(field, taken);
			pieces.push(rest);
		});
		return {
			fields,
			text: pieces
				.map((piece) => piece.trim())
				.filter(Boolean)
				.join(" "),
		};
	}

	private fieldOf(label: string): LabelledField {
		return this.fields.get(label) ?? "none";
	}
}

function cut(field: LabelledField, value: string, last: boolean): { taken?: string | undefined; rest: string } {
	switch (field) {
		case "remittance":
			return { rest: value };
		case "name":
		case "ultimateName":
			return { taken: collapsed(value), rest: "" };
		case "iban": {
			const compact = value.replace(/\s/g, "");
			const whole = last ? (/^\S+/.exec(value)?.[0] ?? "") : compact;
			return { taken: whole || undefined, rest: last ? value.slice(whole.length) : "" };
		}
		default: {
			const id = !last && value.length <= LONGEST_ID ? value : (/^(?:nicht angegeben|\S+)/i.exec(value)?.[0] ?? "");
			const taken = field === "none" ? undefined : referenceOrNone(id.replace(/\n/g, ""));
			return { taken, rest: value.slice(id.length) };
		}
	}
}

/** `BIC+` and `BIC:` end many words ("SWIFT-BIC:"); the others never do. */
function patternOf(label: string): string {
	const escaped = label.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
	return /^(BIC|IBAN|Ref)/.test(label) ? `(?<![A-Za-z-])${escaped}` : escaped;
}

/** What a spreadsheet makes of a long number: "1,23457E+15". Its digits are lost. */
export function isSpreadsheetNumber(cell: string): boolean {
	return /^\s*\d[.,]\d+E\+?\d{1,3}\s*$/i.test(cell);
}

/** Whether a cell holds one of the words, or begins with it ("Umsatz vorgemerkt und nicht gebucht"). */
export function saysOneOf(cell: string, words: readonly string[]): boolean {
	const said = folded(cell);
	return words.some((word) => {
		const wanted = folded(word);
		return wanted === ""
			? cell.trim() === word.trim()
			: said === wanted || (wanted.length > 3 && said.startsWith(wanted));
	});
}
