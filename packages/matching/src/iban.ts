/** An IBAN as it is compared: without blanks, in capitals. */
export function compactIban(iban: string): string {
	return COMPACT.test(iban) ? iban : iban.replace(/\s/g, "").toUpperCase();
}

const COMPACT = /^[A-Z0-9]*$/;
