import type { Money } from "@kontor/connector";
import { type KnownName, knownName } from "../compare-payer.ts";
import type { NameField } from "../evidence.ts";
import type { MatchOrder, Standing } from "../order.ts";
import { customerKey } from "./customer-key.ts";
import { dayNumber, UNREADABLE_DAY } from "./day-number.ts";
import type { NumberForm } from "./number-form.ts";
import type { OrderCards } from "./order-card.ts";
import type { OrderRecords } from "./order-records.ts";
import { type OrderTexts, PLACE, rowAdditions, rowTerms, rowText, unpackRow } from "./order-row.ts";
import { type OwnReference, ownReference, referencesOf } from "./own-references.ts";

/** An order as comparisons need it; what costs anything is unpacked when first asked for. Holds until the next change. */
export interface IndexedOrder {
	/** Its place in the index until it is removed. */
	readonly slot: number;
	/** All of it; what is wanted most can be had by itself, for less. */
	readonly order: MatchOrder;
	readonly id: string;
	readonly number: string;
	readonly shop: string;
	readonly standing: Standing;
	/** What a posting can still pay. */
	readonly open: Money;
	readonly openMinor: number;
	readonly currency: string;
	/** What it costs, in whatever currency. */
	readonly amountMinor: number;
	/** The same with its currency. */
	readonly amount: Money;
	/** A cash discount or the like was agreed. */
	readonly hasTerms: boolean;
	readonly terms: MatchOrder["terms"];
	readonly paymentCode: MatchOrder["paymentCode"];
	/** It was placed after this day. */
	isPlacedAfter(day: string): boolean;
	readonly references: readonly OwnReference[];
	/** All of them that a text may stand for, and perhaps others. */
	referencesLike(text: string): readonly OwnReference[];
	/** How its references are written; null where only they themselves tell. */
	readonly forms: readonly NumberForm[] | null;
	/** The digits that belong to one of the forms, and the reference that both make up. */
	digits(form: number): number;
	reference(form: number): OwnReference | undefined;
	readonly names: readonly KnownName[];
	/** The first of them, without its words. */
	readonly firstName: Pick<KnownName, "field" | "raw"> | undefined;
	/** Its customer's number as a mention's key can equal it; null where it has none. */
	readonly customer: string | null;
	/** What tells its customer from others: his number, else his name; without both the order's id. */
	readonly customerText: string;
	/** The day it was placed; null where unknown. */
	readonly placedOn: string | null;
}

/** What has a form. */
const NUMBER = ["orderNumber", PLACE.number] as const;
const INVOICE = ["invoiceNumber", PLACE.invoiceNumber] as const;
const CUSTOMER_PLACES = [PLACE.customerNumber, PLACE.name, PLACE.company];

export class OrderView implements IndexedOrder {
	readonly slot: number;
	readonly #rows: readonly (string | undefined)[];
	readonly #records: OrderRecords;
	readonly #cards: OrderCards;
	#order: MatchOrder | undefined;
	#open: Money | undefined;
	#id: string | undefined;
	#references: readonly OwnReference[] | undefined;
	#names: readonly KnownName[] | undefined;
	#firstName: Pick<KnownName, "field" | "raw"> | null | undefined;
	#customer: string | null | undefined;

	constructor(slot: number, rows: readonly (string | undefined)[], records: OrderRecords, cards: OrderCards) {
		this.slot = slot;
		this.#rows = rows;
		this.#records = records;
		this.#cards = cards;
		this.#order = undefined;
		this.#open = undefined;
		this.#id = undefined;
		this.#references = undefined;
		this.#names = undefined;
		this.#firstName = undefined;
		this.#customer = undefined;
	}

	get order(): MatchOrder {
		this.#order ??= this.#unpack();
		return this.#order;
	}

	get id(): string {
		this.#id ??= rowText(this.#row, PLACE.id);
		return this.#id;
	}

