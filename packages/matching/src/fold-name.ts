import { foldedCharacter } from "./reading/folded-characters.ts";

/** Says nothing about who it is: titles, joining words, legal forms. Folded. */
const EMPTY = new Set(
	(
		"herr herrn frau mr mrs ms mme mlle fam familie firma fa dr prof dipl ing med und u oder or and et co c o z hd " +
		"gmbh mbh ag kg ohg gbr ug kgaa se ek ev eg ltd inc llc bv sarl sa srl haftungsbeschrankt inh inhaber"
	).split(" "),
);
const EMPTY_LENGTHS = new Set(Array.from(EMPTY, ({ length }) => length));
const [BLANK, A, E, O, U] = [32, 97, 101, 111, 117];

/**
 * A name's words in a form that survives banks: case, accents and umlauts gone ("Müller", "Mueller" and "Muller" are
 * one), titles and legal forms dropped. Words keep their order.
 */
export const foldName = remembering((name) => withoutEmpty(fold(name)), 4);

/** The same for a posting's text: nothing is dropped. */
export const foldWords = remembering(fold, 2);

/** The same of a posting's name or text, which several ask for in turn. */
export function foldPayer(name: string): readonly string[] {
	return withoutEmpty(foldWords(name));
}

function withoutEmpty(words: readonly string[]): readonly string[] {
	for (const word of words) if (isEmpty(word)) return words.filter((other) => !isEmpty(other));
	return words;
}

/** Asked by its length first: to look a new text up it has to be hashed. */
function isEmpty(word: string): boolean {
	return EMPTY_LENGTHS.has(word.length) && EMPTY.has(word);
}

/** The same function; what was folded last, which is often asked for again, is kept. */
function remembering(folded: (text: string) => readonly string[], most: number): (text: string) => readonly string[] {
	const recent: { readonly text: string; readonly words: readonly string[] }[] = [];
	let oldest = 0;
	return (text) => {
		for (const one of recent) if (one.text === text) return one.words;
		const words = folded(text);
		recent[oldest] = { text, words };
		oldest = (oldest + 1) % most;
		return words;
	};
}

function fold(text: string): string[] {
	const words: string[] = [];
	const lower = text.toLowerCase();
	let word = "";
	/** The character that an "e" would make an umlaut of. */
	let last = 0;
	let at = 0;
	while (at < lower.length) {
		const start = at;
		for (let code = lower.charCodeAt(at); isPlain(code) && !isUmlaut(last, code); code = lower.charCodeAt(++at))
			last = code;
		if (at > start) word = word === "" ? lower.slice(start, at) : word + lower.slice(start, at);
		if (at === lower.length) break;
		const code = lower.codePointAt(at) ?? BLANK;
		at += code > 0xffff ? 2 : 1;
		const folded = isPlain(code) ? "e" : foldedCharacter(code);
		for (let i = 0; i < folded.length; i++) {
			const next = folded.charCodeAt(i);
			if (next === BLANK) {
				if (word !== "") words.push(word);
				word = "";
				last = 0;
			} else if (isUmlaut(last, next)) last = 0;
			else {
				word += folded.charAt(i);
				last = next;
			}
		}
	}
	if (word !== "") words.push(word);
	return words;
}

function isPlain(code: number): boolean {
	return (code >= A && code <= 122) || (code >= 48 && code <= 57);
}

/** Both spellings of an umlaut meet in the bare vowel. "Manuel" becomes "manul" on both sides, which does no harm. */
function isUmlaut(vowel: number, code: number): boolean {
	return code === E && (vowel === A || vowel === O || vowel === U);
}
