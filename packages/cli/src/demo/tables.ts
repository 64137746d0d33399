import { formatMoney } from "@kontor/connector";
import type { FakeWooCommerce } from "@kontor/plugin-woocommerce/fake";
import type { OrderSummary, Posting } from "@kontor/protocol";
import { dayIn, type Language } from "../language.ts";
import { bold, dim, good, waiting } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";
import { KIND, ORDER_STATE, OUTCOME } from "../words.ts";
import { INDENT } from "./stages.ts";

const PAYER_WIDTH = 30;

/** Every posting with what became of it and why, in booking order. */
export function assignmentTable(postings: readonly Posting[], language: Language): string {
	const german = language === "de";
	const rows = postings
		// The hub lists the newest first.
		.toReversed()
		.toSorted((a, b) => a.bookingDay.localeCompare(b.bookingDay, "en"))
		.map((posting) => [
			dayIn(posting.bookingDay, language),
			formatMoney(posting.amount, language),
			[posting.counterparty.name, dim(posting.remittance.replace(/\s+/g, " "))].filter(Boolean).join("\n"),
			[...outcome(posting, language), ...new Set(posting.reasons.map(({ text }) => dim(text[language])))].join("\n"),
		]);
	return table(
		[
			{ title: german ? "Gebucht" : "Booked" },
			{ title: german ? "Betrag" : "Amount", align: "right" },
			{ title: german ? "Zahler und Verwendungszweck" : "Payer and remittance text", most: PAYER_WIDTH },
			{ title: german ? "Zugeordnet, und warum" : "Assigned, and why", flexible: true },
		],
		rows,
		{ spaced: true, indent: INDENT },
	);
}

function outcome({ outcome, assignments }: Posting, language: Language): string[] {
	if (outcome !== "assigned") {
		const word = outcome === null ? "…" : OUTCOME[outcome][language];
		return [outcome === "review" ? waiting(`? ${word}`) : dim(`– ${word}`)];
	}
	return assignments.map(({ orderNumber, amount, kind }) => {
		const besides = kind === "payment" ? "" : ` (${KIND[kind][language]})`;
		return good(`✓ ${bold(orderNumber)}  ${formatMoney(amount, language)}${besides}`);
	});
}

/** Kontor's state beside what the shop itself shows. */
export function shopTable(orders: readonly OrderSummary[], { shop }: FakeWooCommerce, language: Language): string {
	const german = language === "de";
	const stored = new Map([...shop.orders.values()].map((order) => [order.number, order]));
	const rows = orders
		.toSorted((a, b) => a.number.localeCompare(b.number, "en"))
		.map(({ number, state, outstanding }) => {
			const inShop = stored.get(number);
			const notes = (inShop?.notes ?? []).filter(({ system }) => !system);
			return [
				number,
				outstanding.minor === 0 ? dim("–") : formatMoney(outstanding, language),
				state === "paid" ? good(ORDER_STATE[state][language]) : ORDER_STATE[state][language],
				inShop?.status ?? "",
				inShop?.paid ? dayIn(inShop.paid.toISOString().slice(0, 10), language) : dim("–"),
				[inShop?.transactionId ?? "", ...notes.map(({ note }) => note)].filter(Boolean).join("\n"),
			];
		});
	return table(
		[
			{ title: german ? "Bestellung" : "Order" },
			{ title: german ? "noch offen" : "Outstanding", align: "right" },
			{ title: "Kontor" },
			{ title: "WooCommerce" },
			{ title: german ? "bezahlt am" : "Date paid" },
			{ title: german ? "Transaktion und Notizen" : "Transaction id and notes", flexible: true },
		],
		rows,
		{ indent: INDENT },
	);
}