	get number(): string {
		return rowText(this.#row, PLACE.number);
	}

	get shop(): string {
		return this.#records.shopOf(this.slot);
	}

	get standing(): Standing {
		return this.#records.standingOf(this.slot);
	}

	get open(): Money {
		this.#open ??= { minor: this.openMinor, currency: this.currency };
		return this.#open;
	}

	get openMinor(): number {
		return this.#records.openMinor(this.slot);
	}

	get currency(): string {
		return this.#records.currencyOf(this.slot);
	}

	get amountMinor(): number {
		return this.#records.amountMinor(this.slot);
	}

	get amount(): Money {
		return this.#records.amount(this.slot);
	}

	get hasTerms(): boolean {
		return this.#records.hasTerms(this.slot);
	}

	get terms(): MatchOrder["terms"] {
		return rowTerms(this.#row);
	}

	get paymentCode(): MatchOrder["paymentCode"] {
		return (rowText(this.#row, PLACE.paymentCode) || undefined) as MatchOrder["paymentCode"];
	}

	isPlacedAfter(day: string): boolean {
		const placed = this.#records.placed(this.slot);
		const number = dayNumber(day);
		if (placed !== UNREADABLE_DAY && number !== UNREADABLE_DAY) return placed > number;
		return this.placedOn !== null && day < this.placedOn;
	}

	get references(): readonly OwnReference[] {
		this.#references ??= referencesOf({
			number: rowText(this.#row, PLACE.number),
			invoiceNumber: rowText(this.#row, PLACE.invoiceNumber),
			additionalNumbers: rowAdditions(this.#row).additionalNumbers,
		});
		return this.#references;
	}

	referencesLike(text: string): readonly OwnReference[] {
		const { forms } = this;
		if (forms === null) return this.references;
		const found: OwnReference[] = [];
		for (let i = 0; i < forms.length; i++) {
			const reference = forms[i]?.mayBe(text, this.digits(i)) === true ? this.reference(i) : undefined;
			if (reference !== undefined) found.push(reference);
		}
		return found;
	}

	reference(form: number): OwnReference | undefined {
		if (this.#references !== undefined) return this.#references[form];
		const [field, place] = form === 0 ? NUMBER : INVOICE;
		return ownReference(field, rowText(this.#row, place));
	}

	get forms(): readonly NumberForm[] | null {
		return this.#cards.forms(this.slot);
	}

	digits(form: number): number {
		return this.#cards.digits(this.slot, form);
	}

	get names(): readonly KnownName[] {
		this.#names ??= namesOf({
			name: rowText(this.#row, PLACE.name),
			company: rowText(this.#row, PLACE.company),
			additionalNames: rowAdditions(this.#row).additionalNames,
		});
		return this.#names;
	}

	get firstName(): Pick<KnownName, "field" | "raw"> | undefined {
		if (this.#firstName === undefined) this.#firstName = this.#readFirstName();
		return this.#firstName ?? undefined;
	}

	get customer(): string | null {
		if (this.#customer === undefined) this.#customer = customerKey(rowText(this.#row, PLACE.customerNumber));
		return this.#customer;
	}

	get customerText(): string {
		for (const place of CUSTOMER_PLACES) {
			const text = rowText(this.#row, place);
			if (text !== "") return text;
		}
		return this.id;
	}

	get placedOn(): string | null {
		return rowText(this.#row, PLACE.placedAt).slice(0, 10) || null;
	}

	get #row(): string {
		return this.#rows[this.slot] ?? "";
	}

	#readFirstName(): Pick<KnownName, "field" | "raw"> | null {
		const name = rowText(this.#row, PLACE.name);
		const company = rowText(this.#row, PLACE.company);
		// Of several, or of one that may say nothing, only the words can tell.
		const isOnly = (name === "") !== (company === "") && this.#cards.hasPlainName(this.slot);
		if (!isOnly) return this.names[0] ?? null;
		return name === "" ? { field: "company", raw: company } : { field: "name", raw: name };
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

export function namesOf(order: Pick<OrderTexts, "name" | "company" | "additionalNames">): KnownName[] {
	const found: KnownName[] = [];
	addName(found, "name", order.name);
	addName(found, "company", order.company);
	if (order.additionalNames !== undefined) {
		for (const name of order.additionalNames) addName(found, "additionalName", name);
	}
	return found;
}

function addName(found: KnownName[], field: NameField, raw: string | undefined): void {
	const name = raw === undefined || raw === "" ? null : knownName(field, raw);
	if (name !== null) found.push(name);
}
