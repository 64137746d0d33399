import { stripVTControlCharacters } from "node:util";

/** How many columns of a terminal a text takes, colours left out. */
export function visibleLength(text: string): number {
	return stripVTControlCharacters(text).length;
}

/** Breaks a line between words, and inside a word only where it is wider than a line. Colours go on in the next line. */
export function wrap(line: string, width: number): string[] {
	if (visibleLength(line) <= width) return [line];
	const lines: string[] = [];
	let current = "";
	for (const word of line.split(" ").flatMap((word) => pieces(word, width))) {
		const joined = current === "" ? word : `${current} ${word}`;
		if (visibleLength(joined) <= width) current = joined;
		else {
			lines.push(current);
			current = word;
		}
	}
	return coloured([...lines, current]);
}

function pieces(word: string, width: number): string[] {
	if (visibleLength(word) <= width) return [word];
	return word.match(new RegExp(`(?:${COLOUR.source})*(?:.(?:${COLOUR.source})*){1,${width}}`, "gu")) ?? [];
}

/** An escape sequence that `styleText` writes. */
const COLOUR = /\p{Cc}\[\d+m/u;

/** Ends what is still coloured at a line's end, and begins it again in the next one. */
function coloured(lines: readonly string[]): string[] {
	let open: string[] = [];
	return lines.map((line) => {
		const begun = open.join("");
		for (const [sequence] of line.matchAll(new RegExp(COLOUR, "gu"))) {
			const ends = ENDS.get(sequence.slice(2, -1));
			open = ends === undefined ? [...open, sequence] : open.filter((colour) => !ends.test(colour.slice(2, -1)));
		}
		const ending = open.length === 0 ? "" : `${open[0]?.[0]}[0m`;
		return `${begun}${line}${ending}`;
	});
}

/** What the ending codes end: 22 bold and dim, 39 every colour. */
const ENDS: ReadonlyMap<string, RegExp> = new Map([
	["22", /^[12]$/],
	["39", /^(?:3|9)\d$/],
]);
