import type { KnownName } from "../compare-payer.ts";
import { mixHash } from "./hash.ts";
import { formKey, keptDigits, MOST_DIGITS, NumberForm } from "./number-form.ts";
import type { OwnReference } from "./own-references.ts";
import { CARD, PLACE, type SlotTable, WIDTH } from "./slot-table.ts";

/** As many as a card can tell. Number 0 is no form. */
const MOST_FORMS = 0x3ff;
/** Names of more words are compared by their texts. */
const MOST_OF_PLAIN_NAME = 8;

/**
 * What of an order's texts is asked for most, in a few numbers of its record: most orders that are weighed are told by them
 * alone, and the texts, each a trip to memory, are left where they are.
 */
export class OrderCards {
	readonly #slots: SlotTable;
	/** Of an order's number, and of its invoice's where there is one. */
	readonly #forms: (readonly NumberForm[] | null)[] = [null];
	/** By the hash of their keys. */
	readonly #known = new Map<number, number>();

	constructor(slots: SlotTable) {
		this.#slots = slots;
	}

	set(slot: number, references: readonly OwnReference[], names: readonly KnownName[]): void {
		this.#slots.reserve(slot);
		const { numbers } = this.#slots;
		const at = slot * WIDTH;
		const form = this.#formOf(references);
		const card = (form << CARD.FORM) | (isPlain(names) ? CARD.PLAIN_NAME : 0);
		numbers[at + PLACE.SHOP_AND_FLAGS] = ((numbers[at + PLACE.SHOP_AND_FLAGS] ?? 0) & ~CARD.ALL) | card;
		let place = at + PLACE.DIGITS;
		if (form !== 0) for (const reference of references) numbers[place++] = keptDigits(reference);
	}

	/** The forms of an order's references, in order; null where only its texts tell. */
	forms(slot: number): readonly NumberForm[] | null {
		return this.#forms[(this.#slots.numbers[slot * WIDTH + PLACE.SHOP_AND_FLAGS] ?? 0) >>> CARD.FORM] ?? null;
	}

	/** The digits that belong to one of the forms. */
	digits(slot: number, form: number): number {
		return this.#slots.numbers[slot * WIDTH + PLACE.DIGITS + form] ?? 0;
	}

	/** The order has only a name or a company, of different words: the keys of its words say all of it but the letters. */
	hasPlainName(slot: number): boolean {
		return ((this.#slots.numbers[slot * WIDTH + PLACE.SHOP_AND_FLAGS] ?? 0) & CARD.PLAIN_NAME) !== 0;
	}

	#formOf(references: readonly OwnReference[]): number {
		const [number, invoice] = references;
		if (number?.field !== "orderNumber" || !hasForm(number) || references.length > 2) return 0;
		if (invoice !== undefined && (invoice.field !== "invoiceNumber" || !hasForm(invoice))) return 0;
		const ofNumber = formKey(number);
		const ofInvoice = invoice === undefined ? 0 : formKey(invoice);
		const hash = mixHash(ofNumber, ofInvoice);
		const known = this.#known.get(hash);
		if (known === undefined) return this.#add(hash, references);
		const [one, other] = this.#forms[known] ?? [];
		return one?.key === ofNumber && (other?.key ?? 0) === ofInvoice ? known : 0;
	}

	#add(hash: number, references: readonly OwnReference[]): number {
		const form = this.#forms.length;
		if (form > MOST_FORMS) return 0;
		this.#forms.push(references.map((reference) => new NumberForm(reference)));
		this.#known.set(hash, form);
		return form;
	}
}

function hasForm({ mixed, digits }: OwnReference): boolean {
	return mixed === null && digits.length <= MOST_DIGITS;
}

/** Single letters are no words to the index, and of words that come again it keeps one. */
function isPlain(names: readonly KnownName[]): boolean {
	const [only] = names;
	if (only === undefined || names.length > 1 || only.field === "additionalName") return false;
	const { words } = only;
	if (words.length > MOST_OF_PLAIN_NAME) return false;
	for (let i = 0; i < words.length; i++) {
		const word = words[i] ?? "";
		if (word.length < 2 || words.indexOf(word) < i) return false;
	}
	return true;
}
