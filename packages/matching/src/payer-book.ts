import { type KnownName, knownName } from "./compare-payer.ts";
import { customerKey, type IndexedOrder } from "./index-orders.ts";
import type { KnownPayer } from "./known-payer.ts";

/** A customer who has paid from an account before. */
export interface KnownCustomer {
	readonly payer: KnownPayer;
	/** As the index finds a customer's orders; null where only the name is known. */
	readonly number: string | null;
	readonly name: KnownName | null;
}

/** Whose accounts have paid before (PRODUCT D2). */
export class PayerBook {
	readonly #byIban = new Map<string, readonly KnownCustomer[]>();

	learn(payer: KnownPayer): void {
		const iban = compactIban(payer.iban);
		const number = customerKey(payer.customerNumber);
		const name = knownName("name", payer.name)[0] ?? null;
		if (iban === "" || (number === null && name === null)) return;
		const others = this.of(iban).filter((known) => !isSame(known, { number, name }));
		this.#byIban.set(iban, [...others, { payer, number, name }]);
	}

	forget(iban: string): void {
		this.#byIban.delete(compactIban(iban));
	}

	/** The customers of an account; of a family or an agency there may be several. */
	of(iban: string | undefined): readonly KnownCustomer[] {
		return iban === undefined ? [] : (this.#byIban.get(compactIban(iban)) ?? []);
	}
}

/** The order is this customer's: by number where both have one, else by name. */
export function isCustomerOf({ number, name }: KnownCustomer, { order, names }: IndexedOrder): boolean {
	const own = customerKey(order.customerNumber);
	if (number !== null && own !== null) return number === own;
	return name !== null && names.some(({ words }) => sameWords(words, name.words));
}

function isSame(a: Omit<KnownCustomer, "payer">, b: Omit<KnownCustomer, "payer">): boolean {
	if (a.number !== null || b.number !== null) return a.number === b.number;
	return a.name !== null && b.name !== null && sameWords(a.name.words, b.name.words);
}

function sameWords(a: readonly string[], b: readonly string[]): boolean {
	return a.length === b.length && a.every((word) => b.includes(word));
}

function compactIban(iban: string): string {
	return iban.replace(/\s/g, "").toUpperCase();
}
