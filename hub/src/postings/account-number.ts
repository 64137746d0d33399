import type { Account } from "@kontor/statements";

/**
 * Whether a statement's account is the merchant's: both may be written as IBAN, as bank code and number, or as the
 * number alone. A statement that names no account fits every one.
 */
export function isAccount(number: string, { id, iban }: Account): boolean {
	const named = iban ?? id;
	if (fold(named) === "") return true;
	const [ours, theirs] = [parts(number), parts(named)];
	if (fold(number) === fold(named)) return true;
	if (ours === null || theirs === null || ours.number !== theirs.number) return false;
	return ours.bank === null || theirs.bank === null || ours.bank === theirs.bank;
}

export function fold(number: string): string {
	return number.replace(/[^A-Za-z0-9]/g, "").toUpperCase();
}

/** Bank code and number of a German account, the number without leading zeros; null for what has another form. */
function parts(written: string): { bank: string | null; number: string } | null {
	const german = /^DE\d{2}(\d{8})(\d{10})$/.exec(fold(written)) ?? /^\s*(\d{8})\s*\/\s*(\d{1,10})/.exec(written);
	if (german !== null) return { bank: german[1] ?? null, number: unpadded(german[2] ?? "") };
	return /^\d{1,10}$/.test(fold(written)) ? { bank: null, number: unpadded(fold(written)) } : null;
}

function unpadded(digits: string): string {
	return digits.replace(/^0+/, "");
}
