import type { MatchOrder } from "../../src/index.ts";
import { NumberTable } from "./number-table.ts";

/** Fewer characters, or fewer digits among them, make no token. */
const SHORTEST = 4;
/** So that a token fits into a number exactly; no shop counts that far. */
const LONGEST = 15;

/** Every token of an order's references, with the order's place in the list. */
export function indexTokens(orders: readonly MatchOrder[]): NumberTable {
	const texts = (order: MatchOrder) => [order.number, order.invoiceNumber ?? "", ...(order.additionalNumbers ?? [])];
	const table = new NumberTable(orders.reduce((sum, order) => sum + texts(order).length, 0));
	const tokens: number[] = [];
	for (const [row, order] of orders.entries()) {
		// A reference with blanks is one token here: only the text is split.
		readTokens(
			texts(order)
				.map((text) => text.replace(/\s/g, ""))
				.join(" "),
			tokens,
		);
		for (const token of new Set(tokens)) table.add(token, row);
	}
	return table;
}

/** White space separates; all but the digits is dropped. A token is its digits behind a one, to keep leading zeros. */
export function readTokens(text: string, tokens: number[]): void {
	tokens.length = 0;
	let length = 0;
	let digits = 0;
	let token = 1;
	for (let i = 0; i <= text.length; i++) {
		const code = i === text.length ? 32 : text.charCodeAt(i);
		if (code > 32 && code !== 0xa0) {
			length++;
			if (code >= 48 && code <= 57) {
				digits++;
				token = token * 10 + code - 48;
			}
			continue;
		}
		if (length >= SHORTEST && digits >= SHORTEST && digits <= LONGEST) tokens.push(token);
		length = digits = 0;
		token = 1;
	}
}
