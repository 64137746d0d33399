import type { Money } from "@kontor/connector";
import type { MatchOrder, Standing } from "../order.ts";
import { Column } from "./growing.ts";
import { InternedTexts } from "./interned-texts.ts";

const STANDINGS: readonly Standing[] = ["open", "closed", "cancelled"];
const STANDING = 0b11;
const TEST_SYSTEM = 0b100;
/** `open` was given: without it, all of the amount is open. */
const OPEN_GIVEN = 0b1000;
/** No day is kept as this one. */
const NO_DAY = -0x8000_0000;

/** What can be said of an order without its texts, by slot. */
export class OrderColumns {
	readonly #amount = new Column((size) => new Float64Array(size));
	readonly #open = new Column((size) => new Float64Array(size));
	readonly #amountCurrency = new Column((size) => new Uint16Array(size));
	readonly #openCurrency = new Column((size) => new Uint16Array(size));
	readonly #shop = new Column((size) => new Uint16Array(size));
	readonly #flags = new Column((size) => new Uint8Array(size));
	readonly #day = new Column((size) => new Int32Array(size));
	readonly #currencies = new InternedTexts();
	readonly #shops = new InternedTexts();

	get bytes(): number {
		const columns = [
			this.#amount,
			this.#open,
			this.#amountCurrency,
			this.#openCurrency,
			this.#shop,
			this.#flags,
			this.#day,
		];
		return columns.reduce((sum, { bytes }) => sum + bytes, 0);
	}

	/** Whether an order would be kept as it is. */
	isSame(slot: number, order: MatchOrder): boolean {
		const open = order.open ?? order.amount;
		return (
			this.#amount.get(slot) === order.amount.minor &&
			this.#open.get(slot) === open.minor &&
			this.#flags.get(slot) === flagsOf(order) &&
			this.#currencies.text(this.#amountCurrency.get(slot)) === order.amount.currency &&
			this.#currencies.text(this.#openCurrency.get(slot)) === open.currency
		);
	}

	set(slot: number, order: MatchOrder): void {
		const open = order.open ?? order.amount;
		this.#amount.set(slot, order.amount.minor);
		this.#amountCurrency.set(slot, this.#currencies.number(order.amount.currency));
		this.#open.set(slot, open.minor);
		this.#openCurrency.set(slot, this.#currencies.number(open.currency));
		this.#shop.set(slot, this.#shops.number(order.shop));
		this.#day.set(slot, order.placedAt === undefined ? NO_DAY : (dayNumber(order.placedAt) ?? NO_DAY));
		this.#flags.set(slot, flagsOf(order));
	}

	amount(slot: number): Money {
		return { minor: this.#amount.get(slot), currency: this.#currencies.text(this.#amountCurrency.get(slot)) };
	}

	amountMinor(slot: number): number {
		return this.#amount.get(slot);
	}

	/** As it was given. */
	open(slot: number): Money | undefined {
		if ((this.#flags.get(slot) & OPEN_GIVEN) === 0) return undefined;
		return { minor: this.#open.get(slot), currency: this.currencyOf(slot) };
	}

	/** What a posting can still pay: nothing of a closed order. */
	openMinor(slot: number): number {
		return this.standingOf(slot) === "closed" ? 0 : this.#open.get(slot);
	}

	/** Of what is open. */
	currencyOf(slot: number): string {
		return this.#currencies.text(this.#openCurrency.get(slot));
	}

	hasOpen(slot: number, { minor, currency }: Money): boolean {
		return this.openMinor(slot) === minor && this.#openCurrency.get(slot) === this.#currencies.find(currency);
	}

	standingOf(slot: number): Standing {
		return STANDINGS[this.#flags.get(slot) & STANDING] ?? "open";
	}

	isTest(slot: number): boolean {
		return (this.#flags.get(slot) & TEST_SYSTEM) !== 0;
	}

	shopOf(slot: number): string {
		return this.#shops.text(this.#shop.get(slot));
	}

	placedDay(slot: number): number | null {
		const day = this.#day.get(slot);
		return day === NO_DAY ? null : day;
	}
}

function flagsOf({ standing = "open", testSystem, open }: MatchOrder): number {
	return STANDINGS.indexOf(standing) | (testSystem === true ? TEST_SYSTEM : 0) | (open === undefined ? 0 : OPEN_GIVEN);
}

/** Days since 1970 of a day or instant; null where it does not begin with a day. */
export function dayNumber(text: string): number | null {
	const year = digitsAt(text, 0, 4);
	const month = digitsAt(text, 5, 7);
	const day = digitsAt(text, 8, 10);
	if (Number.isNaN(year + month + day) || text[4] !== "-" || text[7] !== "-") return null;
	return Date.UTC(year, month - 1, day) / 86_400_000;
}

function digitsAt(text: string, start: number, end: number): number {
	let value = 0;
	for (let i = start; i < end; i++) {
		const digit = text.charCodeAt(i) - 48;
		if (!(digit >= 0 && digit <= 9)) return Number.NaN;
		value = value * 10 + digit;
	}
	return value;
}
