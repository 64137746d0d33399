import type { Money } from "@kontor/connector";
import type { ReferenceField } from "./evidence.ts";
import { AlikeOrders, type Likeness } from "./index/alike-orders.ts";
import { customerKey } from "./index/customer-key.ts";
import { hashText } from "./index/hash.ts";
import { type HashedWords, wordKey } from "./index/hashed-words.ts";
import { IdTable } from "./index/id-table.ts";
import { KeyedOrders } from "./index/keyed-orders.ts";
import { LookUps } from "./index/look-ups.ts";
import { NumberSpaces } from "./index/number-spaces.ts";
import { OrderCards } from "./index/order-card.ts";
import { amountKey, customerNumberKey, lengthBit, OrderKeys } from "./index/order-keys.ts";
import { OrderRecords } from "./index/order-records.ts";
import { packRow, rowBytes, rowHasId, unpackRow } from "./index/order-row.ts";
import { type IndexedOrder, namesOf, OrderView } from "./index/order-view.ts";
import { type OwnReference, referencesOf } from "./index/own-references.ts";
import { SlotTable } from "./index/slot-table.ts";
import { ViewCache } from "./index/view-cache.ts";
import type { MatchOrder } from "./order.ts";
import { type ReferenceForm, referenceForm } from "./references.ts";

export { customerKey } from "./index/customer-key.ts";
export { type HashedWords, hashWords } from "./index/hashed-words.ts";
export type { IndexedOrder } from "./index/order-view.ts";
export type { OwnReference } from "./index/own-references.ts";

/** What a text's number leads to. */
export interface ReferenceEntry {
	readonly indexed: IndexedOrder;
	readonly reference: OwnReference;
	readonly form: ReferenceForm;
}

/** @param number as `customerKey` makes it. */
export function hashCustomer(number: string): number {
	return customerNumberKey(number);
}

/** A number that more orders share names none of them: a year, a framework contract. */
export const MOST_OF_NUMBER = 256;
/** Of an order's words not more than so many are kept. */
const MOST_WORDS = 255;
const always = () => true;

/**
 * Orders by what a posting may say of them, packed: one string for each order's texts, records of numbers, one table of keys.
 * Every look-up is by hash; nothing here walks over all orders. Look-ups give slots, small numbers, of which records tell the
 * amount, standing and day at once, and `view` all the rest. A slot stays an order's own until it is removed.
 * Closed orders are found by their references only.
 */
export class OrderIndex {
	readonly #rows: (string | undefined)[] = [];
	readonly #freeSlots: number[] = [];
	readonly #slots = new SlotTable();
	readonly #records = new OrderRecords(this.#slots);
	readonly #cards = new OrderCards(this.#slots);
	readonly #ids = new IdTable((slot, id) => rowHasId(this.#rows[slot] ?? "", id), this.#records.idHashes);
	readonly #keyed = new KeyedOrders(this.#slots);
	readonly #spaces = new NumberSpaces(this.#keyed.counters);
	readonly #keys = new OrderKeys();
	readonly #alike = new AlikeOrders(this.#keyed, this.#records);
	readonly #lookUps = new LookUps(this.#keyed.table, this.#records);
	readonly #views = new ViewCache((slot) => new OrderView(slot, this.#rows, this.#records, this.#cards));
	#open = 0;
	/** Of no meaning. */
	#touched = 0;
	/** Of the keys of references there were, as bits: most numbers of a text are of another length. */
	#lengths = 0;

	get size(): number {
		return this.#ids.size;
	}

	/** How many orders a posting could pay: what the weight of an agreement is measured against. */
	get openCount(): number {
		return this.#open;
	}

	/** Some reference mixes letters and digits. */
	get hasMixed(): boolean {
		return this.#spaces.hasMixed;
	}

	/** Some reference begins with these letters. */
	hasPrefix(prefix: string): boolean {
		return this.#spaces.hasPrefix(prefix);
	}

	/** Out of how many numbers a shop's numbers of one field and length are taken; 0 where it has none. */
	numberRange(shop: string, field: ReferenceField, length: number): number {
		return this.#spaces.size(shop, field, length);
	}

