/** A customer's number is compared without the letters it begins with; shorter ones are none. */
const SHORTEST_CUSTOMER = 3;

/** A customer number as a mention's key can equal it: without the letters it begins with and all that is neither letter nor digit. */
export function customerKey(number: string | undefined): string | null {
	if (number === undefined || number === "") return null;
	let start = 0;
	while (start < number.length && !isDigit(number.charCodeAt(start))) start++;
	let end = start;
	while (end < number.length && isDigit(number.charCodeAt(end))) end++;
	const digits = end === number.length ? number.slice(start) : mixedKey(number);
	return digits.length >= SHORTEST_CUSTOMER ? digits : null;
}

/** The same where more than letters stands before its digits, or anything behind them. */
function mixedKey(number: string): string {
	return number
		.toUpperCase()
		.replace(/[^A-Z0-9]/g, "")
		.replace(/^[A-Z]+/, "");
}

function isDigit(code: number): boolean {
	return code >= 48 && code <= 57;
}
