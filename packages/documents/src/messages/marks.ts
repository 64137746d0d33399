import { PLACEHOLDER_NAMES, PLACEHOLDERS, type PlaceholderName } from "./placeholders.ts";

/**
 * Characters of the private use area that carry, through Liquid, what text alone cannot: where a block stands, and which
 * characters of a customer's data look like markup but are none. Data loses such characters before.
 */
const FIRST_BLOCK = 0xe100;
const STAR = "\ue000";
const DASH = "\ue001";
const PRIVATE = /[\ue000-\uf8ff]/g;

const BLOCKS = PLACEHOLDER_NAMES.filter((name) => PLACEHOLDERS[name].block);

export function blockMark(name: PlaceholderName): string {
	return String.fromCharCode(FIRST_BLOCK + BLOCKS.indexOf(name));
}

/** The block that a character stands for. */
export function markedBlock(character: string): PlaceholderName | undefined {
	return BLOCKS[character.charCodeAt(0) - FIRST_BLOCK];
}

/** Text with block marks, taken apart at them. */
export function splitAtBlocks(text: string): readonly string[] {
	return text.split(/([\ue100-\ue1ff])/).filter((part) => part !== "");
}

/** A value of data: one line, without control characters or characters of ours. */
export function plainValue(value: string): string {
	return value
		.replace(PRIVATE, "")
		.replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
		.trim();
}

/** What Liquid puts out for a value: nothing in it is markup. */
export function guarded(value: string): string {
	return value.replaceAll("*", STAR).replace(/^-/, DASH);
}

export function unguarded(text: string): string {
	return text.replaceAll(STAR, "*").replaceAll(DASH, "-");
}
