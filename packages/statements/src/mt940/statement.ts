import { BookedSum, balanceWarning } from "../balance-check.ts";
import { unreadable } from "../fault.ts";
import type { ReadOptions, StatementSink } from "../format.ts";
import type { Account, Balance, Entry, StatementHead, Warning } from "../model.ts";
import { readAccount } from "./account.ts";
import { currencyIn, readBalance } from "./balance.ts";
import { type EntryFields, readEntry } from "./entry.ts";
import { contentOf, type Field, firstLine, unwrapped } from "./field.ts";
import { readStatementLine } from "./field-61.ts";

/** Where a bank names no currency at all. MT files are German and Dutch bank customers' files. */
const DEFAULT_CURRENCY = "EUR";

/** One message in the making: takes its fields in order and reports entries and head. */
export class StatementInWork {
	private readonly sink: StatementSink;
	private readonly options: ReadOptions;
	private readonly line: number;
	private readonly warnings: Warning[] = [];
	private readonly booked = new BookedSum();
	private id: string | undefined;
	private number: string | undefined;
	private account: Account = { id: "" };
	private currency: string | undefined;
	private opening: Balance | undefined;
	private closing: Balance | undefined;
	private hasOpening = false;
	private hasClosing = false;
	private intraday = false;
	/** The message says by its type that it is an MT942. */
	private declaredIntraday = false;
	private entries = 0;
	private entry: { line: Field; narrative: Field[] | undefined; nonSwift: Field[] | undefined } | undefined;
	/** `:86:` above the first `:61:`: one of them belongs to it where it has none of its own, several are about the account. */
	private early: Field[] = [];

	/** @param previous the statement whose page this one continues without naming the account again */
	constructor(sink: StatementSink, options: ReadOptions, line: number, previous?: StatementInWork) {
		this.sink = sink;
		this.options = options;
		this.line = line;
		if (!previous) return;
		this.account = previous.account;
		this.currency = previous.currency;
		this.declaredIntraday = previous.declaredIntraday;
	}

	/** Whether this field can only belong to a further message, in files that do not separate them. */
	endsBefore({ tag }: Field): boolean {
		return (
			(tag === "20" && (this.id !== undefined || this.hasContent())) ||
			((tag === "940" || tag === "942") && this.hasContent()) ||
			((tag === "60F" || tag === "60M") && (this.hasOpening || this.entries > 0 || this.entry !== undefined)) ||
			(this.hasClosing && (tag === "61" || tag === "25"))
		);
	}

	/** @throws Unreadable where the entry that this field ends cannot be read */
	take(field: Field): void {
		switch (field.tag) {
			case "86":
				// Nearly every entry has one such field: no list is made to grow.
				if (this.entry?.narrative) this.entry.narrative.push(field);
				else if (this.entry) this.entry.narrative = [field];
				else if (this.entries === 0 && !this.hasClosing) this.early.push(field);
				return;
			case "NS":
				if (this.entry?.nonSwift) this.entry.nonSwift.push(field);
				else if (this.entry) this.entry.nonSwift = [field];
				return;
			case "61":
				this.finishEntry();
				this.entry = { line: field, narrative: undefined, nonSwift: undefined };
				return;
			default:
				this.takeHead(field, unwrapped(contentOf(field)).trim());
		}
	}

	private takeHead(field: Field, text: string): void {
		switch (field.tag) {
			case "20":
				this.id = text || undefined;
				return;
			case "25":
			case "25P":
				this.takeAccount(field.tag === "25P" ? firstLine(field) : text);
				return;
			case "28":
			case "28C":
				this.number = text || undefined;
				return;
			case "942":
				this.declaredIntraday = true;
				return;
			case "13":
			case "13D":
			case "34F":
				this.intraday ||= !this.hasOpening;
				this.currency ??= field.tag === "34F" ? currencyIn(text) : undefined;
				return;
			case "60F":
			case "60M":
				this.hasOpening = true;
				this.opening = this.takeBalance(field, text);
				return;
			case "62F":
			case "62M":
				this.finishEntry();
				this.hasClosing = true;
				this.closing = this.takeBalance(field, text);
				return;
			case "64":
			case "65":
			case "90C":
			case "90D":
				this.finishEntry();
				this.hasClosing = true;
		}
	}

