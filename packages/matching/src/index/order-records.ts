import type { Money } from "@kontor/connector";
import type { MatchOrder, Standing } from "../order.ts";
import { dayNumber } from "./day-number.ts";
import type { IdHashes } from "./id-table.ts";
import { InternedTexts } from "./interned-texts.ts";
import { AMOUNT, AMOUNTS, CARD, PLACE, type SlotTable, WIDTH } from "./slot-table.ts";

const STANDINGS: readonly Standing[] = ["open", "closed", "cancelled"];
const STANDING = 0b11;
const CLOSED = 1;
const TEST_SYSTEM = 0b100;
/** `open` was given: without it, all of the amount is open. */
const OPEN_GIVEN = 0b1000;
const HAS_TERMS = 0b1_0000;
/** Of the shop; the flags stand above it. Of the amount's currency; that of what is open stands above it. */
const LOW = 0xffff;
const HIGH = 16;
const FLAGS = 0b1_1111;

/** What can be said of an order without its texts, by slot. */
export class OrderRecords {
	/** Of the order's id. */
	readonly idHashes: IdHashes;
	readonly #slots: SlotTable;
	/** Of no meaning. */
	#touched = 0;
	readonly #currencies = new InternedTexts();
	readonly #shops = new InternedTexts();

	constructor(slots: SlotTable) {
		this.#slots = slots;
		this.idHashes = {
			get: (slot) => slots.numbers[slot * WIDTH + PLACE.ID_HASH] ?? 0,
			set: (slot, hash) => {
				slots.reserve(slot);
				slots.numbers[slot * WIDTH + PLACE.ID_HASH] = hash;
			},
			bytes: 0,
		};
	}

	/** Asks memory for the records of slots that are going to be looked at. */
	touch(slots: readonly number[]): void {
		let touched = this.#touched;
		const { numbers } = this.#slots;
		// Where it begins and where it ends: mostly not on one line of memory.
		for (const slot of slots) touched ^= (numbers[slot * WIDTH] ?? 0) ^ (numbers[slot * WIDTH + WIDTH - 1] ?? 0);
		this.#touched = touched;
	}

	/** Whether an order would be kept as it is. */
	isSame(slot: number, order: MatchOrder): boolean {
		const open = order.open ?? order.amount;
		return (
			this.amountMinor(slot) === order.amount.minor &&
			(this.#slots.amounts[slot * AMOUNTS + AMOUNT.OPEN] ?? 0) === open.minor &&
			this.#flagsOf(slot) === flagsOf(order) &&
			this.#amountCurrency(slot) === order.amount.currency &&
			this.currencyOf(slot) === open.currency
		);
	}

	set(slot: number, order: MatchOrder): void {
		const open = order.open ?? order.amount;
		this.#slots.reserve(slot);
		const { amounts, numbers } = this.#slots;
		amounts[slot * AMOUNTS + AMOUNT.WHOLE] = order.amount.minor;
		amounts[slot * AMOUNTS + AMOUNT.OPEN] = open.minor;
		const currency = this.#currencies.number(order.amount.currency);
		const at = slot * WIDTH;
		numbers[at + PLACE.CURRENCIES] = currency | (this.#currencies.number(open.currency) << HIGH);
		const card = (numbers[at + PLACE.SHOP_AND_FLAGS] ?? 0) & CARD.ALL;
		numbers[at + PLACE.SHOP_AND_FLAGS] = card | this.#shops.number(order.shop) | (flagsOf(order) << HIGH);
		numbers[at + PLACE.PLACED] = order.placedAt ? dayNumber(order.placedAt) : 0;
	}

	amount(slot: number): Money {
		return { minor: this.amountMinor(slot), currency: this.#amountCurrency(slot) };
	}

	amountMinor(slot: number): number {
		return this.#slots.amounts[slot * AMOUNTS + AMOUNT.WHOLE] ?? 0;
	}

	/** As it was given. */
	open(slot: number): Money | undefined {
		if ((this.#flagsOf(slot) & OPEN_GIVEN) === 0) return undefined;
		return { minor: this.#slots.amounts[slot * AMOUNTS + AMOUNT.OPEN] ?? 0, currency: this.currencyOf(slot) };
	}

	/** What a posting can still pay: nothing of a closed order. */
	openMinor(slot: number): number {
		return this.isClosed(slot) ? 0 : (this.#slots.amounts[slot * AMOUNTS + AMOUNT.OPEN] ?? 0);
	}

	/** Of what is open. */
	currencyOf(slot: number): string {
		return this.#currencies.text((this.#slots.numbers[slot * WIDTH + PLACE.CURRENCIES] ?? 0) >>> HIGH);
	}

	standingOf(slot: number): Standing {
		return STANDINGS[this.#flagsOf(slot) & STANDING] ?? "open";
	}

	isClosed(slot: number): boolean {
		return (this.#flagsOf(slot) & STANDING) === CLOSED;
	}

	isTest(slot: number): boolean {
		return (this.#flagsOf(slot) & TEST_SYSTEM) !== 0;
	}

	/** A cash discount or the like was agreed. */
	hasTerms(slot: number): boolean {
		return (this.#flagsOf(slot) & HAS_TERMS) !== 0;
	}

	/** The day it was placed, as `dayNumber` has it; 0 where unknown. */
	placed(slot: number): number {
		return this.#slots.numbers[slot * WIDTH + PLACE.PLACED] ?? 0;
	}

	shopOf(slot: number): string {
		return this.#shops.text((this.#slots.numbers[slot * WIDTH + PLACE.SHOP_AND_FLAGS] ?? 0) & LOW);
	}

	#flagsOf(slot: number): number {
		return ((this.#slots.numbers[slot * WIDTH + PLACE.SHOP_AND_FLAGS] ?? 0) >>> HIGH) & FLAGS;
	}

	#amountCurrency(slot: number): string {
		return this.#currencies.text((this.#slots.numbers[slot * WIDTH + PLACE.CURRENCIES] ?? 0) & LOW);
	}
}

function flagsOf({ standing = "open", testSystem, open, terms }: MatchOrder): number {
	return (
		STANDINGS.indexOf(standing) |
		(testSystem === true ? TEST_SYSTEM : 0) |
		(open === undefined ? 0 : OPEN_GIVEN) |
		(terms === undefined || terms.length === 0 ? 0 : HAS_TERMS)
	);
}
