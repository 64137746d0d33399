import type { Day, Money } from "@kontor/connector";
import { BookedSum, balanceWarning } from "../balance-check.ts";
import type { Account, Balance, Entry, Position, StatementHead, Warning } from "../model.ts";
import { RunningBalance } from "./balances.ts";
import type { DateOrder } from "./cells.ts";
import type { CsvMapping } from "./mapping.ts";
import type { Notes } from "./notes.ts";

const MOST_WARNINGS = 100;

interface Ends {
	readonly opening?: Balance | undefined;
	readonly closing?: Balance | undefined;
}

/** The rows of one account in one currency: a statement in the making. */
export class Group {
	readonly account: Account;
	readonly currency: string | undefined;
	private readonly booked = new BookedSum();
	private readonly running = new RunningBalance();
	private readonly warnings: Warning[] = [];
	private oldest: Day | undefined;
	private newest: Day | undefined;
	private last: Day | undefined;
	private rises = false;
	private falls = false;

	constructor(account: Account, currency: string | undefined) {
		this.account = account;
		this.currency = currency;
	}

	add({ amount, status, bookingDay }: Entry, balance: Money | undefined): void {
		if (status === "booked") {
			this.booked.add(amount);
			this.running.add(amount, balance);
		}
		if (status === "info") return;
		this.rises ||= this.last !== undefined && bookingDay > this.last;
		this.falls ||= this.last !== undefined && bookingDay < this.last;
		this.last = bookingDay;
		if (this.oldest === undefined || bookingDay < this.oldest) this.oldest = bookingDay;
		if (this.newest === undefined || bookingDay > this.newest) this.newest = bookingDay;
	}

	warn(warning: Warning): void {
		if (this.warnings.length < MOST_WARNINGS) this.warnings.push(warning);
	}

	/** Whether the rows stand newest first, as far as days or balances prove it. */
	get newestFirst(): boolean {
		const { order } = this.running;
		return order === undefined ? this.falls && !this.rises : order === "newestFirst";
	}

	/** @param alone whether the notes above and below the table are about these rows only */
	head(
		version: string,
		mapping: CsvMapping,
		notes: Notes,
		order: DateOrder,
		position: Position,
		alone: boolean,
	): StatementHead {
		const { newestFirst } = this;
		const named: Ends = alone ? this.named(mapping, notes, order) : {};
		const told = this.running.ends(newestFirst);
		const opening = named.opening ?? this.balanceOf(named.closing ? undefined : told?.opening, this.oldest);
		const closing = named.closing ?? this.balanceOf(named.opening ? undefined : told?.closing, this.newest);
		const warning = balanceWarning(opening, closing, this.booked.in(this.currency), position);
		return {
			format: "csv",
			version,
			account: this.account,
			currency: this.currency,
			opening,
			closing,
			...(newestFirst ? { newestFirst } : {}),
			warnings: warning ? [...this.warnings, warning] : this.warnings,
			position,
		};
	}

	private named(mapping: CsvMapping, notes: Notes, order: DateOrder): Ends {
		const { from, to } = notes.period(order);
		const currency = this.currency ?? "EUR";
		const opening = notes.balance(mapping.opening, currency, order, from ?? this.oldest);
		const closing = notes.balance(mapping.closing, currency, order, to ?? this.newest);
		// Of the day of the export, later than the rows asked for: it says nothing of them.
		return { opening, closing: closing && to && closing.day > to ? undefined : closing };
	}

	private balanceOf(minor: number | undefined, day: Day | undefined): Balance | undefined {
		if (minor === undefined || day === undefined || this.currency === undefined) return undefined;
		return { amount: { minor, currency: this.currency }, day };
	}
}
