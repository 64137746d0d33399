/**
 * Bulgarian banks write each sub-field into a line that ends with a plus, below the code and a number of their own
 * ("020+14+", "20ZAPLATA ZA JULI   +", "31BG80...+"). Gives the text with a separator that no text holds; `undefined` where
 * it is none of theirs. A plus inside a line is text: their telephone numbers begin with +359.
 */
export function fieldsEndingInPlus(content: string): string | undefined {
	if (content.charCodeAt(3) !== PLUS) return undefined;
	const head = /^\d{3}\+\d\d\+\n(?=20)/.exec(content)?.[0];
	if (head === undefined) return undefined;
	const fields = content.slice(head.length).split(/\+ *(?:\n|$)/);
	const telling = fields.filter((field) => /^\d\d.*[\p{L}\d]/su.test(field));
	const marked = telling.map((field) => SEPARATOR + field.replaceAll("\n", "").trimEnd());
	return content.slice(0, 3) + marked.join("");
}

const PLUS = 43;
/** Control characters are dropped from all lines. */
const SEPARATOR = "\u0001";
