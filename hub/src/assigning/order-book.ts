import { isDeepStrictEqual } from "node:util";
import {
	type Assignment,
	createEngine,
	type Decision,
	type Engine,
	type MatchPosting,
	type Policy,
} from "@kontor/matching";
import type { Database, MerchantTransaction } from "../db/database.ts";
import { type KeptOrder, matchOrder, type Standpoint, settledBy } from "./kept-order.ts";
import { KeptThreshold } from "./own-guarantee.ts";
import {
	changedSince,
	type Ground,
	groundOf,
	ordersBetween,
	ordersOf,
	pagesOfOrders,
	snapshotOf,
} from "./read-orders.ts";
import { changedPayers, type PayerPlace, payersAfter } from "./read-payers.ts";
import type { Recorded } from "./record-decisions.ts";
import { ReviewPace } from "./review-pace.ts";

/** Rows read at once: bounds what is held twice while a book is made, and how long nothing else gets its turn. */
const PAGE = 2_000;
/** What is out of the evidence's time by now goes when the book is made anew. */
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;
/** Of an order's entry beside its text: its id, and its places in the map and the heap. */
const ENTRY_BYTES = 120;

/** Settings that every posting or order is judged by changed: the book has to be opened again. */
export class OutdatedBookError extends Error {
	override readonly name = "OutdatedBookError";
}

/**
 * A merchant's orders as the engine knows them: read in full once, then kept current by what changed in the database,
 * whoever changed it. What a run books stands in it at once, for the decisions that follow; the next look at the database
 * replaces that by what was committed, or rolled back.
 */
export class OrderBook {
	readonly review = new ReviewPace();
	#engine: Engine = createEngine();
	/** As they were read, as JSON: a string is a third of the objects it says, and nothing for the garbage collector to walk. */
	#orders = new Map<string, string>();
	#textLength = 0;
	/** What was booked since the last look, by a transaction of which is not known whether it is committed. */
	readonly #booked = new Map<string, { readonly asRead: KeptOrder; readonly now: KeptOrder }>();
	#paid = new Set<string>();
	/** Transactions since the last look whose changes stand here. */
	#own: string[] = [];
	/** Found to be otherwise than they stand here. */
	readonly #doubted = new Set<string>();
	#ground: Ground | null = null;
	readonly #kept = new KeptThreshold();
	#threshold = 0;
	#snapshot = "";
	#madeAt = 0;

	get size(): number {
		return this.#orders.size;
	}

	/** About what it takes of the memory. */
	get bytes(): number {
		const { rowsBytes, indexBytes } = this.#engine.memory();
		return rowsBytes + indexBytes + this.#textLength + this.#orders.size * ENTRY_BYTES;
	}

