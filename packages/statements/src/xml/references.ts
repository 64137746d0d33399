const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const LAST_CODE_POINT = 0x10ffff;

/**
 * Text with its references resolved and its line ends as line feeds. An ampersand that begins none stands for itself
 * ("Meier & Sohn"), as some banks write names; so does an entity that XML does not define.
 */
export function plainText(source: string): string {
	const text = source.includes("\r") ? source.replace(/\r\n?/g, "\n") : source;
	if (!text.includes("&")) return text;
	return text.replace(REFERENCE, (all, decimal?: string, hexadecimal?: string, name?: string) => {
		if (name !== undefined) return NAMED[name.toLowerCase()] ?? all;
		const code = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
		return code <= LAST_CODE_POINT ? String.fromCodePoint(code) : all;
	});
}

/** How an attribute of this name is found; for one that is asked for often. */
export function attributePattern(name: string): RegExp {
	return new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`);
}

/** The value of the attribute that the pattern finds. */
export function attributeIn(attributes: string, pattern: RegExp): string | undefined {
	const found = pattern.exec(attributes);
	return found === null ? undefined : plainText(found[1] ?? found[2] ?? "");
}
