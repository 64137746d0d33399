import { settles } from "./amount-fit.ts";
import { inOrder, type NamedOrder, NamedSearch } from "./find-named.ts";
import { unnamedOrders } from "./find-unnamed.ts";
import { hashCustomer } from "./index-orders.ts";
import type { NamedCandidate, Setting, Situation, Surroundings } from "./situation.ts";
import { unplacedReference } from "./unplaced-reference.ts";
import { weighOrder } from "./weigh.ts";
import { mostOfUnnamed } from "./weights.ts";

/** An explanation that is this many bits behind does not count, whatever else there may be. */
const FAR_BEHIND = 10;

/** A situation before those were looked for that are not named. */
type Named = Omit<Situation, "unnamed">;

/** Every order that a posting could mean, weighed. */
export function lookAround(setting: Surroundings): Situation {
	const { named, isClear } = lookAtNamed(setting);
	if (isClear) return { ...named, unnamed: [] };
	const unnamed = unnamedOrders(named, [...named.named, ...named.closed]);
	return { ...named, unnamed: unnamed.map((indexed) => weighOrder(named, indexed, null)) };
}

/**
 * Every order that a posting names, weighed; and whether one of them is beyond doubt. In most postings a number that is named
 * has the right amount and the right payer: then the orders of other shops and customers that have these digits too are not
 * even unpacked.
 */
export function lookAtNamed(setting: Surroundings): { named: Named; isClear: boolean } {
	const { read, index, takesPart } = setting;
	const isSupported = supports(setting);
	const search = new NamedSearch(read, index, takesPart);
	const supported = search.likely(isSupported);
	const first = weighNamed(setting, supported, []);
	if (isBeyondDoubt(setting, first.named)) return { named: first, isClear: true };
	// Numbers of a range or of a list of short ends are told by each other: there everything has to be found at once.
	const isList = read.ranges.length + read.shortEnds.length > 0;
	const named = isList
		? weighNamed(
				setting,
				new NamedSearch(read, index, takesPart).likely(() => true),
				[],
			)
		: weighNamed(setting, inOrder([...supported, ...search.others()]), [...first.named, ...first.closed]);
	return { named, isClear: isBeyondDoubt(setting, named.named) };
}

/** Whether anything but the number speaks for the order in a slot: what it costs, or a word or number of its customer. */
function supports({ read, index, customersOfAccount }: Surroundings): (slot: number) => boolean {
	const { minor } = read.posting.amount;
	const words = read.payer.hashed;
	index.touchCounts(read.posting.amount, words);
	const customers: number[] = [];
	for (const { numberHash } of customersOfAccount) if (numberHash !== null) customers.push(numberHash);
	for (const { label, key } of read.mentions) if (label === "customer") customers.push(hashCustomer(key));
	return (slot) => {
		if (index.openMinor(slot) === minor || index.amountMinor(slot) === minor) return true;
		if (index.sharedWords(slot, words) > 0) return true;
		for (const customer of customers) if (index.hasCustomer(slot, customer)) return true;
		return false;
	};
}

/** @param known what was weighed before: what speaks for an order that is named does not depend on the others. */
function weighNamed(setting: Surroundings, mentioned: readonly NamedOrder[], known: readonly NamedCandidate[]): Named {
	let others: readonly OtherNumber[] | undefined;
	const { read, index, policy, customersOfAccount, takesPart } = setting;
	const full: Setting = {
		read,
		index,
		policy,
		customersOfAccount,
		takesPart,
		otherNumber: (indexed) => {
			others ??= otherNumbersOf(setting, mentioned);
			for (const { key, text } of others) if (!index.hasCustomer(indexed.slot, hashCustomer(key))) return text;
			return null;
		},
	};
	const named: NamedCandidate[] = [];
	const closed: NamedCandidate[] = [];
	for (const { indexed, hit } of mentioned) {
		const candidate = known.find((one) => one.hit === hit) ?? weighOrder(full, indexed, hit);
		(indexed.standing === "closed" ? closed : named).push(candidate);
	}
	return { ...full, named, closed };
}

/** One order is named and paid to the cent, so well that no order that is not named can come near. */
function isBeyondDoubt({ read, index }: Surroundings, named: readonly NamedCandidate[]): boolean {
	const best = named.find(({ hit, fit, indexed }) => hit.strong && settles(fit) && indexed.standing === "open");
	if (best === undefined) return false;
	const { number, partyBits, hit, party } = best;
	const most = mostOfUnnamed(index, read.posting.amount, read.payer.hashed.hashes, {
		number: number.weight,
		party: party.agrees ? partyBits : null,
		bare: hit.bare,
	});
	return best.bits - most >= FAR_BEHIND;
}

interface OtherNumber {
	readonly key: string;
	readonly text: string;
}

function otherNumbersOf(setting: Surroundings, named: readonly NamedOrder[]): OtherNumber[] {
	const called = named
		.filter(({ hit }) => hit.strong && !hit.bare)
		.map(({ hit }) => ({ key: hit.reference.digits, text: hit.matched }));
	const unplaced = unplacedReference(setting, named);
	return unplaced === undefined ? called : [...called, unplaced];
}
