import { type KnownName, knownName, sameWords } from "./compare-payer.ts";
import { compactIban } from "./iban.ts";
import { hashText } from "./index/hash.ts";
import { IdTable } from "./index/id-table.ts";
import { customerKey, type IndexedOrder } from "./index-orders.ts";
import type { KnownPayer } from "./known-payer.ts";

/** A customer who has paid from an account before. */
export interface KnownCustomer {
	readonly iban: string;
	readonly payments: number;
	/** As the index finds a customer's orders; null where only the name is known. */
	readonly number: string | null;
	readonly name: KnownName | null;
}

/** An account's customers: number, name and payments of each. */
type Packed = readonly (readonly [number: string, name: string, payments: number])[];

/** Whose accounts have paid before (PRODUCT D2). One flat string for each account, as there may be as many as orders. */
export class PayerBook {
	/** IBAN, a blank, and the customers as JSON. */
	readonly #rows: string[] = [];
	readonly #freeSlots: number[] = [];
	readonly #ibans = new IdTable((slot, iban) => (this.#rows[slot] ?? "").startsWith(`${iban} `));

	get bytes(): number {
		return this.#ibans.bytes + this.#rows.reduce((sum, row) => sum + row.length + 24, 0);
	}

	learn({ iban: given, customerNumber = "", name = "", payments = 1 }: KnownPayer): void {
		const iban = compactIban(given);
		if (iban === "" || (customerKey(customerNumber) === null && name === "")) return;
		const slot = this.#find(iban);
		const others = slot < 0 ? [] : this.#customers(slot).filter((one) => !isSame(one, customerNumber, name));
		this.#write(slot, iban, [...others, [customerNumber, name, payments]]);
	}

	forget(given: string): void {
		const slot = this.#find(compactIban(given));
		if (slot < 0) return;
		this.#ibans.remove(slot);
		this.#rows[slot] = "";
		this.#freeSlots.push(slot);
	}

	/** The customers of an account; of a family or an agency there may be several. */
	of(given: string | undefined): readonly KnownCustomer[] {
		if (given === undefined || this.#ibans.size === 0) return [];
		const iban = compactIban(given);
		const slot = this.#find(iban);
		if (slot < 0) return [];
		return this.#customers(slot).map(([number, name, payments]) => ({
			iban,
			payments,
			number: customerKey(number),
			name: knownName("name", name)[0] ?? null,
		}));
	}

	#find(iban: string): number {
		return this.#ibans.find(iban, hashText(iban));
	}

	#customers(slot: number): Packed {
		const row = this.#rows[slot] ?? "";
		return JSON.parse(row.slice(row.indexOf(" "))) as Packed;
	}

	#write(known: number, iban: string, customers: Packed): void {
		const slot = known >= 0 ? known : (this.#freeSlots.pop() ?? this.#rows.length);
		this.#rows[slot] = [iban, JSON.stringify(customers)].join(" ");
		if (known < 0) this.#ibans.add(slot, hashText(iban));
	}
}

/**
 * The order is this customer's: by number where both have one, else by name. The same number with quite another name is a customer of
 * another shop.
 */
export function isCustomerOf({ number, name }: KnownCustomer, { customer, names }: IndexedOrder): boolean {
	if (number === null || customer === null) {
		return name !== null && names.some(({ words }) => sameWords(words, name.words));
	}
	if (number !== customer) return false;
	return (
		name === null || names.length === 0 || names.some(({ words }) => words.some((word) => name.words.includes(word)))
	);
}

function isSame([number, name]: Packed[number], otherNumber: string, otherName: string): boolean {
	return number !== "" || otherNumber !== "" ? number === otherNumber : name === otherName;
}
