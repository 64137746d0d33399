import { findNamed } from "./find-named.ts";
import type { IndexedOrder } from "./index-orders.ts";
import { ordersOfPayer } from "./of-payer.ts";
import type { NamedCandidate, Setting, Situation } from "./situation.ts";
import { unplacedReference } from "./unplaced-reference.ts";
import { weighOrder } from "./weigh.ts";

/** More orders of one amount than this tell nothing; those of the payer among them come by his name. */
const MOST_BY_AMOUNT = 200;

/** Every order that a posting could mean, weighed. */
export function lookAround(setting: Omit<Setting, "otherNumber">): Situation {
	const { read, index, takesPart } = setting;
	const named = findNamed(read, index, takesPart);
	let other: string | null | undefined;
	const otherNumber = () => (other ??= callsOther(setting, named));
	const full: Setting = { ...setting, otherNumber };
	const candidates = named.map(({ indexed, hit }): NamedCandidate => ({ ...weighOrder(full, indexed, hit), hit }));
	let ofPayer: readonly IndexedOrder[] | undefined;
	const payersOrders = () => (ofPayer ??= ordersOfPayer(full));
	const hits = new Set(named.map(({ indexed }) => indexed));
	const unnamed = [...new Set([...payersOrders(), ...byCustomerNumber(full), ...byAmount(full)])]
		.filter((indexed) => !hits.has(indexed) && takesPart(indexed))
		.map((indexed) => weighOrder(full, indexed, null));
	return {
		...full,
		named: candidates.filter(({ indexed }) => indexed.standing !== "closed"),
		closed: candidates.filter(({ indexed }) => indexed.standing === "closed"),
		unnamed,
		ofPayer: payersOrders,
	};

	function byCustomerNumber({ read: { mentions } }: Setting): IndexedOrder[] {
		return mentions
			.filter(({ label }) => label === "customer")
			.flatMap(({ key }) => index.byCustomerNumber(key).slice(0, MOST_BY_AMOUNT));
	}

	function byAmount({ read: { posting } }: Setting): readonly IndexedOrder[] {
		const same = index.byAmount(posting.amount);
		return same.length <= MOST_BY_AMOUNT ? same : [];
	}
}

function callsOther(setting: Omit<Setting, "otherNumber">, named: ReturnType<typeof findNamed>): string | null {
	const called = named.find(({ hit }) => hit.strong && !hit.bare);
	return called?.hit.matched ?? unplacedReference(setting, named) ?? null;
}
