import { hashCustomer, type IndexedOrder } from "./index-orders.ts";
import type { Setting } from "./situation.ts";

const LETTER = /[A-Z]/;

/** A number that looks like the order's own, and is not. */
export function ofSameForm({ read, index }: Setting, indexed: IndexedOrder): string | null {
	for (const mention of read.unlabelled) {
		const { key } = mention;
		if (isOfForm(key, indexed) && !index.hasCustomer(indexed.slot, hashCustomer(key))) return mention.text;
	}
	return null;
}

function isOfForm(key: string, indexed: IndexedOrder): boolean {
	const { forms } = indexed;
	if (forms !== null) return forms.some(({ length }) => length === key.length);
	return indexed.references.some(({ mixed, digits }) =>
		mixed === null ? key.length === digits.length : key.length === mixed.length && LETTER.test(key),
	);
}