	/**
	 * Reports what is left: the last entry and the head. Nothing for a message that says nothing.
	 *
	 * @throws Unreadable where the file ends within an amount, as far as can be told
	 */
	finish(): void {
		if (!this.hasClosing && this.entry) refuseHalf(this.entry);
		this.finishEntry();
		if (!this.hasContent()) return;
		const position = { line: this.line, element: ":20:" };
		const warning = balanceWarning(this.opening, this.closing, this.booked.in(this.opening?.amount.currency), position);
		if (warning) this.warnings.push(warning);
		if (!this.hasClosing) this.warnings.push({ code: "truncated", position, message: TRUNCATED });
		const head: StatementHead = {
			format: this.format(),
			id: this.id,
			number: this.number,
			account: this.account,
			currency: this.currency,
			opening: this.opening,
			closing: this.closing,
			warnings: this.warnings,
			position,
		};
		this.sink({ type: "statement", head });
	}

	private hasContent(): boolean {
		return this.entries > 0 || this.entry !== undefined || this.account.id !== "" || this.hasOpening || this.hasClosing;
	}

	private format(): "mt940" | "mt942" {
		return this.declaredIntraday || (this.intraday && !this.hasOpening) ? "mt942" : "mt940";
	}

	private takeAccount(text: string): void {
		// A second :25: inside a message is a damaged line, not another account.
		if (this.account.id !== "") return;
		const { account, currency } = readAccount(text);
		this.account = account;
		this.currency ??= currency;
	}

	private takeBalance(field: Field, text: string): Balance | undefined {
		this.currency ??= currencyIn(text);
		const balance = readBalance(text, this.currency);
		this.currency ??= balance?.amount.currency;
		if (!balance) {
			this.warnings.push({
				code: "field",
				position: { line: field.line, element: `:${field.tag}:` },
				message: BALANCE,
			});
		}
		return balance;
	}

	private finishEntry(): void {
		const fields = this.entry;
		if (!fields) return;
		this.entry = undefined;
		const isAbove = fields.narrative === undefined && this.early.length === 1;
		const entry = this.read(isAbove ? { ...fields, narrative: this.early } : fields);
		this.early = [];
		this.entries++;
		if (entry.status === "booked") this.booked.add(entry.amount);
		this.sink({ type: "entry", entry });
	}

	private read(fields: EntryFields): Entry {
		if (this.currency === undefined) {
			this.currency = DEFAULT_CURRENCY;
			this.warnings.push({
				code: "currency",
				position: { line: fields.line.line, element: ":61:" },
				message: CURRENCY,
			});
		}
		return readEntry(fields, {
			currency: this.currency,
			// What MT942 announces during the day is booked only once an MT940 says so.
			status: this.format() === "mt942" ? "pending" : "booked",
			keepRaw: this.options.raw !== false,
		});
	}
}

/** The file ends behind the digits of an amount: there may be more of them ("119,0" of "119,05"). */
function refuseHalf({ line, narrative, nonSwift }: EntryFields): void {
	if (narrative || nonSwift || !readStatementLine(line).bare) return;
	throw unreadable({ line: line.line, element: ":61:" }, WHOLE, firstLine(line));
}

const WHOLE = {
	de: "eine ganze Buchung, mit dem, was auf den Betrag folgt",
	en: "a whole entry, with what follows its amount",
};
const TRUNCATED = {
	de: "Dem Kontoauszug fehlt der Endsaldo (:62F:); vielleicht ist die Datei abgeschnitten.",
	en: "The statement has no closing balance (:62F:); the file may be cut off.",
};
const BALANCE = {
	de: "Der Saldo ist nicht lesbar und wurde ausgelassen.",
	en: "The balance cannot be read and was left out.",
};
const CURRENCY = {
	de: `Der Kontoauszug nennt keine Währung; es wurde ${DEFAULT_CURRENCY} angenommen.`,
	en: `The statement names no currency; ${DEFAULT_CURRENCY} was assumed.`,
};
