import type { ReferenceField } from "./evidence.ts";
import { findContinued } from "./find-continued.ts";
import type { IndexedOrder, OrderIndex, OwnReference, ReferenceEntry } from "./index-orders.ts";
import { isFiller, type Label, labelOf } from "./labels.ts";
import type { ReadPosting } from "./read-posting.ts";
import type { ReferenceForm } from "./references.ts";
import { LONGEST_PREFIX, type Mention } from "./scan-text.ts";

/** A reference of one order that a posting mentions. */
export interface Hit {
	readonly reference: OwnReference;
	readonly form: ReferenceForm;
	readonly source: "text" | "endToEndId" | "creditorReference" | "range";
	/** Its digits, under which it was found. */
	readonly key: string;
	/** As it stands in the posting, with its prefix where that is ours or another one. */
	readonly matched: string;
	/** Where in the text; null for what does not come from it. */
	readonly span: { readonly start: number; readonly end: number } | null;
	/** A prefix stands there that is not the reference's: "RG10023" for "AU10023". */
	readonly otherPrefix: boolean;
	/** Neither a prefix nor a label says what the number is. */
	readonly bare: boolean;
	/** How well it fits, for telling rivals on one number apart. */
	readonly quality: number;
	/** Bits to take off: how seldom payers write an own number in this form. Negative where they do so mostly. */
	readonly doubt: number;
	/** Enough, with the amount, to say which order is meant. */
	readonly strong: boolean;
}

/** What the words around a number make of it. */
export type Judged = Omit<Hit, "reference" | "form" | "source" | "key" | "span">;

/** An order that the posting mentions, with its best hit. */
export interface NamedOrder {
	readonly indexed: IndexedOrder;
	readonly hit: Hit;
}

/** Every order that a posting mentions, of those in slots that are accepted; best hit first (PRODUCT D2). */
export function findNamed(read: ReadPosting, index: OrderIndex, accepts: (slot: number) => boolean): NamedOrder[] {
	const best = new Map<number, NamedOrder>();
	const add = ({ indexed, reference, form }: ReferenceEntry, hit: Omit<Hit, "reference" | "form">) => {
		const known = best.get(indexed.slot);
		if (known === undefined || isBetter(hit, known.hit)) {
			best.set(indexed.slot, { indexed, hit: { reference, form, ...hit } });
		}
	};

	for (const mention of read.mentions) {
		for (const entry of index.byReference(mention.key, accepts)) {
			const hit = judge(mention, entry);
			if (hit !== null) add(entry, { ...hit, source: "text", key: mention.key, span: mention });
		}
	}
	for (const mention of read.endToEnd?.mentions ?? []) {
		for (const entry of index.byReference(mention.key, accepts)) {
			const whole = isWholeId(read.endToEnd?.whole ?? "", entry.reference);
			const hit = whole ? { matched: read.endToEnd?.raw ?? "", ...CERTAIN } : judge(mention, entry);
			if (hit !== null) add(entry, { ...hit, source: "endToEndId", key: mention.key, span: null });
		}
	}
	for (const { body, valid, text } of read.creditorReferences) {
		// A broken check digit says that some digit is wrong, not which.
		if (!valid) continue;
		const [prefix, digits] = prefixAndDigits(body);
		for (const entry of [
			...index.byReference(body, accepts),
			...(prefix === "" ? [] : index.byReference(digits, accepts)),
		]) {
			const { mixed } = entry.reference;
			const other = mixed === null && prefix !== "" && prefix !== entry.reference.prefix;
			if (entry.form === "end" || other) continue;
			add(entry, { ...CERTAIN, matched: text, source: "creditorReference", key: digits, span: null });
		}
	}
	const whole = (mention: Mention, entry: ReferenceEntry) => judge(mention, entry, false);
	for (const { entry, hit } of findContinued(read, index, accepts, whole)) add(entry, hit);
	return inOrder([...best.values()]);
}

type Rated = Pick<Hit, "strong" | "quality">;

function isBetter(one: Rated, other: Rated): boolean {
	return one.strong === other.strong ? one.quality > other.quality : one.strong;
}

/** Best hit first. */
export function inOrder(named: NamedOrder[]): NamedOrder[] {
	return named.length < 2
		? named
		: named.sort((a, b) => b.hit.quality - a.hit.quality || (a.indexed.order.id < b.indexed.order.id ? -1 : 1));
}

const CERTAIN = { otherPrefix: false, bare: false, quality: 20, doubt: -5, strong: true };
/** 20261105, 05112026, 051126: without a label it may be a day. */
const LIKE_A_DAY =
	/^(?:20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:20)?\d\d)$/;
