import type { Day } from "@kontor/connector";
import { BookedSum, balanceWarning } from "../balance-check.ts";
import { isoDay } from "../days.ts";
import { bicOf, shapedIban } from "../iban.ts";
import type { Account, Entry, Position, StatementFormat, StatementHead } from "../model.ts";
import { collapsed, orNone } from "../text.ts";
import { onlyDay, onlyForecasts, openingAndClosing, type Period } from "./balances.ts";
import { readEntry } from "./entry.ts";
import { newWork, type Work } from "./raw.ts";

/** One statement in the making: what its elements said so far, and what its entries add up to. */
export class StatementInWork {
	readonly work: Work = newWork();
	readonly position: Position;
	private readonly format: StatementFormat;
	private readonly messageCreated: string | undefined;
	private readonly booked = new BookedSum();
	private entries = 0;
	private known: Account | undefined;

	/** @param messageCreated when the message was made: many statements do not say when they were */
	constructor(format: StatementFormat, position: Position, messageCreated: string | undefined) {
		this.messageCreated = messageCreated;
		this.format = format;
		this.position = position;
	}

	/** Where the entry stands that was opened last. */
	entryPosition(line: number): Position {
		return { line, element: `${this.position.element}/Ntry[${this.entries + 1}]` };
	}

	/** @throws Unreadable where the entry cannot be read */
	finishEntry(line: number, raw: string): Entry {
		const { statement } = this.work;
		const position = this.entryPosition(line);
		const entry = readEntry(this.work.entry, {
			account: this.ownAccount,
			currency: orNone(statement.currency),
			undated: () => onlyDay(statement.balances) ?? this.created,
			// Without a status a 053 or 054 is of booked money; a 052 unless it gives nothing but forecasts.
			status: this.format === "camt.052" && onlyForecasts(statement.balances) ? "pending" : "booked",
			position,
			raw,
		});
		this.entries++;
		if (entry.status === "booked") this.booked.add(entry.amount);
		return entry;
	}

	finish(version: string | undefined): StatementHead {
		const { statement } = this.work;
		const named = orNone(statement.currency);
		const { opening, closing } = openingAndClosing(statement.balances, named, this.period);
		const currency =
			named ?? opening?.amount.currency ?? closing?.amount.currency ?? this.booked.in(undefined)?.currency;
		const warning = balanceWarning(opening, closing, this.booked.in(currency), this.position);
		return {
			format: this.format,
			version,
			id: orNone(statement.id),
			number: orNone(statement.number) ?? orNone(statement.legalNumber),
			account: this.account(),
			currency,
			opening,
			closing,
			warnings: warning ? [warning] : [],
			position: this.position,
		};
	}

	private get created(): Day | undefined {
		return isoDay(this.work.statement.created ?? this.messageCreated ?? "");
	}

	/** As it says, else the day on which it was made. */
	private get period(): Period {
		const { from, to } = this.work.statement;
		return { from: isoDay(from ?? "") ?? this.created, to: isoDay(to ?? "") ?? this.created };
	}

	/** As the entries know it; in a statement it stands above them. */
	private get ownAccount(): Account {
		this.known ??= this.account();
		return this.known;
	}

	private account(): Account {
		const { iban, account, ownerName, bic } = this.work.statement;
		const id = orNone(iban) ?? orNone(account) ?? "";
		return { id, iban: shapedIban(id), ownerName: collapsed(ownerName), bic: bicOf(bic) };
	}
}
