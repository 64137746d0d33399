import { call, compareConnection, importStatement, listOrders, listPostings, undoAssignment } from "@kontor/protocol";
import { mt940, type Payment, today } from "./bank.ts";
import { patiently } from "./process-under-test.ts";
import type { World } from "./world.ts";

/** What an order has to end as: in Kontor, and in the shop. */
export interface End {
	readonly state: string;
	readonly status: string;
}

const PAID: End = { state: "paid", status: "processing" };
const PARTLY_PAID: End = { state: "partiallyPaid", status: "on-hold" };
const TAKEN_BACK: End = { state: "open", status: "on-hold" };

/** Each order has a buyer and a price of its own: what is to be tested is not how look-alikes are told apart. */
function goods(turn: number): { number: string; minor: number; buyer: { first_name: string; last_name: string } } {
	const syllables = ["ba", "do", "fel", "gun", "hin", "ka", "lor", "mer", "nau", "pol"];
	const last_name = `${syllables[turn % 10]}${syllables[Math.floor(turn / 10) % 10]}${syllables[Math.floor(turn / 100) % 10]}mann`;
	return { number: `KD-${10_000 + turn}`, minor: 4_990 + 200 * turn, buyer: { first_name: "Jörg", last_name } };
}

/** What happens in a merchant's day, as patient clients do it: every call is repeated until it is answered. */
export class Trade {
	/** How each order has to end. */
	readonly ends = new Map<string, End>();
	readonly payments: Payment[] = [];
	readonly #world: World;

	constructor(world: World) {
		this.#world = world;
	}

	/**
	 * One order and its payment; every fifth is paid in part. The shop delivers its webhook once, whether somebody listens
	 * or not; the statement is delivered again, with all that came before, until it is taken.
	 */
	async sell(): Promise<void> {
		const { number, minor, buyer } = goods(this.ends.size);
		const partly = this.ends.size % 5 === 4;
		await this.#order({ number, total: (minor / 100).toFixed(2), billing: buyer });
		const payer = `Joerg ${buyer.last_name}`;
		this.payments.push({ number, minor: partly ? minor / 2 : minor, day: today(), payer });
		const body = new TextEncoder().encode(mt940(this.payments));
		await this.#patiently("statement imported", ({ merchant, account }) =>
			call(merchant, importStatement, { params: { account }, body }),
		);
		this.ends.set(number, partly ? PARTLY_PAID : PAID);
	}

	/** The order whose assignment is taken back next. */
	get next(): string | undefined {
		return [...this.ends].find(([, end]) => end !== TAKEN_BACK)?.[0];
	}

	/** A person takes back the assignment of the order that was paid first: it is written back, too (D5). */
	async takeBack(): Promise<void> {
		const number = this.next;
		if (number === undefined) return;
		await this.compare();
		await this.#patiently(`assignment of ${number} undone`, async ({ merchant }) => {
			const { items } = await call(merchant, listPostings, { query: { limit: 500 } });
			const made = items.flatMap(({ assignments }) => assignments).find(({ orderNumber }) => orderNumber === number);
			if (made === undefined) throw new Error("not assigned yet");
			if (made.undoneAt === null) await call(merchant, undoAssignment, { params: { assignment: made.id } });
		});
		this.ends.set(number, TAKEN_BACK);
	}

	/** What no event reported is found by comparison (B4). */
	async compare(): Promise<void> {
		await this.#patiently("comparison asked for", ({ merchant, connection }) =>
			call(merchant, compareConnection, { params: { connection } }),
		);
	}

	states(): Promise<Map<string, string>> {
		return this.#patiently("orders listed", async ({ merchant }) => {
			const { items } = await call(merchant, listOrders, { query: { limit: 500 } });
			return new Map(items.map(({ number, state }) => [number, state]));
		});
	}

	async #order(placed: object): Promise<void> {
		const answer = await fetch(`${this.#world.fake.url}/__fake/orders`, {
			method: "POST",
			headers: { "content-type": "application/json" },
			body: JSON.stringify(placed),
		});
		if (!answer.ok) throw new Error(`the shop answered ${answer.status}`);
	}

	#patiently<T>(what: string, work: (world: World) => Promise<T>): Promise<T> {
		return patiently(what, () => work(this.#world));
	}
}
