import type { ReferenceField } from "./evidence.ts";
import { findContinued } from "./find-continued.ts";
import {
	type IndexedOrder,
	MOST_OF_NUMBER,
	type OrderIndex,
	type OwnReference,
	type ReferenceEntry,
} from "./index-orders.ts";
import { isFiller, type Label, labelOf } from "./labels.ts";
import type { ReadPosting } from "./read-posting.ts";
import { type ReferenceForm, referenceForm } from "./references.ts";
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

/** A number of the posting that orders were found by. */
interface Place {
	readonly key: string;
	readonly source: "text" | "endToEndId" | "creditorReference";
	/** Null for a creditor reference. */
	readonly mention: Mention | null;
	readonly creditor: { readonly text: string; readonly prefix: string; readonly digits: string } | null;
}

/** An order that one of them leads to. */
interface Found {
	readonly slot: number;
	readonly place: Place;
}

/**
 * The orders that a posting mentions (PRODUCT D2), found in two steps: those that are likely, for some reason, and then, where it
 * is still open which one is meant, all others. Of those nothing is unpacked before.
 */
export class NamedSearch {
	readonly #read: ReadPosting;
	readonly #index: OrderIndex;
	readonly #takesPart: (slot: number) => boolean;
	readonly #others: Found[] = [];
	readonly #best: NamedOrder[] = [];

	/** @param takesPart which orders are looked for at all, by their slots. */
	constructor(read: ReadPosting, index: OrderIndex, takesPart: (slot: number) => boolean) {
		this.#read = read;
		this.#index = index;
		this.#takesPart = takesPart;
	}