	/** Adds an order or replaces the one of this id. Where only amounts or standing changed, its texts are not read again. */
	upsert(order: MatchOrder): void {
		const idHash = hashText(order.id);
		const row = packRow(order);
		const known = this.#ids.find(order.id, idHash);
		const slot = known >= 0 ? known : (this.#freeSlots.pop() ?? this.#rows.length);
		const keys = this.#keys;
		if (known >= 0 && this.#rows[known] === row && this.#records.shopOf(known) === order.shop) {
			if (this.#records.isSame(known, order)) return;
			keys.recall(this.#keyed.rows, known);
		} else {
			const references = referencesOf(order);
			const names = namesOf(order);
			keys.begin(references, customerKey(order.customerNumber), names);
			this.#lengths |= keys.lengths;
			if (known >= 0) this.#spaces.count(this.#records.shopOf(known), this.#referencesOf(known), -1);
			else this.#ids.add(slot, idHash);
			this.#spaces.count(order.shop, references, 1);
			this.#rows[slot] = row;
			this.#cards.set(slot, references, names);
		}
		if (known >= 0) this.#leave(known);
		this.#records.set(slot, order);
		const standing = this.#records.standingOf(slot);
		if (standing === "open") this.#open++;
		if (standing !== "closed") keys.addAmount(amountKey(order.open ?? order.amount));
		if (known >= 0) this.#keyed.change(slot, keys);
		else this.#keyed.put(slot, keys);
	}

	/** An id that is not known is no error. */
	remove(id: string): void {
		const slot = this.#ids.find(id, hashText(id));
		if (slot < 0) return;
		this.#spaces.count(this.#records.shopOf(slot), this.#referencesOf(slot), -1);
		this.#keyed.take(slot);
		this.#leave(slot);
		this.#ids.remove(slot);
		this.#rows[slot] = undefined;
		this.#freeSlots.push(slot);
	}

	/** Holds until the order changes. */
	view(slot: number): IndexedOrder {
		return this.#views.get(slot);
	}

	/** Every reference that the number is a form of, of orders in slots that are accepted; nothing of others is unpacked. */
	byReference(key: string, accepts: (slot: number) => boolean = always): ReferenceEntry[] {
		const found: ReferenceEntry[] = [];
		if (!this.#isLength(key.length)) return found;
		const { lookUps } = this;
		const asked = lookUps.reference(key, MOST_OF_NUMBER + 1);
		const slots = lookUps.run().slots(asked);
		if (slots.length > MOST_OF_NUMBER) return found;
		for (const slot of slots) {
			if (!accepts(slot)) continue;
			const indexed = this.view(slot);
			for (const reference of indexed.referencesLike(key)) {
				const form = referenceForm(reference, key);
				if (form !== null) found.push({ indexed, reference, form });
			}
		}
		return found;
	}

	/** Several keys to be looked up at once. The one before is over then. */
	get lookUps(): LookUps {
		return this.#lookUps.begin();
	}

	/**
	 * Asks memory for all at once that will be asked of these orders: one by one each would be waited for. Changes nothing.
	 */
	touch(slots: readonly number[]): void {
		let touched = this.#touched;
		for (const slot of slots) touched ^= this.#rows[slot]?.length ?? 0;
		this.#keyed.rows.touchWords(slots);
		for (const slot of slots) {
			const row = this.#rows[slot] ?? "";
			touched ^= row.charCodeAt(row.length >>> 1);
		}
		this.#touched = touched;
	}

	/** The same for the words of these orders alone. */
	touchWords(slots: readonly number[]): void {
		this.#keyed.rows.touchWords(slots);
	}

	/** The same for what will be asked of how many orders share an amount and words. */
	touchCounts(amount: Money, words: HashedWords): void {
		const { counters } = this.#keyed;
		let touched = this.#touched ^ counters.touch(amountKey(amount));
		for (const hash of words.hashes) touched ^= counters.touch(hash);
		this.#touched = touched;
	}

	/** Of these orders, those of which names have as many of the words. Nothing is unpacked. */
	sharing(slots: readonly number[], words: HashedWords, needed: number): readonly number[] {
		return this.#alike.sharing(slots, words, needed);
	}

	/** False where no reference has, or had, a key of this length. */
	isReferenceLength(length: number): boolean {
		return this.#isLength(length);
	}

	/**
	 * Orders of which a reference may be one edit away from the number, or be shorter than that: to be compared.
	 * @param like only those that can be paid, and of which as much is open or a name has one of the words.
	 */
	editNeighbours(digits: string, like?: Likeness): number[] {
		return this.#alike.neighbours(digits, (length) => this.#isLength(length), like);
	}

	/** How many orders that can be paid have exactly this open. */
	countOfAmount(money: Money): number {
		return this.#keyed.counters.get(amountKey(money));
	}

	/** How many orders that can be paid have this folded word in a name. */
	countOfWord(word: string): number {
		return this.countOfHash(wordKey(word));
	}

	/** The same by the word's hash. */
	countOfHash(hash: number): number {
		return this.#keyed.counters.get(hash);
	}

	/** How many of these words stand in the order's names. Closed ones too; nothing is unpacked. */
	sharedWords(slot: number, words: HashedWords): number {
		return this.#keyed.sharedWords(slot, words);
	}

	/** The hashes of the words of an order's only name, in order; null where they do not say all of it but the letters. */
	plainName(slot: number): readonly number[] | null {
		return this.#cards.hasPlainName(slot) ? this.#keyed.words(slot) : null;
	}

	/** How many different names the order has. */
	countOfNames(slot: number): number {
		return this.#keyed.rows.names(slot);
	}

	/** Whether all words of its names can be told; of very many some are not kept. */
	hasAllWords(slot: number): boolean {
		return this.#keyed.rows.words(slot) < MOST_WORDS;
	}

	/** Under what its customer's orders are found: his number; without one, the order's names. */
	keysOfCustomer(slot: number): readonly number[] {
		const customer = this.#keyed.customer(slot);
		return customer === undefined ? this.#keyed.names(slot) : [customer];
	}

	/** The order is of this customer. `hash` as `hashCustomer` makes it. */
	hasCustomer(slot: number, hash: number): boolean {
		return this.#keyed.customer(slot) === hash;
	}

	/** The hash of the order's customer number; undefined where it has none. */
	customerOf(slot: number): number | undefined {
		return this.#keyed.customer(slot);
	}

	/** What it costs, whatever is paid of it. */
	amountMinor(slot: number): number {
		return this.#records.amountMinor(slot);
	}

	/**
	 * Depends on the order's id alone: what breaks ties, so that it does not matter when which order became known. Slots do
	 * not serve for that.
	 */
	tieBreak(slot: number): number {
		return this.#ids.hashOf(slot);
	}

	/** The day it was placed, as `dayNumber` has it; 0 where unknown. */
	placed(slot: number): number {
		return this.#records.placed(slot);
	}

	openMinor(slot: number): number {
		return this.#records.openMinor(slot);
	}

	isTest(slot: number): boolean {
		return this.#records.isTest(slot);
	}

	shopOf(slot: number): string {
		return this.#records.shopOf(slot);
	}

	/** What is kept, in bytes. `indexBytes` is everything beyond the rows. Walks over all rows. */
	memory(): { rowsBytes: number; indexBytes: number } {
		const texts = this.#rows.reduce((sum, row) => sum + (row === undefined ? 0 : rowBytes(row)), 0);
		return {
			rowsBytes: texts + this.#rows.length * 8,
			indexBytes: this.#slots.bytes + this.#ids.bytes + this.#keyed.bytes,
		};
	}

	/** Some reference has, or had, a key of this length. */
	#isLength(length: number): boolean {
		return (this.#lengths & lengthBit(length)) !== 0;
	}

	#referencesOf(slot: number): OwnReference[] {
		return referencesOf(unpackRow(this.#rows[slot] ?? ""));
	}

	/** What an order was counts no longer. */
	#leave(slot: number): void {
		if (this.#records.standingOf(slot) === "open") this.#open--;
		this.#views.forget(slot);
	}
}
