import type { Money } from "@kontor/connector";
import { type KnownName, knownName } from "../compare-payer.ts";
import type { ReferenceField } from "../evidence.ts";
import type { MatchOrder, Standing } from "../order.ts";
import { parseReference, type Reference } from "../references.ts";
import type { OrderRecords } from "./order-records.ts";
import { type OrderTexts, unpackRow } from "./order-row.ts";

/** An order as comparisons need it; what costs anything is unpacked when first asked for. Holds until the next change. */
export interface IndexedOrder {
	/** Its place in the index until it is removed. */
	readonly slot: number;
	readonly order: MatchOrder;
	readonly standing: Standing;
	/** What a posting can still pay. */
	readonly open: Money;
	readonly references: readonly OwnReference[];
	readonly names: readonly KnownName[];
	/** Its customer's number as a mention's key can equal it; null where it has none. */
	readonly customer: string | null;
	/** The day it was placed; null where unknown. */
	readonly placedOn: string | null;
}

export interface OwnReference extends Reference {
	readonly field: ReferenceField;
}

const ONLY_DIGITS = /^\d+$/;

export class OrderView implements IndexedOrder {
	readonly slot: number;
	readonly #row: string;
	readonly #records: OrderRecords;
	#order: MatchOrder | undefined;
	#open: Money | undefined;
	#references: readonly OwnReference[] | undefined;
	#names: readonly KnownName[] | undefined;
	#customer: string | null | undefined;

	constructor(slot: number, row: string, records: OrderRecords) {
		this.slot = slot;
		this.#row = row;
		this.#records = records;
	}

	get order(): MatchOrder {
		this.#order ??= this.#unpack();
		return this.#order;
	}

	get standing(): Standing {
		return this.#records.standingOf(this.slot);
	}

	get open(): Money {
		this.#open ??= { minor: this.#records.openMinor(this.slot), currency: this.#records.currencyOf(this.slot) };
		return this.#open;
	}

	get references(): readonly OwnReference[] {
		this.#references ??= referencesOf(this.order);
		return this.#references;
	}

	get names(): readonly KnownName[] {
		this.#names ??= namesOf(this.order);
		return this.#names;
	}

	get customer(): string | null {
		if (this.#customer === undefined) this.#customer = customerKey(this.order.customerNumber);
		return this.#customer;
	}

	get placedOn(): string | null {
		return this.order.placedAt?.slice(0, 10) ?? null;
	}

	#unpack(): MatchOrder {
		const { slot } = this;
		const records = this.#records;
		return {
			...unpackRow(this.#row),
			shop: records.shopOf(slot),
			amount: records.amount(slot),
			open: records.open(slot),
			standing: records.standingOf(slot),
			testSystem: records.isTest(slot),
		};
	}
}

export function referencesOf(order: OrderTexts): OwnReference[] {
	const found: OwnReference[] = [];
	addReference(found, "orderNumber", order.number);
	addReference(found, "invoiceNumber", order.invoiceNumber);
	for (const number of order.additionalNumbers ?? []) addReference(found, "additionalNumber", number);
	return found;
}

export function namesOf(order: OrderTexts): KnownName[] {
	const found: KnownName[] = [];
	if (order.name) found.push(...knownName("name", order.name));
	if (order.company) found.push(...knownName("company", order.company));
	for (const name of order.additionalNames ?? []) found.push(...knownName("additionalName", name));
	return found;
}

/** A customer number as a mention's key can equal it. */
export function customerKey(number: string | undefined): string | null {
	if (number === undefined || number === "") return null;
	const digits = ONLY_DIGITS.test(number)
		? number
		: number
				.toUpperCase()
				.replace(/[^A-Z0-9]/g, "")
				.replace(/^[A-Z]+/, "");
	return digits.length >= 3 ? digits : null;
}

function addReference(found: OwnReference[], field: ReferenceField, raw: string | undefined): void {
	const reference = raw === undefined ? null : parseReference(raw);
	if (reference !== null) found.push({ ...reference, field });
}
