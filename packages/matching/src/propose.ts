import { reachableDiscount } from "./cash-discount.ts";
import type { NamedOrder } from "./find-named.ts";
import type { IndexedOrder, OrderIndex } from "./index-orders.ts";
import type { ReadPosting } from "./read-posting.ts";

/** Everything a proposal is made from and judged by. */
export interface Situation {
	readonly read: ReadPosting;
	readonly index: OrderIndex;
	/** Orders the posting mentions that are not closed, best hit first. */
	readonly named: readonly NamedOrder[];
	/** Closed ones it mentions: they speak against others. */
	readonly closed: readonly NamedOrder[];
	/** Orders of whoever paid, by name; looked up when first asked for. */
	readonly ofPayer: () => readonly IndexedOrder[];
}

/** The one way in which a posting would be booked without a person. */
export interface Proposal {
	/**
	 * `exact`: one order, to the cent. `several`: all named orders, to the cent. `discounted`: one order less its cash
	 * discount. `part` and `surplus`: one order, the amount differs.
	 */
	readonly kind: "exact" | "several" | "discounted" | "part" | "surplus";
	readonly placed: readonly Placed[];
	/** `discounted`: the term's last day, and whether the payment came by then. */
	readonly discount: { readonly minor: number; readonly until: string; readonly inTime: boolean } | null;
}

/** What one order gets. Amounts in the smallest unit of the posting's currency. */
export interface Placed {
	readonly named: NamedOrder;
	readonly payment: number;
	readonly surplus: number;
}

/** Null where no named order could take the money. What speaks against the proposal is the guards' business. */
export function propose({ read, named }: Situation): Proposal | null {
	const { minor } = read.posting.amount;
	const payable = named.filter(({ indexed }) => indexed.open.minor > 0);
	return exact(payable, minor) ?? several(payable, minor) ?? single(read, payable, minor);
}

function exact(payable: readonly NamedOrder[], minor: number): Proposal | null {
	const fitting = payable.filter(({ indexed }) => indexed.open.minor === minor);
	const [best] = fitting.toSorted(likelierFirst);
	return best === undefined
		? null
		: { kind: "exact", placed: [{ named: best, payment: minor, surplus: 0 }], discount: null };
}

/** Named orders only: a sum that merely fits proves nothing (PRODUCT M1). */
function several(payable: readonly NamedOrder[], minor: number): Proposal | null {
	const orders = onePerNumber(payable.filter(({ hit }) => hit.strong));
	const sum = orders.reduce((total, { indexed }) => total + indexed.open.minor, 0);
	if (orders.length < 2 || sum !== minor) return null;
	const placed = orders.map((named) => ({ named, payment: named.indexed.open.minor, surplus: 0 }));
	return { kind: "several", placed, discount: null };
}

function single(read: ReadPosting, payable: readonly NamedOrder[], minor: number): Proposal | null {
	const [named] = payable.toSorted(likelierFirst);
	if (named === undefined) return null;
	const discount = reachableDiscount(named.indexed, read.posting);
	if (discount !== null) return { kind: "discounted", placed: [{ named, payment: minor, surplus: 0 }], discount };
	const open = named.indexed.open.minor;
	return minor < open
		? { kind: "part", placed: [{ named, payment: minor, surplus: 0 }], discount: null }
		: { kind: "surplus", placed: [{ named, payment: open, surplus: minor - open }], discount: null };
}

/** Two orders that one and the same number could mean: the likelier one. The other becomes its rival. */
function onePerNumber(orders: readonly NamedOrder[]): NamedOrder[] {
	const kept: NamedOrder[] = [];
	for (const order of orders.toSorted(likelierFirst)) {
		if (!kept.some((other) => sameNumber(order, other))) kept.push(order);
	}
	return kept;
}

/** Both hits come from the same place of the posting. */
export function sameNumber({ hit: a }: NamedOrder, { hit: b }: NamedOrder): boolean {
	if (a.span === null || b.span === null) return a.source === b.source && a.matched === b.matched;
	return a.span.start < b.span.end && b.span.start < a.span.end;
}

function likelierFirst(a: NamedOrder, b: NamedOrder): number {
	return (
		Number(b.hit.strong) - Number(a.hit.strong) ||
		Number(b.payerAgrees) - Number(a.payerAgrees) ||
		b.hit.quality - a.hit.quality ||
		(a.indexed.order.id < b.indexed.order.id ? -1 : 1)
	);
}
