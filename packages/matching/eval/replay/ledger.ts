import type { Assignment, Engine, MatchOrder } from "../../src/index.ts";

/** What the merchant's books say of his orders while time passes; tells the engine of every change. */
export class Ledger {
	private readonly engine: Engine;
	private readonly orders = new Map<string, { readonly order: MatchOrder; open: number }>();

	constructor(engine: Engine) {
		this.engine = engine;
	}

	/** An order becomes known. */
	add(order: MatchOrder): void {
		this.orders.set(order.id, { order, open: openOf(order) });
		this.engine.upsert(order);
	}

	knows(id: string): boolean {
		return this.orders.has(id);
	}

	isOpen(id: string): boolean {
		return (this.orders.get(id)?.open ?? 0) > 0;
	}

	get(id: string): MatchOrder | undefined {
		return this.orders.get(id)?.order;
	}

	/** Books what settles orders; closes those that are covered. */
	book(assignments: readonly Settling[]): void {
		for (const assignment of assignments) this.change(assignment, 1);
	}

	/** Takes a booking back. */
	undo(assignments: readonly Settling[]): void {
		for (const assignment of assignments) this.change(assignment, -1);
	}

	private change({ order: id, orderMinor, kind }: Settling, sign: 1 | -1): void {
		const entry = this.orders.get(id);
		if (entry === undefined || kind === "surplus") return;
		entry.open -= sign * orderMinor;
		const { order, open } = entry;
		const standing = open <= 0 ? "closed" : order.standing === "cancelled" ? "cancelled" : "open";
		this.engine.upsert({ ...order, open: { minor: Math.max(0, open), currency: order.amount.currency }, standing });
	}
}

/** What an assignment does to an order. */
export type Settling = Pick<Assignment, "order" | "orderMinor" | "kind">;

function openOf({ amount, open, standing }: MatchOrder): number {
	return standing === "closed" ? 0 : (open ?? amount).minor;
}
