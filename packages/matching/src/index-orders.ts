import type { Money } from "@kontor/connector";
import { type KnownName, knownName } from "./compare-payer.ts";
import type { ReferenceField } from "./evidence.ts";
import { MultiMap } from "./multi-map.ts";
import type { MatchOrder, Standing } from "./order.ts";
import { parseReference, type Reference, type ReferenceForm, referenceKeys } from "./references.ts";

/** An order, prepared once for all comparisons. */
export interface IndexedOrder {
	readonly order: MatchOrder;
	readonly standing: Standing;
	/** What a posting can still pay. */
	readonly open: Money;
	readonly references: readonly OwnReference[];
	readonly names: readonly KnownName[];
	/** The day it was placed; null where unknown. */
	readonly placedOn: string | null;
}

export interface OwnReference extends Reference {
	readonly field: ReferenceField;
}

/** What a text's number leads to. */
export interface ReferenceEntry {
	readonly indexed: IndexedOrder;
	readonly reference: OwnReference;
	readonly form: ReferenceForm;
}

/**
 * Orders by what a posting may say of them. Every look-up is by hash; nothing here walks over all orders.
 * Closed orders are found by their references only.
 */
export class OrderIndex {
	readonly #orders = new Map<string, { indexed: IndexedOrder; keys: readonly ReferenceEntryKey[] }>();
	readonly #references = new MultiMap<string, ReferenceEntry>();
	readonly #customers = new MultiMap<string, IndexedOrder>();
	readonly #amounts = new MultiMap<string, IndexedOrder>();
	readonly #nameWords = new MultiMap<string, IndexedOrder>();
	readonly #prefixes = new Map<string, number>();
	#open = 0;
	#mixed = 0;

	get size(): number {
		return this.#orders.size;
	}

	/** How many orders a posting could pay: what the weight of an agreement is measured against. */
	get openCount(): number {
		return this.#open;
	}

	/** Some reference mixes letters and digits. */
	get hasMixed(): boolean {
		return this.#mixed > 0;
	}

	/** Some reference begins with these letters. */
	hasPrefix(prefix: string): boolean {
		return this.#prefixes.has(prefix);
	}

	upsert(order: MatchOrder): void {
		this.remove(order.id);
		const indexed = indexOrder(order);
		const keys = referenceEntries(indexed);
		this.#orders.set(order.id, { indexed, keys });
		this.#count(indexed, 1);
		for (const { key, entry } of keys) this.#references.add(key, entry);
		for (const { map, key } of this.#keys(indexed)) map.add(key, indexed);
	}

	remove(id: string): void {
		const known = this.#orders.get(id);
		if (known === undefined) return;
		const { indexed, keys } = known;
		this.#orders.delete(id);
		this.#count(indexed, -1);
		for (const { key, entry } of keys) this.#references.remove(key, entry);
		for (const { map, key } of this.#keys(indexed)) map.remove(key, indexed);
	}

	byReference(key: string): readonly ReferenceEntry[] {
		return this.#references.get(key);
	}

	byCustomerNumber(number: string): readonly IndexedOrder[] {
		return this.#customers.get(number);
	}

	/** Orders of which exactly this much is open. */
	byAmount({ minor, currency }: Money): readonly IndexedOrder[] {
		return this.#amounts.get(`${currency}${minor}`);
	}

	byNameWord(word: string): readonly IndexedOrder[] {
		return this.#nameWords.get(word);
	}

	countOfAmount(money: Money): number {
		return this.byAmount(money).length;
	}

	countOfWord(word: string): number {
		return this.byNameWord(word).length;
	}

	/** How many numbers of this length a shop may have. */
	numberRange(_shop: string, _field: string, length: number): number {
		return 10 ** Math.max(0, length - 1);
	}

	memory(): { rowsBytes: number; indexBytes: number } {
		return { rowsBytes: 0, indexBytes: 0 };
	}

	#count({ standing, references }: IndexedOrder, by: 1 | -1): void {
		if (standing === "open") this.#open += by;
		if (references.some(({ mixed }) => mixed !== null)) this.#mixed += by;
		for (const { prefix } of references) {
			const count = (this.#prefixes.get(prefix) ?? 0) + by;
			if (count > 0) this.#prefixes.set(prefix, count);
			else this.#prefixes.delete(prefix);
		}
	}

	#keys(indexed: IndexedOrder): { map: MultiMap<string, IndexedOrder>; key: string }[] {
		if (indexed.standing === "closed") return [];
		const keys = [{ map: this.#amounts, key: `${indexed.open.currency}${indexed.open.minor}` }];
		const customer = customerKey(indexed.order.customerNumber);
		if (customer !== null) keys.push({ map: this.#customers, key: customer });
		const words = new Set(indexed.names.flatMap((name) => name.words).filter((word) => word.length >= 2));
		for (const key of words) keys.push({ map: this.#nameWords, key });
		return keys;
	}
}

/** A customer number as a mention's key can equal it. */
export function customerKey(number: string | undefined): string | null {
	const compact = number?.replace(/[^A-Za-z0-9]/g, "").toUpperCase() ?? "";
	const digits = compact.replace(/^[A-Z]+/, "");
	return digits.length >= 3 ? digits : null;
}

function indexOrder(order: MatchOrder): IndexedOrder {
	const standing = order.standing ?? "open";
	const { minor, currency } = order.open ?? order.amount;
	return {
		order,
		standing,
		open: { minor: standing === "closed" ? 0 : minor, currency },
		references: [
			...ownReference("orderNumber", order.number),
			...ownReference("invoiceNumber", order.invoiceNumber),
			...(order.additionalNumbers ?? []).flatMap((number) => ownReference("additionalNumber", number)),
		],
		names: [
			...knownName("name", order.name),
			...knownName("company", order.company),
			...(order.additionalNames ?? []).flatMap((name) => knownName("additionalName", name)),
		],
		placedOn: order.placedAt?.slice(0, 10) ?? null,
	};
}

function ownReference(field: ReferenceField, raw: string | undefined): OwnReference[] {
	const reference = raw === undefined ? null : parseReference(raw);
	return reference === null ? [] : [{ ...reference, field }];
}

interface ReferenceEntryKey {
	readonly key: string;
	readonly entry: ReferenceEntry;
}

function referenceEntries(indexed: IndexedOrder): ReferenceEntryKey[] {
	return indexed.references.flatMap((reference) =>
		referenceKeys(reference).map(({ key, form }) => ({ key, entry: { indexed, reference, form } })),
	);
}
