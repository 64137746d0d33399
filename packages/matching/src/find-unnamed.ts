import type { Money } from "@kontor/connector";
import { settles } from "./amount-fit.ts";
import type { Candidate } from "./candidate.ts";
import { dayNumber } from "./index/day-number.ts";
import type { LookUps } from "./index/look-ups.ts";
import { type HashedWords, hashWords, type IndexedOrder, type OrderIndex } from "./index-orders.ts";
import { LikeliestSlots } from "./likeliest-slots.ts";
import type { Setting } from "./situation.ts";

/** Of one kind of evidence more orders than this are not looked at: it tells them apart no longer. */
const MOST_ALIKE = 60;
/** Under a word as frequent as this a name is only looked up whole, or with the amount. */
const MOST_UNDER_WORD = 300;
/** The likeliest, at a glance, are weighed. */
const MOST_WEIGHED = 12;
/** At a glance: of an order of the posting's amount, and for each word of the payer's name. */
const OF_AMOUNT = 10;
const OF_WORD = 5;
const MOST_OF_WORDS = 15;
/** Of an order of the posting's amount and two words of the payer's name. */
const NAME_AND_AMOUNT = 20;
const SHORTEST_WORD = 3;
const SHORTEST_WORD_OF_TEXT = 4;
const MOST_WORDS_OF_TEXT = 24;
/** Numbers of these lengths are looked up with one typing error. */
const [SHORTEST_MISTYPED, LONGEST_MISTYPED] = [5, 12];
/** One order in so many. */
const RARE_AMOUNT = 20_000;
const ONLY_DIGITS = /^\d+$/;
const SMALL_A = 97;

/**
 * Orders that the posting does not mention, but that payer, account, customer number, amount or a number with a typing error
 * lead to (PRODUCT D2): only what can be paid, likeliest at a glance first.
 */
export function unnamedOrders(setting: Setting, named: readonly Candidate[]): IndexedOrder[] {
	const { index, read } = setting;
	const { amount } = read.posting;
	const textWords = wordsOfText(setting);
	const words = hashWords([...read.payer.words, ...textWords]);
	/** Where one that is named is paid to the cent, only who owes just as much can be meant instead. */
	const isPaid = named.some(
		({ hit, fit, indexed }) => hit?.strong && settles(fit) && fit.kind !== "converted" && indexed.standing === "open",
	);
	const found = new Glances(setting, named, words);
	const lookUps = index.lookUps;
	const leads = [
		...askForCustomers(setting, lookUps),
		...askForAmount(setting, textWords, lookUps),
		...(isPaid ? [] : [...askForPayer(setting, lookUps), ...askForCustomersOf(named, index, lookUps)]),
	];
	lookUps.run();
	for (const { asked, says, keep } of leads) {
		const slots = lookUps.slots(asked);
		if (slots.length > 0) found.add(keep === undefined ? slots : keep(slots), says);
	}
	/** Somebody of the right amount and name: then no typing error has to be looked for, which costs most of all. */
	const isFound = found.best >= NAME_AND_AMOUNT || named.some(({ fit, party }) => settles(fit) && party.agrees);
	if (!isFound && !(isPaid && isRare(amount, index))) found.add(slotsOfMistyped(setting, named, words), 8);

	const slots = found.likeliest();
	index.touch(slots);
	return slots.map((slot) => index.view(slot));
}

/** So seldom that none of a number's neighbours, some hundred in a large shop, costs just as much by chance. */
function isRare(amount: Money, index: OrderIndex): boolean {
	return index.countOfAmount(amount) <= Math.max(1, index.openCount / RARE_AMOUNT);
}

/** Slots that were found, each with what speaks for it at a glance. */
class Glances {
	/** Of what amount and name say alone. */
	best = 0;
	readonly #setting: Setting;
	/** The slots of those that are named. */
	readonly #named: readonly number[];
	readonly #words: HashedWords;
	readonly #slots = LIKELIEST;

	constructor(setting: Setting, named: readonly Candidate[], words: HashedWords) {
		this.#setting = setting;
		this.#named = named.map(({ indexed }) => indexed.slot);
		this.#words = words;
		this.#slots.clear();
	}

