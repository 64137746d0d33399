import type { Day } from "@kontor/connector";
import { moneyOrNone, negated, plainDecimal } from "../amounts.ts";
import { bicOf, shapedIban } from "../iban.ts";
import type { Account, Balance } from "../model.ts";
import { collapsed, orNone } from "../text.ts";
import { type DateOrder, dayIn, decimalIn, decimalSignOf } from "./cells.ts";
import { beginsWith, unwrapped } from "./fold.ts";
import type { CsvMapping } from "./mapping.ts";

/** More rows than any bank writes above its table. */
const MOST_NOTES = 100;

/** In a note any three capitals may be something else ("ING", "BLZ"). */
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

/** What stands above and below the table: account, owner, currency, period, balances. */
export class Notes {
	private readonly rows: (readonly string[])[] = [];

	/** @returns whether there is room; a file with more is none that can be read */
	add(cells: readonly string[]): boolean {
		if (this.rows.length >= MOST_NOTES) return false;
		if (cells.some((cell) => cell.trim() !== "")) this.rows.push(cells.map((cell) => unwrapped(cell.slice(0, 200))));
		return true;
	}

	get empty(): boolean {
		return this.rows.length === 0;
	}

	account(mapping: CsvMapping): Account {
		const ownerName = collapsed(this.valueOf(mapping.ownerName));
		const cells = this.rows.flat();
		const bic = cells.map(bicIn).find(Boolean);
		const iban = cells.map(ibanIn).find(Boolean);
		if (iban !== undefined) return { id: iban, iban, bic, ownerName };
		const title = cells.find((cell) => beginsWith(cell, mapping.accountTitle) !== undefined);
		const number = orNone(title ?? this.valueOf(mapping.accountNumber, /\d/)?.replace(/\s+/g, " "));
		const bankCode = this.valueOf(mapping.bankCode)?.replace(/\s/g, "");
		const id = number !== undefined && bankCode ? `${bankCode}/${number.replace(/\s/g, "")}` : (number ?? "");
		return { id, bic, ownerName };
	}

	/** A cell that is nothing but a currency, or one behind an amount. */
	currency(): string | undefined {
		for (const cell of this.rows.flat()) {
			if (CURRENCIES.has(cell)) return cell;
			const behind = /^[+-]?[\d.,']+\s*(€|[A-Z]{3})$/.exec(cell)?.[1];
			if (behind !== undefined) return behind === "€" ? "EUR" : behind;
		}
		return undefined;
	}

	/** First and last day of the period, as far as the rows name them. */
	period(order: DateOrder): { from?: Day | undefined; to?: Day | undefined } {
		for (const row of this.rows) {
			for (const cell of row) {
				const [, from = "", to = ""] = /(\d[\d./-]+)\s*(?:-|–|−|bis|to)\s*(\d[\d./-]+)\s*$/.exec(cell) ?? [];
				const days = { from: dayIn(from, order), to: dayIn(to, order) };
				if (days.from !== undefined && days.to !== undefined) return days;
			}
		}
		return {
			from: this.dayOf(["von", "Datum von", "Date de début", "Data dal", "Date from", "Buchungen von"], order),
			to: this.dayOf(["bis", "Datum bis", "Date de fin", "Data al", "Date to", "Buchungen bis"], order),
		};
	}

	/** The balance in the row that one of the labels begins; without a day of its own it is of the given one. */
	balance(labels: readonly string[], currency: string, order: DateOrder, day: Day | undefined): Balance | undefined {
		for (const row of this.rows) {
			const found = balanceIn(row, labels, currency, order, day);
			if (found) return found;
		}
		return undefined;
	}

	/** What stands behind one of the labels, in its cell or in a cell to the right that looks as it should. */
	private valueOf(labels: readonly string[], shape = /./): string | undefined {
		for (const row of this.rows) {
			for (const [at, cell] of row.entries()) {
				if (beginsWith(cell, labels) === undefined) continue;
				const value = /:\s*(\S.*)$/.exec(cell)?.[1] ?? row.slice(at + 1).find((text) => shape.test(text));
				if (value !== undefined) return value;
			}
		}
		return undefined;
	}

	private dayOf(labels: readonly string[], order: DateOrder): Day | undefined {
		for (const row of this.rows) {
			const at = row.findIndex((cell) =>
				labels.some((label) => cell.replace(/:$/, "").trim().toLowerCase() === label.toLowerCase()),
			);
			const day = at >= 0 ? dayIn(row[at + 1] ?? "", order) : undefined;
			if (day !== undefined) return day;
		}
		return undefined;
	}
}

/** The balance in a row with this label: the first amount behind it, with its currency and S/H where given. */
function balanceIn(
	row: readonly string[],
	labels: readonly string[],
	currency: string,
	order: DateOrder,
	day: Day | undefined,
): Balance | undefined {
	const at = row.findIndex((cell) => beginsWith(cell, labels) !== undefined);
	if (at < 0) return undefined;
	const behind = row.slice(at + 1);
	const from = behind.findIndex(
		(cell) => cell !== "" && dayIn(cell, order) === undefined && amountIn(cell) !== undefined,
	);
	const amount = moneyOrNone(amountIn(behind[from] ?? ""), currencyOf(behind[from] ?? "") ?? currency);
	const own = dayWithin(row[at] ?? "", order) ?? row.map((cell) => dayIn(cell, order)).find(Boolean) ?? day;
	if (from < 0 || amount === undefined || own === undefined) return undefined;
	const debit = behind.slice(from + 1).some((cell) => /^(S|Soll)$/i.test(cell.trim()));
	return { amount: debit ? negated(amount) : amount, day: own };
}

/** Balances are for checking only, so both decimal signs are read; "1.000 EUR" and "1,000 EUR" are a thousand: nobody has thousandths. */
function amountIn(cell: string): string | undefined {
	const sign = decimalSignOf(cell) ?? (cell.includes(",") ? "." : ",");
	const decimal = decimalIn(cell, sign);
	return (
		decimal ?? (/^[+-]?[\d.,' ]+$/.test(cell) && /\d/.test(cell) ? plainDecimal(cell.replaceAll("'", "")) : undefined)
	);
}

function currencyOf(cell: string): string | undefined {
	return cell.includes("€") ? "EUR" : /([A-Z]{3})\s*$/.exec(cell)?.[1];
}

/** The day inside a label: "Kontostand vom 25.08.2023:". */
function dayWithin(label: string, order: DateOrder): Day | undefined {
	const text = /\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/.exec(label)?.[0];
	return text === undefined ? undefined : dayIn(text, order);
}

/** "DE99 9999 ..." or "DE33... / Girokonto". */
function ibanIn(cell: string): string | undefined {
	const start = /^[A-Z]{2}\d{2}[A-Z0-9 ]{11,38}/.exec(cell)?.[0];
	return start === undefined ? undefined : shapedIban(start);
}

function bicIn(cell: string): string | undefined {
	return cell.length === 8 || cell.length === 11
		? /^[A-Z]{4}(DE|CH|AT)/.test(cell)
			? bicOf(cell)
			: undefined
		: undefined;
}
