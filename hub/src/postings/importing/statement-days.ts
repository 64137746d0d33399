import { createHash, type Hash } from "node:crypto";
import type { Day } from "@kontor/connector";
import type { Entry, StatementHead } from "@kontor/statements";
import type { Span } from "../identity/entry.ts";

/** What a statement's entries come to, day by day, while they are read and not kept. */
export class StatementDays {
	readonly currencies = new Set<string>();
	readonly #turnover = new Map<Day, number>();
	readonly #said: Hash = createHash("sha256");

	add({ amount, bookingDay, status }: Entry, keys: { contentKey: string; strongId: string | undefined }): void {
		this.currencies.add(amount.currency);
		this.#said.update(keys.contentKey).update(keys.strongId ?? "-");
		if (status === "booked") this.#turnover.set(bookingDay, (this.#turnover.get(bookingDay) ?? 0) + amount.minor);
	}

	/** The same for the very same statement. Call it once, at the end. */
	fingerprint({ id, number, format, account, opening, closing }: StatementHead): string {
		return this.#said.update(JSON.stringify([format, account, id, number, opening, closing])).digest("hex");
	}

	/** From its first booking to its last; without bookings the days of its balances. */
	period({ opening, closing }: StatementHead): { first: Day; last: Day } | null {
		const booked = [...this.#turnover.keys()];
		const days = booked.length > 0 ? booked : [opening?.day, closing?.day].filter((day) => day !== undefined);
		const sorted = days.toSorted();
		const [first, last] = [sorted[0], closing?.day ?? sorted.at(-1)];
		return first === undefined || last === undefined ? null : { first, last: [first, last].toSorted()[1] ?? last };
	}

	/** By how much its balances and entries differ. */
	difference({ opening, closing }: StatementHead): number {
		if (opening === undefined || closing === undefined) return 0;
		const turnover = [...this.#turnover.values()].reduce((sum, minor) => sum + minor, 0);
		return closing.amount.minor - opening.amount.minor - turnover;
	}

	/** Its days, where its balances and entries agree. */
	spans(head: StatementHead): Span[] {
		if (head.opening === undefined || head.closing === undefined || this.difference(head) !== 0) return [];
		let balance = head.opening.amount.minor;
		return [...this.#turnover]
			.toSorted(([a], [b]) => (a < b ? -1 : 1))
			.map(([bookingDay, turnover]) => {
				const opening = balance;
				balance += turnover;
				return { bookingDay, opening, closing: balance };
			});
	}
}
