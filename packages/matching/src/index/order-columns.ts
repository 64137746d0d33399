import type { Money } from "@kontor/connector";
import type { MatchOrder, Standing } from "../order.ts";
import { Column } from "./growing.ts";
import { InternedTexts } from "./interned-texts.ts";

const STANDINGS: readonly Standing[] = ["open", "closed", "cancelled"];
const STANDING = 0b11;
const TEST_SYSTEM = 0b100;
/** `open` was given: without it, all of the amount is open. */
const OPEN_GIVEN = 0b1000;

/** What can be said of an order without its texts, by slot. */
export class OrderColumns {
	readonly #amount = new Column((size) => new Float64Array(size));
	readonly #open = new Column((size) => new Float64Array(size));
	readonly #amountCurrency = new Column((size) => new Uint16Array(size));
	readonly #openCurrency = new Column((size) => new Uint16Array(size));
	readonly #shop = new Column((size) => new Uint16Array(size));
	readonly #flags = new Column((size) => new Uint8Array(size));
	readonly #currencies = new InternedTexts();
	readonly #shops = new InternedTexts();

	get bytes(): number {
		const columns = [this.#amount, this.#open, this.#amountCurrency, this.#openCurrency, this.#shop, this.#flags];
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
}

function flagsOf({ standing = "open", testSystem, open }: MatchOrder): number {
	return STANDINGS.indexOf(standing) | (testSystem === true ? TEST_SYSTEM : 0) | (open === undefined ? 0 : OPEN_GIVEN);
}
