import { formatDecimal, type Money } from "@kontor/connector";
import { outstanding, surplus } from "@kontor/receivables";
import type { Assigned } from "../assign/assign-all.ts";
import type { Language } from "../language.ts";
import { KIND, ORDER_STATE, OUTCOME } from "../words.ts";
import type { CsvTable } from "./csv-tables.ts";
import { orderNames } from "./named-orders.ts";
import { sentences } from "./posting-table.ts";

/**
 * For spreadsheets: with a byte order mark, and delimiter and decimal mark as the language's spreadsheets expect them. `postings`:
 * a line per assignment, or per posting without one. `orders`: a line per order.
 */
export function csvReport(assigned: Assigned, which: CsvTable, language: Language): string {
	const rows = which === "postings" ? postingRows(assigned, language) : orderRows(assigned, language);
	const delimiter = language === "de" ? ";" : ",";
	return `\ufeff${rows.map((row) => row.map((cell) => quoted(cell)).join(delimiter)).join("\r\n")}`;
}

const POSTING_HEAD = {
	de: "Gebucht,Konto,Betrag,Währung,Zahler,IBAN,Verwendungszweck,Ergebnis,Bestellung,Art,Zugeordnet,Gründe,Datei,Zeile",
	en: "Booked,Account,Amount,Currency,Payer,IBAN,Remittance text,Outcome,Order,Kind,Assigned,Reasons,File,Line",
};
const ORDER_HEAD = {
	de: "Bestellung,Shop,Kunde,Betrag,Währung,Zugeordnet,Offen,Zu viel,Zustand",
	en: "Order,Shop,Customer,Amount,Currency,Assigned,Outstanding,Surplus,State",
};

function postingRows({ postings, orders }: Assigned, language: Language): Cell[][] {
	const nameOf = orderNames(orders.map(({ listed }) => listed));
	const rows = postings.flatMap(({ listed: { posting, file, line, doubt }, decision }) => {
		const { amount, counterparty } = posting;
		const reasons = [...(doubt === undefined ? [] : [doubt[language]]), ...sentences(decision.reasons, language)].join(
			" ",
		);
		const start = [posting.bookingDate, text(posting.account), decimal(amount, language), amount.currency];
		const payer = [text(counterparty?.name), text(counterparty?.iban), text(posting.remittance)];
		const outcome = OUTCOME[decision.outcome][language];
		const parts = decision.assignments.map(({ order, minor, orderMinor, kind }) => {
			const assigned = {
				minor: kind === "payment" || kind === "surplus" ? minor : orderMinor,
				currency: amount.currency,
			};
			return [text(nameOf(order)), KIND[kind][language], decimal(assigned, language)];
		});
		if (parts.length === 0) parts.push(["", "", ""]);
		return parts.map((part) => [...start, ...payer, outcome, ...part, text(reasons), text(file), String(line)]);
	});
	return [POSTING_HEAD[language].split(","), ...rows];
}

function orderRows({ orders }: Assigned, language: Language): Cell[][] {
	const rows = orders.map(({ listed: { order }, settlement, state }) => {
		const { currency } = settlement;
		const money = (minor: number) => decimal({ minor, currency }, language);
		return [
			text(order.number),
			text(order.shop),
			text(order.company ?? order.name),
			decimal(order.amount, language),
			currency,
			money(settlement.assigned),
			money(outstanding(settlement)),
			money(surplus(settlement)),
			ORDER_STATE[state][language],
		];
	});
	return [ORDER_HEAD[language].split(","), ...rows];
}

type Cell = string;

function decimal(money: Money, language: Language): Cell {
	const plain = formatDecimal(money);
	return language === "de" ? plain.replace(".", ",") : plain;
}

/** What others wrote: a spreadsheet must not take it for a formula. */
function text(value: string | undefined): Cell {
	const line = (value ?? "").replace(/\s+/g, " ").trim();
	return /^[=+\-@]/.test(line) ? `'${line}` : line;
}

function quoted(cell: Cell): string {
	return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
