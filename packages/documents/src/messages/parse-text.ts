import type { Block, Runs } from "./blocks.ts";
import { markedBlock, splitAtBlocks, unguarded } from "./marks.ts";
import type { PlaceholderName } from "./placeholders.ts";

/** The blocks of a rendered text. `make` gives the block of a placeholder, or none where there is nothing to show. */
export function parseText(text: string, make: (name: PlaceholderName) => readonly Block[]): readonly Block[] {
	return splitAtBlocks(text.replace(/\r\n?/g, "\n")).flatMap((part) => {
		const name = markedBlock(part);
		return name === undefined ? textBlocks(part) : make(name);
	});
}

function textBlocks(text: string): readonly Block[] {
	const blocks: Block[] = [];
	for (const chunk of text.split(/\n[^\S\n]*\n/)) {
		const lines = chunk
			.split("\n")
			.map((line) => line.trim())
			.filter((line) => line !== "");
		let plain: string[] = [];
		let items: string[] = [];
		const flush = () => {
			if (plain.length > 0) blocks.push({ kind: "paragraph", lines: plain.map(runsOf) });
			if (items.length > 0) blocks.push({ kind: "list", items: items.map(runsOf) });
			[plain, items] = [[], []];
		};
		for (const line of lines) {
			const isItem = line.startsWith("- ");
			if (isItem ? plain.length > 0 : items.length > 0) flush();
			(isItem ? items : plain).push(isItem ? line.slice(2) : line);
		}
		flush();
	}
	return blocks;
}

/** `**bold**`; an odd pair of stars is text. */
function runsOf(line: string): Runs {
	const parts = line.split(/\*\*(?=\S)(.+?)(?<=\S)\*\*/);
	return parts.map((text, at) => ({ text: unguarded(text), bold: at % 2 === 1 })).filter(({ text }) => text !== "");
}
