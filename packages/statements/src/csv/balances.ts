import type { Money } from "@kontor/connector";

/**
 * The account's balance where every row, or the last of every day, tells it. Holds nothing but sums, and tells from them
 * which way the file runs: with `S` the sum of the rows so far, oldest first `balance - S` never changes, newest
 * first `balance + S before this row`.
 */
export class RunningBalance {
	private sum = 0;
	private count = 0;
	private opening = new Steady();
	private closing = new Steady();

	/** @param balance after this posting, where the row tells it */
	add(amount: Money, balance: Money | undefined): void {
		const before = this.sum;
		this.sum += amount.minor;
		if (balance?.currency !== amount.currency) return;
		this.count++;
		this.opening.see(balance.minor - this.sum);
		this.closing.see(balance.minor + before);
	}

	/** Whether the balances prove an order. */
	get order(): "oldestFirst" | "newestFirst" | undefined {
		if (this.count < 2 || this.opening.steady === this.closing.steady) return undefined;
		return this.opening.steady ? "oldestFirst" : "newestFirst";
	}

	/** Opening and closing balance in minor units; they fit the rows only if the balances do. */
	ends(newestFirst: boolean): { opening: number; closing: number } | undefined {
		if (this.count === 0) return undefined;
		return newestFirst
			? { opening: this.closing.last - this.sum, closing: this.closing.first }
			: { opening: this.opening.first, closing: this.opening.last + this.sum };
	}
}

/** A figure that should never change. */
class Steady {
	first = 0;
	last = 0;
	steady = true;
	private seen = false;

	see(value: number): void {
		if (!this.seen) this.first = value;
		else if (value !== this.last) this.steady = false;
		this.seen = true;
		this.last = value;
	}
}
