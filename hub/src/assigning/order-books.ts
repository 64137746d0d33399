import type { Database } from "../db/database.ts";
import { OrderBook } from "./order-book.ts";

interface Shelved {
	readonly book: OrderBook;
	/** Settles when nobody uses the book (any more). */
	free: Promise<unknown>;
	users: number;
}

/**
 * The order books of this process, kept from run to run within a budget over all merchants. Every hub process has its own:
 * what another one wrote is read at the next look.
 */
export class OrderBooks {
	readonly #budgetBytes: number;
	/** The longest unused first. */
	readonly #shelf = new Map<string, Shelved>();

	constructor(budgetBytes: number) {
		this.#budgetBytes = budgetBytes;
	}

	/** What all of them take of the memory. */
	get bytes(): number {
		return [...this.#shelf.values()].reduce((sum, { book }) => sum + book.bytes, 0);
	}

	/** Whose books are at hand. */
	get merchants(): readonly string[] {
		return [...this.#shelf.keys()];
	}

	/** Gives one user at a time the merchant's book, current as of now. */
	async use<T>(db: Database, merchantId: string, work: (book: OrderBook) => Promise<T>): Promise<T> {
		const shelved = this.#shelf.get(merchantId) ?? { book: new OrderBook(), free: Promise.resolve(), users: 0 };
		this.#shelf.delete(merchantId);
		this.#shelf.set(merchantId, shelved);
		shelved.users += 1;
		const used = shelved.free.then(async () => {
			await shelved.book.open(db, merchantId);
			return work(shelved.book);
		});
		shelved.free = used.catch(() => {});
		try {
			return await used;
		} finally {
			shelved.users -= 1;
			this.#keepWithinBudget();
		}
	}

	#keepWithinBudget(): void {
		let { bytes } = this;
		for (const [merchantId, { book, users }] of this.#shelf) {
			if (bytes <= this.#budgetBytes) return;
			if (users > 0) continue;
			this.#shelf.delete(merchantId);
			bytes -= book.bytes;
		}
	}
}
