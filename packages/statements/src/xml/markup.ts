/** Instead of an offset: the text ends before the markup does. */
export const INCOMPLETE = -1;
/** Instead of an offset: this is no markup. */
export const BROKEN = -2;

/**
 * Where a start tag ends that has more than its name.
 *
 * @param from behind the name
 * @returns the offset of its `>`, INCOMPLETE, or BROKEN where another tag begins before
 */
export function endOfStartTag(text: string, from: number): number {
	let quote = 0;
	for (let at = from; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === LESS) return BROKEN;
		if (quote !== 0) {
			if (code === quote) quote = 0;
		} else if (code === GREATER) return at;
		else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) quote = code;
	}
	return INCOMPLETE;
}

/** What `<!` and `<?` begin. */
export type Passage =
	| { readonly kind: "passed"; readonly end: number }
	| { readonly kind: "cdata"; readonly end: number; readonly text: string };

/** A comment, an instruction, a CDATA section or a document type; its end as an offset behind it, or INCOMPLETE or BROKEN. */
export function passageAt(text: string, start: number): Passage {
	const passed = (end: number): Passage => ({ kind: "passed", end });
	if (text.startsWith("<?", start)) return passed(behind(text, "?>", start + 2));
	if (text.startsWith("<!--", start)) return passed(behind(text, "-->", start + 4));
	if (text.startsWith(CDATA, start)) {
		const end = behind(text, "]]>", start + CDATA.length);
		return { kind: "cdata", end, text: end < 0 ? "" : text.slice(start + CDATA.length, end - 3) };
	}
	if (text.startsWith("<!DOCTYPE", start)) return passed(behindDocumentType(text, start + 9));
	const isCut = text.length - start < CDATA.length && SECTIONS.some((begin) => begin.startsWith(text.slice(start)));
	return passed(isCut ? INCOMPLETE : BROKEN);
}

function behind(text: string, mark: string, from: number): number {
	const at = text.indexOf(mark, from);
	return at < 0 ? INCOMPLETE : at + mark.length;
}

/** Its declarations stand in brackets, and a `>` in quotes ends nothing. */
function behindDocumentType(text: string, from: number): number {
	let quote = 0;
	let isInside = false;
	for (let at = from; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (quote !== 0) {
			if (code === quote) quote = 0;
		} else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) quote = code;
		else if (code === OPEN_BRACKET) isInside = true;
		else if (code === CLOSE_BRACKET) isInside = false;
		else if (code === GREATER && !isInside) return at + 1;
	}
	return INCOMPLETE;
}

/** Whether a name may begin so. Everything beyond ASCII may: nobody is to be refused for an exotic letter. */
export function isNameStart(code: number): boolean {
	return (
		(code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === UNDERSCORE || code > 127 || code === COLON
	);
}

export function isNamePart(code: number): boolean {
	return isNameStart(code) || (code >= 48 && code <= 57) || code === DASH || code === DOT;
}

const CDATA = "<![CDATA[";
const SECTIONS = ["<!--", CDATA, "<!DOCTYPE"];
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const DASH = 45;
const DOT = 46;
const COLON = 58;
const LESS = 60;
const GREATER = 62;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const UNDERSCORE = 95;
