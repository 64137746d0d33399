import type { Money } from "@kontor/connector";
import type { MatchOrder, Standing } from "../order.ts";
import { grownSize } from "./growing.ts";
import { InternedTexts } from "./interned-texts.ts";

const STANDINGS: readonly Standing[] = ["open", "closed", "cancelled"];
const STANDING = 0b11;
const TEST_SYSTEM = 0b100;
/** `open` was given: without it, all of the amount is open. */
const OPEN_GIVEN = 0b1000;

/** A record's two amounts, in units of eight bytes; behind them two numbers of four. */
const WIDTH = 3;
const OPEN = 1;
/** The shop, and the flags above it. */
const SHOP_AND_FLAGS = 4;
/** The currency of the amount, and of what is open above it. */
const CURRENCIES = 5;
const LOW = 0xffff;
const HIGH = 16;

/** What can be said of an order without its texts, by slot: all in one place of 24 bytes, as it is asked together. */
export class OrderRecords {
	#amounts = new Float64Array(0);
	#numbers = new Uint32Array(0);
	readonly #currencies = new InternedTexts();
	readonly #shops = new InternedTexts();

	get bytes(): number {
		return this.#amounts.byteLength;
	}

	/** Whether an order would be kept as it is. */
	isSame(slot: number, order: MatchOrder): boolean {
		const open = order.open ?? order.amount;
		return (
			this.#amounts[slot * WIDTH] === order.amount.minor &&
			this.#amounts[slot * WIDTH + OPEN] === open.minor &&
			this.#flagsOf(slot) === flagsOf(order) &&
			this.#currencies.text(this.#number(slot, CURRENCIES) & LOW) === order.amount.currency &&
			this.currencyOf(slot) === open.currency
		);
	}

	set(slot: number, order: MatchOrder): void {
		if ((slot + 1) * WIDTH > this.#amounts.length) this.#grow(slot + 1);
		const open = order.open ?? order.amount;
		this.#amounts[slot * WIDTH] = order.amount.minor;
		this.#amounts[slot * WIDTH + OPEN] = open.minor;
		const numbers = slot * WIDTH * 2;
		this.#numbers[numbers + SHOP_AND_FLAGS] = this.#shops.number(order.shop) | (flagsOf(order) << HIGH);
		this.#numbers[numbers + CURRENCIES] =
			this.#currencies.number(order.amount.currency) | (this.#currencies.number(open.currency) << HIGH);
	}

	amount(slot: number): Money {
		return {
			minor: this.amountMinor(slot),
			currency: this.#currencies.text(this.#number(slot, CURRENCIES) & LOW),
		};
	}

	amountMinor(slot: number): number {
		return this.#amounts[slot * WIDTH] ?? 0;
	}

	/** As it was given. */
	open(slot: number): Money | undefined {
		if ((this.#flagsOf(slot) & OPEN_GIVEN) === 0) return undefined;
		return { minor: this.#amounts[slot * WIDTH + OPEN] ?? 0, currency: this.currencyOf(slot) };
	}

	/** What a posting can still pay: nothing of a closed order. */
	openMinor(slot: number): number {
		return this.standingOf(slot) === "closed" ? 0 : (this.#amounts[slot * WIDTH + OPEN] ?? 0);
	}

	/** Of what is open. */
	currencyOf(slot: number): string {
		return this.#currencies.text(this.#number(slot, CURRENCIES) >>> HIGH);
	}

	standingOf(slot: number): Standing {
		return STANDINGS[this.#flagsOf(slot) & STANDING] ?? "open";
	}

	isTest(slot: number): boolean {
		return (this.#flagsOf(slot) & TEST_SYSTEM) !== 0;
	}

	shopOf(slot: number): string {
		return this.#shops.text(this.#number(slot, SHOP_AND_FLAGS) & LOW);
	}

	#flagsOf(slot: number): number {
		return this.#number(slot, SHOP_AND_FLAGS) >>> HIGH;
	}

	#number(slot: number, place: number): number {
		return this.#numbers[slot * WIDTH * 2 + place] ?? 0;
	}

	#grow(slots: number): void {
		const grown = new Float64Array(grownSize(this.#amounts.length / WIDTH, slots) * WIDTH);
		grown.set(this.#amounts);
		this.#amounts = grown;
		this.#numbers = new Uint32Array(grown.buffer);
	}
}

function flagsOf({ standing = "open", testSystem, open }: MatchOrder): number {
	return STANDINGS.indexOf(standing) | (testSystem === true ? TEST_SYSTEM : 0) | (open === undefined ? 0 : OPEN_GIVEN);
}
