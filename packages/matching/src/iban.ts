/** An IBAN as it is compared: without blanks, in capitals. */
export function compactIban(iban: string): string {
	return isCompact(iban) ? iban : iban.replace(/\s/g, "").toUpperCase();
}

/** Nearly all are. */
function isCompact(iban: string): boolean {
	for (let i = 0; i < iban.length; i++) {
		const code = iban.charCodeAt(i);
		const isDigit = code >= 48 && code <= 57;
		if (!isDigit && (code < 65 || code > 90)) return false;
	}
	return true;
}
