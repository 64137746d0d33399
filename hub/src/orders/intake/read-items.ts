import { hash } from "node:crypto";
import type { Order, Statuses } from "@kontor/connector";
import { type ItemResult, OrderItem } from "@kontor/protocol";
import type * as z from "zod";

/** An order as it was delivered, read once: its text is what is stored and what is compared. */
export interface DeliveredOrder {
	readonly kind: "order";
	readonly ref: string;
	readonly order: Order;
	readonly text: string;
	/** SHA-256 of the text, in hex. */
	readonly hash: string;
}

/** What a host reports of one order. */
export type Delivered =
	| DeliveredOrder
	| { readonly kind: "gone"; readonly ref: string }
	| {
			readonly kind: "unmapped";
			readonly ref: string;
			readonly revision: number;
			readonly statuses: Statuses;
	  };

export type ReadItem =
	| { readonly ok: true; readonly delivered: Delivered }
	| { readonly ok: false; readonly rejected: ItemResult };

const [InFull, Gone, Unmapped] = OrderItem.options;

/** Reads one item of a batch; a bad one is rejected with the path and what was expected there. */
export function readItem(item: unknown): ReadItem {
	if (hasKey(item, "order")) {
		const read = InFull.safeParse(item);
		if (!read.success) return reject(refOf(item), read.error);
		const { order } = read.data;
		if (order.receivedInShop.currency !== order.amount.currency) return wrongCurrency(order);
		const text = JSON.stringify(order);
		return {
			ok: true,
			delivered: { kind: "order", ref: order.ref, order, text, hash: hash("sha256", text, "hex") },
		};
	}
	if (hasKey(item, "gone")) {
		const read = Gone.safeParse(item);
		return read.success
			? { ok: true, delivered: { kind: "gone", ref: read.data.ref } }
			: reject(refOf(item), read.error);
	}
	const read = Unmapped.safeParse(item);
	if (!read.success) return reject(refOf(item), read.error);
	const { revision, statuses } = read.data.unmapped;
	return { ok: true, delivered: { kind: "unmapped", ref: read.data.ref, revision, statuses } };
}

/** What one ref's deliveries in one batch come to: the newest counts, the others are answered by it. */
export function newest(one: Delivered, later: Delivered): Delivered {
	if (one.kind === "gone" || later.kind === "gone") return later;
	return revisionOf(later) >= revisionOf(one) ? later : one;
}

export function revisionOf(delivered: Exclude<Delivered, { kind: "gone" }>): number {
	return delivered.kind === "order" ? delivered.order.revision : delivered.revision;
}

function hasKey(item: unknown, key: string): boolean {
	return typeof item === "object" && item !== null && key in item;
}

function refOf(item: unknown): string {
	if (typeof item !== "object" || item === null) return "";
	const { ref, order } = item as { ref?: unknown; order?: { ref?: unknown } | null };
	const found = ref ?? order?.ref;
	return typeof found === "string" ? found : "";
}

function reject(ref: string, error: z.ZodError): ReadItem {
	const issues = error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
	return { ok: false, rejected: { ref, result: "rejected", issues } };
}

function wrongCurrency({ ref, amount }: Order): ReadItem {
	const issue = { path: "order.receivedInShop.currency", message: `expected ${amount.currency}, as in amount` };
	return { ok: false, rejected: { ref, result: "rejected", issues: [issue] } };
}
