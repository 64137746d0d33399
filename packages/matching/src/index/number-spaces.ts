import type { ReferenceField } from "../evidence.ts";
import type { CounterTable } from "./counter-table.ts";
import { hashStart, hashText, KEY, mixHash } from "./hash.ts";
import { InternedTexts } from "./interned-texts.ts";
import type { OwnReference } from "./own-references.ts";

/** A number space is measured in blocks of a thousand: of a number's digits, all but these. */
const WITHIN_BLOCK = 3;
const BLOCK = 1_000;
const FIELDS: readonly ReferenceField[] = ["orderNumber", "invoiceNumber", "additionalNumber"];
/** Numbers of more digits count as being this long. */
const LONGEST = 63;

/** What numbers are like: the letters they begin with, and how many numbers of one length a shop has to give away. */
export class NumberSpaces {
	readonly #counters: CounterTable;
	readonly #shops = new InternedTexts();
	/** By shop, field and length: in how many blocks there is any number. */
	readonly #blocks = new Map<number, number>();
	#mixed = 0;

	/** @param counters where blocks and prefixes are counted. */
	constructor(counters: CounterTable) {
		this.#counters = counters;
	}

	/** Some reference mixes letters and digits. */
	get hasMixed(): boolean {
		return this.#mixed > 0;
	}

	/** Some reference begins with these letters. */
	hasPrefix(prefix: string): boolean {
		return this.#counters.get(prefixKey(prefix)) > 0;
	}

	/**
	 * Out of how many numbers this shop's numbers of this field and length are taken: an accidental number hits a certain one
	 * of them with one in so many. 0 where there is none.
	 */
	size(shop: string, field: ReferenceField, length: number): number {
		const blocks = this.#blocks.get(spaceOf(this.#shops.find(shop), field, length)) ?? 0;
		return Math.min(blocks * BLOCK, 10 ** length);
	}

	count(shop: string, references: readonly OwnReference[], by: 1 | -1): void {
		const counters = this.#counters;
		const shopNumber = this.#shops.number(shop);
		for (const { prefix, digits, mixed, field } of references) {
			if (by === 1) counters.add(prefixKey(prefix));
			else counters.subtract(prefixKey(prefix));
			if (mixed !== null) {
				this.#mixed += by;
				continue;
			}
			const space = spaceOf(shopNumber, field, digits.length);
			const block = mixHash(hashStart(digits, Math.max(0, digits.length - WITHIN_BLOCK)), mixHash(space, KEY.block));
			if (by === 1 ? counters.add(block) === 1 : counters.subtract(block) === 0) {
				this.#blocks.set(space, (this.#blocks.get(space) ?? 0) + by);
			}
		}
	}
}

function prefixKey(prefix: string): number {
	return mixHash(hashText(prefix), KEY.prefix);
}

function spaceOf(shop: number, field: ReferenceField, length: number): number {
	return (shop * FIELDS.length + FIELDS.indexOf(field)) * (LONGEST + 1) + Math.min(length, LONGEST);
}
