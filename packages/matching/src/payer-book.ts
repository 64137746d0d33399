import { type KnownName, knownName, sameWords } from "./compare-payer.ts";
import { compactIban } from "./iban.ts";
import { hashText } from "./index/hash.ts";
import { IdTable } from "./index/id-table.ts";
import {
	customerKey,
	type HashedWords,
	hashCustomer,
	hashWords,
	type IndexedOrder,
	type OrderIndex,
} from "./index-orders.ts";
import type { KnownPayer } from "./known-payer.ts";

/** A customer who has paid from an account before. */
export class KnownCustomer {
	readonly iban: string;
	readonly #number: string;
	readonly #name: string;
	readonly #payments: string;
	#key: string | null | undefined;
	#known: KnownName | null | undefined;
	#hashedName: HashedWords | undefined;
	#numberHash: number | null | undefined;

	constructor(iban: string, number: string, name: string, payments: string) {
		this.iban = iban;
		this.#number = number;
		this.#name = name;
		this.#payments = payments;
		this.#key = undefined;
		this.#known = undefined;
		this.#hashedName = undefined;
		this.#numberHash = undefined;
	}

	get payments(): number {
		return Number(this.#payments);
	}

	/** As the index finds a customer's orders; null where only the name is known. */
	get number(): string | null {
		if (this.#key === undefined) this.#key = customerKey(this.#number);
		return this.#key;
	}

	get name(): KnownName | null {
		if (this.#known === undefined) this.#known = knownName("name", this.#name);
		return this.#known;
	}

	/** The number as an order's is compared with it; null where there is none. */
	get numberHash(): number | null {
		if (this.#numberHash === undefined) this.#numberHash = this.number === null ? null : hashCustomer(this.number);
		return this.#numberHash;
	}

	/** The name as an order's words are compared with it. */
	get hashedName(): HashedWords {
		this.#hashedName ??= hashWords(this.name?.words ?? []);
		return this.#hashedName;
	}

	/** Just as this name is written, mostly: then nothing of it has to be compared. */
	isCalled(name: Pick<KnownName, "raw"> | undefined): boolean {
		return name?.raw === this.#name;
	}

	get texts(): readonly [number: string, name: string, payments: string] {
		return [this.#number, this.#name, this.#payments];
	}

	/** The same customer, by number where one of both has one. */
	isSame(number: string, name: string): boolean {
		return this.#number !== "" || number !== "" ? this.#number === number : this.#name === name;
	}
}

/** Before number, name and payments of each customer that is known of an account. */
const SEPARATOR = "\u0001";

/** Whose accounts have paid before (PRODUCT D2). One flat string for each account, as there may be as many as orders. */
export class PayerBook {
	readonly #rows: string[] = [];
	readonly #freeSlots: number[] = [];
	readonly #ibans = new IdTable((slot, iban) => isRowOf(this.#rows[slot] ?? "", iban));

	get bytes(): number {
		return this.#ibans.bytes + this.#rows.reduce((sum, row) => sum + row.length + 24, 0);
	}

	learn({ iban: given, customerNumber = "", name = "", payments = 1 }: KnownPayer): void {
		const iban = compactIban(given);
		if (iban === "" || (customerKey(customerNumber) === null && name === "")) return;
		const slot = this.#find(iban);
		const [number, called] = [plain(customerNumber), plain(name)];
		const others = slot < 0 ? [] : this.of(iban).filter((one) => !one.isSame(number, called));
		this.#write(slot, iban, [...others, new KnownCustomer(iban, number, called, String(payments))]);
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
		if (given === undefined || this.#ibans.size === 0) return NOBODY;
		const iban = compactIban(given);
		const slot = this.#find(iban);
		if (slot < 0) return NOBODY;
		const row = this.#rows[slot] ?? "";
		const found: KnownCustomer[] = [];
		for (let end = iban.length; end < row.length; ) {
			const number = end + 1;
			const name = row.indexOf(SEPARATOR, number) + 1;
			const payments = row.indexOf(SEPARATOR, name) + 1;
			end = row.indexOf(SEPARATOR, payments);
			if (end < 0) end = row.length;
			found.push(
				new KnownCustomer(iban, row.slice(number, name - 1), row.slice(name, payments - 1), row.slice(payments, end)),
			);
		}
		return found;
	}

	#find(iban: string): number {
		return this.#ibans.find(iban, hashText(iban));
	}

	#write(known: number, iban: string, customers: readonly KnownCustomer[]): void {
		const slot = known >= 0 ? known : (this.#freeSlots.pop() ?? this.#rows.length);
		this.#rows[slot] = [iban, ...customers.flatMap((one) => one.texts)].join(SEPARATOR);
		if (known < 0) this.#ibans.add(slot, hashText(iban));
	}
}

const NOBODY: readonly KnownCustomer[] = [];

function isRowOf(row: string, iban: string): boolean {
	return row.startsWith(iban) && row.startsWith(SEPARATOR, iban.length);
}

/** As a row can hold it: in names and numbers the separator means nothing. */
function plain(text: string): string {
	return text.includes(SEPARATOR) ? text.replaceAll(SEPARATOR, " ") : text;
}

/** Single letters are no words to the index. */
function isLetter(word: string): boolean {
	return word.length === 1;
}

/**
 * The order is this customer's: by number where both have one, else by name. The same number with quite another name is a customer of
 * another shop. Its texts are only read where the keys of number and words cannot tell.
 */
export function isCustomerOf(known: KnownCustomer, index: OrderIndex, indexed: IndexedOrder): boolean {
	const { numberHash } = known;
	const { slot } = indexed;
	const customer = index.customerOf(slot);
	const isNumbered = numberHash !== null && customer !== undefined;
	if (isNumbered && numberHash !== customer) return false;
	if (isNumbered && (index.countOfNames(slot) === 0 || known.isCalled(indexed.firstName))) return true;
	const { name } = known;
	if (name === null) return isNumbered;
	const sharesWord = index.sharedWords(slot, known.hashedName) > 0;
	if (isNumbered && sharesWord) return true;
	if (!sharesWord && index.hasAllWords(slot) && !name.words.some(isLetter)) return false;
	const { names } = indexed;
	return isNumbered
		? names.some(({ words }) => words.some((word) => name.words.includes(word)))
		: names.some(({ words }) => sameWords(words, name.words));
}
