/** How the bytes of a printed file are made. */
export type Encoding = "utf-8" | "utf-8-bom" | "windows-1252" | "iso-8859-1" | "cp850" | "utf-16le" | "utf-16be";

/** @throws RangeError for a letter that the encoding does not have: nothing is printed as "?" */
export function encoded(text: string, encoding: Encoding): Uint8Array {
	switch (encoding) {
		case "utf-8":
			return Buffer.from(text);
		case "utf-8-bom":
			return Buffer.from(`\ufeff${text}`);
		case "utf-16le":
			return Buffer.from(`\ufeff${text}`, "utf16le");
		case "utf-16be":
			return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
		case "cp850":
			return eightBit(text, (letter) => DOS.get(letter));
		case "windows-1252":
			return eightBit(text, (letter) => (letter === "€" ? 0x80 : latin(letter)));
		case "iso-8859-1":
			return eightBit(text, latin);
	}
}

function latin(letter: string): number | undefined {
	return letter >= "\u00a0" && letter <= "\u00ff" ? letter.charCodeAt(0) : undefined;
}

function eightBit(text: string, codeOf: (letter: string) => number | undefined): Uint8Array {
	const codes = Array.from(text, (letter) => {
		const code = letter < "\u0080" ? letter.charCodeAt(0) : codeOf(letter);
		if (code === undefined) throw new RangeError(`the encoding has no ${letter}`);
		return code;
	});
	return Uint8Array.from(codes);
}

/** Code page 850, as far as German banks need it. */
const DOS: ReadonlyMap<string, number> = new Map([
	["ä", 0x84],
	["ö", 0x94],
	["ü", 0x81],
	["Ä", 0x8e],
	["Ö", 0x99],
	["Ü", 0x9a],
	["ß", 0xe1],
	["é", 0x82],
]);
