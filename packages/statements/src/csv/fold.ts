/**
 * A header, label or word without what differs between files and encodings: case, blanks, punctuation and every letter
 * beyond ASCII. "Empfänger", its bytes read in the wrong encoding, and "Empf?nger" are all the same.
 */
export function folded(text: string): string {
	return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** Whether the text begins with one of the labels, or is `undefined` in effect: an empty label fits nothing. */
export function beginsWith(text: string, labels: readonly string[]): string | undefined {
	const plain = folded(text);
	return labels.find((label) => {
		const wanted = folded(label);
		return wanted !== "" && plain.startsWith(wanted);
	});
}

/**
 * A cell's text without the wrapping that keeps spreadsheets from converting it: `="CH93..."`, `"=CHF"`, `'DE...'`. Texts may begin and
 * end with an apostrophe of their own: columns pressed into one cell have gaps or more of them between.
 */
export function unwrapped(cell: string): string {
	const text = cell.trim();
	const inner = /^=?\s*"=?(.*)"$/s.exec(text)?.[1] ?? (text.startsWith("=") ? text.slice(1) : text);
	return (/^'([^'\s]*(?: [^'\s]+)*)'$/.exec(inner)?.[1] ?? inner).trim();
}