const SHORTEST_UNLABELLED = 5;
const SHORTEST_LABELLED = 3;

/** "B2026001105" is B and 2026001105. */
function prefixAndDigits(body: string): [prefix: string, digits: string] {
	const start = body.search(/\d/);
	return start <= 0 ? ["", body] : [body.slice(0, start), body.slice(start)];
}

/** The end-to-end id is the reference itself, with or without its prefix. */
function isWholeId(whole: string, { prefix, digits, mixed }: OwnReference): boolean {
	return whole === (mixed ?? prefix + digits) || (whole === digits && digits.length >= SHORTEST_UNLABELLED);
}

/** Bits to take off a number for the words around it, or to add (negative): whether it is called what the reference is. */
export function doubtOfWords(mention: Mention, reference: OwnReference): number {
	const prefix = comparePrefix(mention, reference);
	const { label } = mention;
	const ofPrefix = { same: -3, none: 0, missing: 1, other: 5 }[prefix];
	if (label !== "order" && label !== "invoice") return ofPrefix;
	const otherKind = (label === "invoice") !== (reference.field === "invoiceNumber") && prefix !== "same";
	return ofPrefix + (otherKind ? 1 : prefix === "same" ? -2 : -3.5);
}

/**
 * Null where the words around say that it is another kind of number.
 * @param fragment the digits that hang on it make it a piece of a longer number.
 */
function judge(mention: Mention, { reference, form }: ReferenceEntry, fragment = mention.fragment): Judged | null {
	const prefix = comparePrefix(mention, reference);
	const { label } = mention;
	if (prefix !== "same" && (label === "customer" || label === "other")) return null;
	const labelFits = label === "order" || label === "invoice";
	const named = prefix === "same" || labelFits;
	const length = mention.key.length;
	if (length < SHORTEST_LABELLED && !named) return null;

	const otherKind = (label === "invoice") !== (reference.field === "invoiceNumber") && prefix !== "same";
	const splitOtherwise = mention.joined || (mention.groups > 1 && mention.groups !== reference.groups);
	const shortest = named && !(labelFits && otherKind) ? SHORTEST_LABELLED : SHORTEST_UNLABELLED;
	const strong =
		(named || !LIKE_A_DAY.test(mention.key)) &&
		form !== "end" &&
		prefix !== "other" &&
		!mention.loose &&
		!fragment &&
		!mention.ocr &&
		length >= shortest &&
		(named || !splitOtherwise);
	const quality =
		{ whole: 6, withoutZeros: 5, end: 3 }[form] +
		{ same: 4, none: 1, missing: 0, other: -3 }[prefix] +
		(labelFits ? (otherKind ? -1 : 2) : 0) -
		(splitOtherwise ? 1 : 0) -
		(mention.loose || fragment ? 2 : 0);
	const doubt =
		doubtOfWords(mention, reference) +
		{ whole: 0, withoutZeros: 0.5, end: 2 }[form] +
		(splitOtherwise ? 1.5 : 0) +
		(mention.loose || fragment ? 3 : 0) +
		(mention.ocr ? 3 : 0);
	const matched = prefix === "same" || prefix === "other" ? mention.withWord : mention.text;
	return { matched, otherPrefix: prefix === "other", quality, doubt, strong, bare: !named };
}

const KIND: Readonly<Record<ReferenceField, Label | null>> = {
	orderNumber: "order",
	invoiceNumber: "invoice",
	additionalNumber: null,
};

/**
 * What stands before a number, against the reference's own prefix:
 * `none`: it has none and none stands there; `missing`: it has one, nothing like a prefix stands there.
 */
function comparePrefix(
	{ words, attached }: Mention,
	{ prefix, mixed, field }: OwnReference,
): "same" | "none" | "missing" | "other" {
	const [nearest = "", next = ""] = words;
	if (mixed !== null) return "same";
	if (prefix !== "") {
		if (nearest === prefix || next + nearest === prefix) return "same";
		// A blank was lost between two lines: "RECHNUNGAU10023".
		if (nearest.endsWith(prefix) && labelOf(nearest.slice(0, -prefix.length)) !== null) return "same";
	}
	const likePrefix = nearest !== "" && nearest.length <= LONGEST_PREFIX && !isFiller(nearest);
	if (prefix === "") return attached && likePrefix && labelOf(nearest) === null ? "other" : "none";
	if (!likePrefix) return "missing";
	// In "Best. 10023" the word says what it is, and the prefix is left out.
	return attached || (labelOf(nearest) !== null && labelOf(nearest) !== KIND[field]) ? "other" : "missing";
}
