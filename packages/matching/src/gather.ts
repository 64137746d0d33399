import { settles } from "./amount-fit.ts";
import { findNamed, type NamedOrder } from "./find-named.ts";
import { unnamedOrders } from "./find-unnamed.ts";
import { customerKey } from "./index-orders.ts";
import type { NamedCandidate, Setting, Situation } from "./situation.ts";
import { unplacedReference } from "./unplaced-reference.ts";
import { weighOrder } from "./weigh.ts";
import { mostOfUnnamed } from "./weights.ts";

/** An explanation that is this many bits behind does not count, whatever else there may be. */
const FAR_BEHIND = 10;

/**
 * Every order that a posting could mean, weighed. In most postings a number that is named has the right amount and the right
 * payer: then the orders of other shops and customers that have these digits too are not even unpacked.
 */
export function lookAround(setting: Omit<Setting, "otherNumber">): Situation {
	const { takesPart } = setting;
	const isSupported = supports(setting);
	const first = mentionedIn(setting, (slot) => takesPart(slot) && isSupported(slot));
	if (isClear(setting, first.named)) return { ...first, unnamed: [] };
	const all = mentionedIn(setting, takesPart);
	if (isClear(setting, all.named)) return { ...all, unnamed: [] };
	const mentioned = [...all.named, ...all.closed];
	const unnamed = unnamedOrders(all, mentioned).map((indexed) => weighOrder(all, indexed, null));
	return { ...all, unnamed };
}

/** Whether anything but the number speaks for the order in a slot: what it costs, or a word or number of its customer. */
function supports({ read, index, customersOfAccount }: Omit<Setting, "otherNumber">): (slot: number) => boolean {
	const { minor } = read.posting.amount;
	const words = read.payer.words.map((word) => index.hashWord(word));
	const customers = [
		...customersOfAccount.flatMap(({ number }) => number ?? []),
		...read.mentions.filter(({ label }) => label === "customer").map(({ key }) => key),
	];
	return (slot) =>
		index.openMinor(slot) === minor ||
		index.amountMinor(slot) === minor ||
		index.sharedWords(slot, words) > 0 ||
		customers.some((number) => index.hasCustomer(slot, number));
}

function mentionedIn(
	setting: Omit<Setting, "otherNumber">,
	accepts: (slot: number) => boolean,
): Omit<Situation, "unnamed"> {
	const mentioned = findNamed(setting.read, setting.index, accepts);
	let others: readonly OtherNumber[] | undefined;
	const full: Setting = {
		...setting,
		otherNumber: ({ order }) => {
			others ??= otherNumbersOf(setting, mentioned);
			const customer = customerKey(order.customerNumber);
			return others.find(({ key }) => key !== customer)?.text ?? null;
		},
	};
	const named: NamedCandidate[] = [];
	const closed: NamedCandidate[] = [];
	for (const { indexed, hit } of mentioned) {
		(indexed.standing === "closed" ? closed : named).push({ ...weighOrder(full, indexed, hit), hit });
	}
	return { ...full, named, closed };
}

/** One order is named and paid to the cent, so well that no order that is not named can come near. */
function isClear({ read, index }: Omit<Setting, "otherNumber">, named: readonly NamedCandidate[]): boolean {
	const best = named.find(({ hit, fit, indexed }) => hit.strong && settles(fit) && indexed.standing === "open");
	if (best === undefined) return false;
	const most = mostOfUnnamed(index, read.posting.amount, read.payer.words, best.hit.bare);
	return best.bits - most >= FAR_BEHIND;
}

interface OtherNumber {
	readonly key: string;
	readonly text: string;
}

function otherNumbersOf(setting: Omit<Setting, "otherNumber">, named: readonly NamedOrder[]): OtherNumber[] {
	const called = named
		.filter(({ hit }) => hit.strong && !hit.bare)
		.map(({ hit }) => ({ key: hit.reference.digits, text: hit.matched }));
	const unplaced = unplacedReference(setting, named);
	return unplaced === undefined ? called : [...called, unplaced];
}
