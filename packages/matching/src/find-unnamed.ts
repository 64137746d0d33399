import { settles } from "./amount-fit.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import type { Setting } from "./situation.ts";
import type { Candidate } from "./weigh.ts";

/** Of one kind of evidence more orders than this are not looked at: it tells them apart no longer. */
const MOST_ALIKE = 60;
/** Under a word as frequent as this a name is only looked up whole, or with the amount. */
const MOST_UNDER_WORD = 300;
/** The likeliest, at a glance, are weighed. */
const MOST_WEIGHED = 24;
/** At a glance, of an order of the posting's amount and two words of the payer's name. */
const NAME_AND_AMOUNT = 20;
const SHORTEST_WORD = 3;
const SHORTEST_WORD_OF_TEXT = 4;
const MOST_WORDS_OF_TEXT = 24;
/** Numbers of these lengths are looked up with one typing error. */
const [SHORTEST_MISTYPED, LONGEST_MISTYPED] = [5, 12];

/**
 * Orders that the posting does not mention, but that payer, account, customer number, amount or a number with a typing error
 * lead to (PRODUCT D2): only what can be paid, likeliest at a glance first.
 */
export function unnamedOrders(setting: Setting, named: readonly Candidate[]): IndexedOrder[] {
	const { index, read, takesPart } = setting;
	const { amount } = read.posting;
	const skip = new Set(named.map(({ indexed }) => indexed.slot));
	const found = new Map<number, number>();
	const words = [...read.payer.words, ...wordsOfText(setting)].map((word) => index.hashWord(word));

	/** Where one that is named is paid to the cent, only who owes just as much can be meant instead. */
	const isPaid = named.some(
		({ hit, fit, indexed }) => hit?.strong && settles(fit) && fit.kind !== "converted" && indexed.standing === "open",
	);
	/** Somebody of the right amount and name: then no typing error has to be looked for, which costs most of all. */
	let isFound = named.some(({ fit, party }) => settles(fit) && party.agrees);
	const add = (slots: readonly number[], lead: number) => {
		for (const slot of slots) {
			if (skip.has(slot) || !takesPart(slot)) continue;
			const seen = glance(slot);
			isFound ||= seen >= NAME_AND_AMOUNT;
			found.set(slot, Math.max(found.get(slot) ?? 0, lead + seen));
		}
	};
	const glance = (slot: number) =>
		(index.openMinor(slot) === amount.minor ? 10 : 0) + 5 * Math.min(3, index.sharedWords(slot, words));

	add(slotsOfAccount(setting), 12);
	add(slotsByCustomerNumber(setting), 12);
	add(isPaid ? slotsByPayerAndAmount(setting) : slotsByPayer(setting), 4);
	for (const candidate of named)
		if (candidate.hit?.strong && !settles(candidate.fit)) add(slotsOfCustomer(index, candidate), 4);
	for (const word of wordsOfText(setting)) {
		const slots = index.slotsByWordAndAmount(word, amount, MOST_ALIKE);
		if (slots.length < MOST_ALIKE) add(slots, 0);
	}
	if (!isPaid && index.countOfAmount(amount) <= MOST_ALIKE) add(index.slotsByAmount(amount, MOST_ALIKE), 0);
	if (!isFound) add(slotsOfMistyped(setting, named, words), 8);

	return [...found]
		.sort(([a, x], [b, y]) => y - x || index.tieBreak(a) - index.tieBreak(b))
		.slice(0, MOST_WEIGHED)
		.map(([slot]) => index.view(slot));
}

function slotsOfAccount({ index, customersOfAccount }: Setting): number[] {
	return customersOfAccount.flatMap(({ number, name }) => [
		...(number === null ? [] : index.slotsByCustomer(number, MOST_ALIKE)),
		...(name === null ? [] : index.slotsByName(name.words, MOST_ALIKE)),
	]);
}

function slotsByCustomerNumber({ index, read }: Setting): number[] {
	return read.mentions
		.filter(({ label }) => label === "customer")
		.flatMap(({ key }) => index.slotsByCustomer(key, MOST_ALIKE));
}

/** What the customer of a named order owes besides: where the amount is not that order's, it may be for these too. */
function slotsOfCustomer(index: OrderIndex, { indexed: { customer, names } }: Candidate): number[] {
	return [
		...(customer === null ? [] : index.slotsByCustomer(customer, MOST_ALIKE)),
		...names.flatMap(({ words }) => index.slotsByName(words, MOST_ALIKE)),
	];
}

/** Whole names, and each word with the amount. */
function slotsByPayerAndAmount({ index, read: { posting, payer } }: Setting): number[] {
	const words = payer.words.filter((word) => word.length >= SHORTEST_WORD);
	if (words.length === 0) return [];
	const found = index.slotsByName(payer.words, MOST_ALIKE);
	for (const word of words) found.push(...index.slotsByWordAndAmount(word, posting.amount, MOST_ALIKE));
	return found;
}

/** These, and names that share two words with the payer's. */
function slotsByPayer(setting: Setting): number[] {
	const { index, read } = setting;
	const found = slotsByPayerAndAmount(setting);
	const words = read.payer.words.filter((word) => word.length >= SHORTEST_WORD);
	let [rarest, count] = ["", MOST_UNDER_WORD + 1];
	for (const word of words) {
		const orders = index.countOfWord(word);
		if (orders > 0 && orders < count) [rarest, count] = [word, orders];
	}
	if (rarest === "") return found;
	const hashes = words.map((word) => index.hashWord(word));
	const needed = Math.min(2, words.length);
	for (const slot of index.slotsByWord(rarest, MOST_UNDER_WORD)) {
		if (index.sharedWords(slot, hashes) >= needed) found.push(slot);
	}
	return found;
}

/**
 * One error in typing away from a number in the text, and of the same amount or with a word of the name. A number that names an
 * order of the payer's, paid or not, is none that was mistyped.
 */
function slotsOfMistyped({ index, read }: Setting, named: readonly Candidate[], words: readonly number[]): number[] {
	const { amount } = read.posting;
	const fits = (slot: number) =>
		index.standingOf(slot) !== "closed" &&
		(index.openMinor(slot) === amount.minor || index.sharedWords(slot, words) > 0);
	const found: number[] = [];
	const right = named.filter(({ hit, party }) => hit?.strong && party.agrees);
	for (const { key, label, fragment, start, end } of read.mentions) {
		if (label === "customer" || label === "other" || fragment) continue;
		if (right.some(({ hit }) => hit?.span && hit.span.start < end && start < hit.span.end)) continue;
		if (key.length < SHORTEST_MISTYPED || key.length > LONGEST_MISTYPED || !/^\d+$/.test(key)) continue;
		found.push(...index.editNeighbours(key, MOST_UNDER_WORD, fits));
	}
	return found;
}

function wordsOfText({ read }: Setting): string[] {
	return [...read.payer.textWords]
		.filter((word) => word.length >= SHORTEST_WORD_OF_TEXT && !/\d/.test(word))
		.slice(0, MOST_WORDS_OF_TEXT);
}