	/** Reads it where it is not made or may be wrong, else what is new. In transactions of its own: nobody waits for it. */
	async open(db: Database, merchantId: string): Promise<void> {
		const read = <T>(work: (tx: MerchantTransaction) => Promise<T>) => db.merchant(merchantId, "read-orders", work);
		const { ground, threshold, snapshot } = await read(async (tx) => ({
			ground: await groundOf(tx),
			threshold: await this.#kept.at(tx),
			snapshot: await snapshotOf(tx),
		}));
		const isJudgedAlike = isDeepStrictEqual(ground, this.#ground) && threshold === this.#threshold;
		if (isJudgedAlike && Date.now() - this.#madeAt < KEPT_FOR_MS) {
			const changed = await read((tx) => changedSince(tx, this.#snapshot, this.#own));
			for (let at = 0; at < changed.length; at += PAGE)
				await read((tx) => this.#take(tx, ground, changed.slice(at, at + PAGE)));
			await read((tx) => this.#takePayers(tx));
			this.#own = [];
			this.#snapshot = snapshot;
			return;
		}
		this.#clear({ ...ground.policy, threshold });
		this.#ground = ground;
		this.#threshold = threshold;
		const pages = await read((tx) => pagesOfOrders(tx, PAGE));
		for (const [index, from] of pages.entries()) {
			const page = await read((tx) => ordersBetween(tx, ground, { from, to: pages[index + 1] }));
			for (const order of page) this.#keep(order);
		}
		for (let after: PayerPlace | null = null; ; ) {
			const page: Awaited<ReturnType<typeof payersAfter>> = await read((tx) => payersAfter(tx, after, PAGE));
			for (const payer of page.payers) this.#engine.learn(payer);
			after = page.last;
			if (after === null) break;
		}
		this.#snapshot = snapshot;
		this.#madeAt = Date.now();
	}

	/** Reads what changed since the last look. @throws OutdatedBookError */
	async refresh(tx: MerchantTransaction): Promise<void> {
		const ground = await groundOf(tx);
		if (!isDeepStrictEqual(ground, this.#ground)) throw new OutdatedBookError();
		const snapshot = await snapshotOf(tx);
		const stale = new Set([
			...(await changedSince(tx, this.#snapshot, this.#own)),
			...this.#booked.keys(),
			...this.#doubted,
		]);
		if (stale.size > 0) await this.#take(tx, ground, [...stale]);
		await this.#takePayers(tx);
		this.#booked.clear();
		this.#doubted.clear();
		this.#own = [];
		this.#snapshot = snapshot;
	}

	decide(posting: MatchPosting): Decision {
		return this.#engine.decide(posting);
	}

	/** What the next decision has to know of this one. */
	book(assignments: readonly Assignment[]): void {
		for (const assignment of assignments) {
			const { asRead, now: before } = this.#find(assignment.order);
			const now = { ...before, settlement: settledBy(before.settlement, assignment) };
			this.#booked.set(now.id, { asRead, now });
			this.#engine.upsert(matchOrder(now, this.#revives(now.shop)));
			this.review.due = true;
		}
	}

	/** An order is not as it stands here: it is read again at the next look. */
	doubt(id: string): void {
		this.#doubted.add(id);
	}

	/** What was booked is committed: by which transaction, and where it left the orders. */
	adopt({ transaction, lifecycles }: Recorded): void {
		this.#own.push(transaction);
		for (const [id, { now }] of this.#booked) {
			const order = { ...now, lifecycle: lifecycles.get(id) ?? now.lifecycle };
			this.#paid.add(id);
			this.#write(order);
			if (order.lifecycle !== now.lifecycle) this.#engine.upsert(matchOrder(order, this.#revives(order.shop)));
		}
		this.#booked.clear();
	}

	/** The orders that were booked on here since this was last asked. */
	takePaid(): readonly string[] {
		const paid = [...this.#paid];
		this.#paid.clear();
		return paid;
	}

	/** An order as it was read, before what was booked since. */
	asRead(id: string): Standpoint {
		const { lifecycle, settlement } = this.#find(id).asRead;
		return { lifecycle, settlement };
	}

	#find(id: string): { readonly asRead: KeptOrder; readonly now: KeptOrder } {
		const booked = this.#booked.get(id);
		if (booked !== undefined) return booked;
		const text = this.#orders.get(id);
		if (text === undefined) throw new Error(`the engine assigned to an unknown order ${id}`);
		// Written by `#write`.
		const order: KeptOrder = JSON.parse(text);
		return { asRead: order, now: order };
	}

	async #take(tx: MerchantTransaction, ground: Ground, ids: readonly string[]): Promise<void> {
		const gone = new Set(ids);
		for (const order of await ordersOf(tx, ground, ids)) {
			gone.delete(order.id);
			this.#keep(order);
		}
		for (const id of gone) {
			this.#textLength -= this.#orders.get(id)?.length ?? 0;
			this.#orders.delete(id);
			this.#engine.remove(id);
		}
	}

	async #takePayers(tx: MerchantTransaction): Promise<void> {
		const { ibans, payers } = await changedPayers(tx, this.#snapshot);
		for (const iban of ibans) this.#engine.forget(iban);
		for (const payer of payers) this.#engine.learn(payer);
		if (ibans.size > 0) this.review.due = true;
	}

	#keep(order: KeptOrder): void {
		this.#write(order);
		this.#engine.upsert(matchOrder(order, this.#revives(order.shop)));
		this.review.due = true;
	}

	#write(order: KeptOrder): void {
		const text = JSON.stringify(order);
		this.#textLength += text.length - (this.#orders.get(order.id)?.length ?? 0);
		this.#orders.set(order.id, text);
	}

	#revives(shop: string): boolean {
		const { revives = false, otherwise = [] } = this.#ground ?? {};
		return revives !== otherwise.includes(shop);
	}

	#clear(policy: Policy): void {
		this.#engine = createEngine({ policy });
		this.#orders = new Map();
		this.#booked.clear();
		this.#own = [];
		this.#textLength = 0;
		this.#madeAt = 0;
		this.review.due = true;
	}
}
