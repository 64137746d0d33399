import type { ReferenceField } from "../evidence.ts";
import type { CounterTable } from "./counter-table.ts";
import { hashText, KEY, mixHash } from "./hash.ts";
import type { OwnReference } from "./order-view.ts";

/** A number space is measured in blocks of a thousand: of a number's digits, all but these. */
const WITHIN_BLOCK = 3;
const BLOCK = 1_000;

/** What numbers are like: the letters they begin with, and how many numbers of one length a shop has to give away. */
export class NumberSpaces {
	readonly #counters: CounterTable;
	/** By shop, field and length: in how many blocks there is any number. */
	readonly #blocks = new Map<string, number>();
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
	 * Out of how many numbers this shop's numbers of this field and length are taken: an accidental number hits one of them with
	 * one in so many. 0 where there is none.
	 */
	size(shop: string, field: ReferenceField, length: number): number {
		const blocks = this.#blocks.get(spaceName(shop, field, length)) ?? 0;
		return Math.min(blocks * BLOCK, 10 ** length);
	}

	count(shop: string, references: readonly OwnReference[], by: 1 | -1): void {
		const counters = this.#counters;
		const change = (key: number) => (by === 1 ? counters.add(key) === 1 : counters.subtract(key) === 0);
		for (const { prefix, digits, mixed, field } of references) {
			change(prefixKey(prefix));
			if (mixed !== null) {
				this.#mixed += by;
				continue;
			}
			const space = spaceName(shop, field, digits.length);
			const block = mixHash(hashText(digits.slice(0, -WITHIN_BLOCK)), mixHash(hashText(space), KEY.block));
			if (change(block)) this.#blocks.set(space, (this.#blocks.get(space) ?? 0) + by);
		}
	}
}

function prefixKey(prefix: string): number {
	return mixHash(hashText(prefix), KEY.prefix);
}

function spaceName(shop: string, field: ReferenceField, length: number): string {
	return `${length} ${field} ${shop}`;
}
