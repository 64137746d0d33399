/**
 * A text as a terminal may show it: payers write what they like, and control characters move cursors and rename windows. Line
 * breaks and our own colours stay.
 */
export function printable(text: string): string {
	return text.replace(/\p{Cc}(\[[\d;]*m)?/gu, (found, colour: string | undefined) => {
		if (found === "\n" || (colour !== undefined && found.startsWith("\u001b"))) return found;
		return colour ?? "";
	});
}