	/** @param lead what the way it was found says. */
	add(slots: readonly number[], lead: number): void {
		const { index, takesPart } = this.#setting;
		index.touchWords(slots);
		for (const slot of slots) {
			if (this.#named.includes(slot) || !takesPart(slot)) continue;
			const seen = this.#glance(slot);
			if (seen > this.best) this.best = seen;
			this.#slots.add(slot, lead + seen);
		}
	}

	/** Of equal ones the newest before the posting: most payments follow their order within days. */
	likeliest(): number[] {
		const { index, read } = this.#setting;
		const today = dayNumber(read.posting.bookingDate);
		const day = (slot: number) => (index.placed(slot) > today ? 0 : index.placed(slot));
		return this.#slots.best(MOST_WEIGHED, (a, b) => day(b) - day(a) || index.tieBreak(a) - index.tieBreak(b));
	}

	#glance(slot: number): number {
		const { index, read } = this.#setting;
		const ofAmount = index.openMinor(slot) === read.posting.amount.minor ? OF_AMOUNT : 0;
		return ofAmount + Math.min(MOST_OF_WORDS, OF_WORD * index.sharedWords(slot, this.#words));
	}
}

/** Used for one posting after another. */
const LIKELIEST = new LikeliestSlots();

/** A key that leads to orders. */
interface Lead {
	readonly asked: number;
	/** What it says by itself that an order is found so. */
	readonly says: number;
	/** Not all that are found are meant. */
	readonly keep?: (slots: readonly number[]) => readonly number[];
}

/** Whom the account has paid for, and whose customer number stands there. */
function askForCustomers({ read, customersOfAccount }: Setting, lookUps: LookUps): Lead[] {
	const leads: Lead[] = [];
	for (const { number, name } of customersOfAccount) {
		if (number !== null) leads.push({ asked: lookUps.customer(number, MOST_ALIKE), says: 12 });
		if (name !== null) leads.push({ asked: lookUps.name(name.words, MOST_ALIKE), says: 12 });
	}
	for (const { label, key } of read.mentions) {
		if (label === "customer") leads.push({ asked: lookUps.customer(key, MOST_ALIKE), says: 12 });
	}
	return leads;
}

/** Each word of the payer's name, and of the text, with the amount: one of the text that many have tells nothing. */
function askForAmount({ read }: Setting, textWords: readonly string[], lookUps: LookUps): Lead[] {
	const { posting, payer } = read;
	const leads: Lead[] = [];
	for (const word of payer.words) {
		if (word.length < SHORTEST_WORD) continue;
		leads.push({ asked: lookUps.wordAndAmount(word, posting.amount, MOST_ALIKE), says: 4 });
	}
	const keep = (slots: readonly number[]) => (slots.length < MOST_ALIKE ? slots : []);
	for (const word of textWords) {
		leads.push({ asked: lookUps.wordAndAmount(word, posting.amount, MOST_ALIKE), says: 0, keep });
	}
	return leads;
}

/** The payer's whole name; names that share two words with it, by the rarest; and whoever owes just as much. */
function askForPayer({ index, read }: Setting, lookUps: LookUps): Lead[] {
	const leads: Lead[] = [];
	const { amount } = read.posting;
	if (index.countOfAmount(amount) <= MOST_ALIKE) leads.push({ asked: lookUps.amount(amount, MOST_ALIKE), says: 0 });
	const words = read.payer.words.filter((word) => word.length >= SHORTEST_WORD);
	if (words.length > 0) leads.push({ asked: lookUps.name(read.payer.words, MOST_ALIKE), says: 4 });
	let [rarest, count] = ["", MOST_UNDER_WORD + 1];
	for (const word of words) {
		const orders = index.countOfWord(word);
		if (orders > 0 && orders < count) [rarest, count] = [word, orders];
	}
	if (rarest === "") return leads;
	const others = hashWords(words.filter((word) => word !== rarest));
	const isRepeated = others.hashes.length < words.length - 1;
	const needed = words.length < 2 || isRepeated ? 0 : 1;
	const asked = lookUps.word(rarest, MOST_UNDER_WORD);
	leads.push({ asked, says: 4, keep: (slots) => index.sharing(slots, others, needed) });
	return leads;
}

/**
 * What the customer of a named order owes besides: where the amount is not that order's, it may be for these too. Not of one that
 * is named by accident.
 */
function askForCustomersOf(named: readonly Candidate[], index: OrderIndex, lookUps: LookUps): Lead[] {
	const leads: Lead[] = [];
	for (const { hit, fit, indexed, party } of named) {
		if (!hit?.strong || settles(fit) || (hit.bare && !party.agrees)) continue;
		for (const key of index.keysOfCustomer(indexed.slot)) leads.push({ asked: lookUps.key(key, MOST_ALIKE), says: 12 });
	}
	return leads;
}

/**
 * One error in typing away from a number in the text, and of the same amount or with a word of the name. A number that names an
 * order of the payer's, paid or not, is none that was mistyped.
 */
function slotsOfMistyped({ index, read }: Setting, named: readonly Candidate[], words: HashedWords): number[] {
	const { minor } = read.posting.amount;
	const found: number[] = [];
	const right = named.filter(({ hit, party }) => hit?.strong && party.agrees);
	for (const { key, label, fragment, start, end } of read.mentions) {
		if (label === "customer" || label === "other" || fragment) continue;
		if (right.some(({ hit }) => hit?.span && hit.span.start < end && start < hit.span.end)) continue;
		if (key.length < SHORTEST_MISTYPED || key.length > LONGEST_MISTYPED || !ONLY_DIGITS.test(key)) continue;
		found.push(...index.editNeighbours(key, { minor, words }));
	}
	return found;
}

function wordsOfText({ read }: Setting): string[] {
	const found: string[] = [];
	for (const word of read.payer.textWords) {
		if (word.length < SHORTEST_WORD_OF_TEXT || hasDigit(word)) continue;
		if (found.push(word) === MOST_WORDS_OF_TEXT) break;
	}
	return found;
}

/** Folded words have no other characters below the letters. */
function hasDigit(word: string): boolean {
	for (let i = 0; i < word.length; i++) if (word.charCodeAt(i) < SMALL_A) return true;
	return false;
}