	/** Those that are likely; best hit first. */
	likely(isLikely: (slot: number) => boolean): NamedOrder[] {
		const places = placesOf(this.#read, this.#index);
		const lookUps = this.#index.lookUps;
		for (const { key } of places) lookUps.reference(key, MOST_OF_NUMBER + 1);
		lookUps.run();
		const likely: Found[] = [];
		for (const [asked, place] of places.entries()) {
			const slots = lookUps.slots(asked);
			// A number that hundreds share names none of them.
			if (slots.length === 0 || slots.length > MOST_OF_NUMBER) continue;
			for (const slot of slots) {
				if (this.#takesPart(slot)) (isLikely(slot) ? likely : this.#others).push({ slot, place });
			}
		}
		this.#judge(likely);
		return inOrder(this.#take((slot) => this.#takesPart(slot) && isLikely(slot)));
	}

	/** All others; after `likely`. */
	others(): NamedOrder[] {
		this.#judge(this.#others);
		return this.#take(this.#takesPart);
	}

	#judge(found: readonly Found[]): void {
		this.#index.touch(found.map(({ slot }) => slot));
		for (const { slot, place } of found) this.#judgeAt(slot, place);
	}

	#judgeAt(slot: number, place: Place): void {
		const indexed = this.#index.view(slot);
		for (const reference of indexed.referencesLike(place.key)) {
			const form = referenceForm(reference, place.key);
			const hit = form === null ? null : hitAt(place, { indexed, reference, form }, this.#read);
			if (hit !== null) this.#add(indexed, hit);
		}
	}

	#add(indexed: IndexedOrder, hit: Hit): void {
		const known = this.#best.findIndex((other) => other.indexed.slot === indexed.slot);
		const better = known < 0 ? undefined : this.#best[known];
		if (better === undefined) this.#best.push({ indexed, hit });
		else if (isBetter(hit, better.hit)) this.#best[known] = { indexed, hit };
	}

	/** What was found, with what continues it. */
	#take(accepts: (slot: number) => boolean): NamedOrder[] {
		if (this.#read.ranges.length + this.#read.shortEnds.length > 0) {
			const whole = (mention: Mention, entry: ReferenceEntry) => judge(mention, entry, false);
			for (const { entry, hit } of findContinued(this.#read, this.#index, accepts, whole)) {
				this.#add(entry.indexed, hitOf(entry, hit, hit));
			}
		}
		return this.#best.splice(0);
	}
}

/** Every number of a posting that may be one of ours. */
function placesOf({ mentions, endToEnd, creditorReferences }: ReadPosting, index: OrderIndex): Place[] {
	const places: Place[] = [];
	for (const mention of mentions) {
		if (!index.isReferenceLength(mention.key.length)) continue;
		places.push({ key: mention.key, source: "text", mention, creditor: null });
	}
	if (endToEnd !== null) {
		for (const mention of endToEnd.mentions) {
			if (!index.isReferenceLength(mention.key.length)) continue;
			places.push({ key: mention.key, source: "endToEndId", mention, creditor: null });
		}
	}
	for (const { body, valid, text } of creditorReferences) {
		// A broken check digit says that some digit is wrong, not which.
		if (!valid) continue;
		const [prefix, digits] = prefixAndDigits(body);
		const about = { source: "creditorReference", mention: null, creditor: { text, prefix, digits } } as const;
		places.push({ key: body, ...about });
		if (prefix !== "") places.push({ key: digits, ...about });
	}
	return places;
}

function hitAt(
	{ key, source, mention, creditor }: Place,
	entry: ReferenceEntry,
	{ endToEnd }: ReadPosting,
): Hit | null {
	const { reference, form } = entry;
	if (mention === null) {
		if (creditor === null || form === "end") return null;
		const { prefix, text, digits } = creditor;
		const other = reference.mixed === null && prefix !== "" && prefix !== reference.prefix;
		return other ? null : hitOf(entry, { ...CERTAIN, matched: text }, { source, key: digits, span: null });
	}
	if (source === "endToEndId" && endToEnd !== null && isWholeId(endToEnd.whole, reference)) {
		return hitOf(entry, { ...CERTAIN, matched: endToEnd.raw }, { source, key, span: null });
	}
	const judged = judge(mention, entry);
	return judged === null ? null : hitOf(entry, judged, { source, key, span: source === "text" ? mention : null });
}

/** All hits in one shape: they are read everywhere. */
function hitOf(
	{ reference, form }: ReferenceEntry,
	{ matched, otherPrefix, bare, quality, doubt, strong }: Judged,
	{ source, key, span }: Pick<Hit, "source" | "key" | "span">,
): Hit {
	return { reference, form, source, key, matched, span, otherPrefix, bare, quality, doubt, strong };
}

type Rated = Pick<Hit, "strong" | "quality">;

function isBetter(one: Rated, other: Rated): boolean {
	return one.strong === other.strong ? one.quality > other.quality : one.strong;
}

/** Best hit first. */
export function inOrder(named: NamedOrder[]): NamedOrder[] {
	return named.length < 2
		? named
		: named.sort((a, b) => b.hit.quality - a.hit.quality || (a.indexed.id < b.indexed.id ? -1 : 1));
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
	return doubtOfPrefix(comparePrefix(mention, reference), mention, reference);
}

function doubtOfPrefix(prefix: PrefixFit, { label }: Mention, reference: OwnReference): number {
	const ofPrefix = DOUBT_OF_PREFIX[prefix];
	if (label !== "order" && label !== "invoice") return ofPrefix;
	const otherKind = (label === "invoice") !== (reference.field === "invoiceNumber") && prefix !== "same";
	return ofPrefix + (otherKind ? 1 : prefix === "same" ? -2 : -3.5);
}

const DOUBT_OF_PREFIX = { same: -3, none: 0, missing: 1, other: 5 } as const;
const DOUBT_OF_FORM = { whole: 0, withoutZeros: 0.5, end: 2 } as const;
const QUALITY_OF_PREFIX = { same: 4, none: 1, missing: 0, other: -3 } as const;
const QUALITY_OF_FORM = { whole: 6, withoutZeros: 5, end: 3 } as const;

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
		form !== "end" &&
		prefix !== "other" &&
		!mention.loose &&
		!fragment &&
		!mention.ocr &&
		length >= shortest &&
		(named || (!splitOtherwise && !LIKE_A_DAY.test(mention.key)));
	const quality =
		QUALITY_OF_FORM[form] +
		QUALITY_OF_PREFIX[prefix] +
		(labelFits ? (otherKind ? -1 : 2) : 0) -
		(splitOtherwise ? 1 : 0) -
		(mention.loose || fragment ? 2 : 0);
	const doubt =
		doubtOfPrefix(prefix, mention, reference) +
		DOUBT_OF_FORM[form] +
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
type PrefixFit = "same" | "none" | "missing" | "other";

function comparePrefix({ words, attached }: Mention, { prefix, mixed, field }: OwnReference): PrefixFit {
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
