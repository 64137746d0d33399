/** An IBAN as it is compared: without blanks, in capitals. */
export function compactIban(iban: string): string {
	return iban.replace(/\s/g, "").toUpperCase();
}
