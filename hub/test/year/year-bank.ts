import type { Day } from "@kontor/connector";
import { addDays } from "@kontor/receivables";
import type { World, WorldAccount, WorldEvent } from "@kontor/receivables/simulation";
import { type Booked, camt, mt940 } from "../support/statements.ts";

import { customer, iban, mistyped, orderNumber, stranger } from "./person.ts";

/** A payment of the world, and how it looks at the bank. */
export interface YearPayment {
	readonly order: string;
	readonly index: number;
	readonly event: Extract<WorldEvent, { kind: "pays" }>;
	/** Who paid: nobody else's account is this. */
	readonly iban: string;
}

/** An account of the world, whose statements come in one format or another. */
export class YearBank {
	readonly id: string;
	readonly iban: string;
	readonly #isCamt: boolean;
	#left: readonly YearPayment[];
	#from: Day;
	#balance = 0;
	#statements = 0;

	constructor(world: World, { id }: WorldAccount, place: number) {
		this.id = id;
		this.iban = iban(990_000 + place);
		this.#isCamt = place === 1;
		this.#from = addDays(world.firstDay, -1);
		this.#left = world.orders.flatMap((order, index) =>
			order.events.flatMap((event) =>
				event.kind === "pays" && event.account === id
					? { order: order.id, index, event, iban: (event.reviewDays > 0 ? stranger(index) : customer(index)).iban }
					: [],
			),
		);
	}

	/**
	 * What was booked since the last statement and before this day.
	 * @param owes what of an order is still to be paid
	 */
	statement(
		day: Day,
		owes: (order: string) => number | undefined,
	): { readonly file: Uint8Array<ArrayBuffer>; readonly payments: readonly YearPayment[] } {
		const payments = this.#left.filter(({ event }) => event.on < day);
		this.#left = this.#left.filter(({ event }) => event.on >= day);
		const booked = payments.map((payment) => entry(payment, owes(payment.order)));
		const text = {
			account: this.#isCamt ? this.iban : `37040044/${this.iban.slice(-10)}`,
			number: `${++this.#statements}`,
			opening: this.#balance,
			from: this.#from,
			to: addDays(day, -1),
		};
		this.#balance += booked.reduce((sum, { minor }) => sum + minor, 0);
		this.#from = text.to;
		return { file: (this.#isCamt ? camt : mt940)(booked, text), payments };
	}
}

/** By the customer with his order's number; where a person has to look, by somebody else, and the number or the amount does not fit. */
function entry({ index, event: { on, minor, reviewDays }, iban }: YearPayment, owed: number | undefined): Booked {
	const number = orderNumber(index);
	if (reviewDays === 0) return { day: on, minor, name: customer(index).name, iban, text: number };
	return { day: on, minor, name: stranger(index).name, iban, text: minor === owed ? mistyped(number) : number };
}
