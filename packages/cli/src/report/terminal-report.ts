import type { Text } from "@kontor/connector";
import type { Assigned, SettledOrder } from "../assign/assign-all.ts";
import type { Language } from "../language.ts";
import { bad, dim, heading, waiting } from "../terminal/style.ts";
import { orderNames } from "./named-orders.ts";
import { orderTable } from "./order-table.ts";
import { outcomeSummary } from "./outcome-summary.ts";
import { postingTable } from "./posting-table.ts";

export interface Remarks {
	readonly faults: readonly Text[];
	readonly notes: readonly Text[];
}

/** More untouched orders than this are only counted. */
const MOST_UNTOUCHED = 200;

export function terminalReport({ postings, orders }: Assigned, { faults, notes }: Remarks, language: Language): string {
	const german = language === "de";
	const nameOf = orderNames(orders.map(({ listed }) => listed));
	const days = new Map(postings.map(({ listed }) => [listed.posting.id, listed.posting.bookingDate]));
	const shown = shownOrders(orders);
	return [
		heading(german ? "Buchungen" : "Postings"),
		postingTable(postings, nameOf, language),
		"",
		heading(german ? "Bestellungen" : "Orders"),
		orderTable(shown, nameOf, (posting) => days.get(posting), language),
		...hiddenOrders(orders.length - shown.length, language),
		"",
		summary({ postings, orders }, language),
		...notes.map((note) => waiting(`! ${note[language]}`)),
		...faults.map((fault) => bad(`✗ ${fault[language]}`)),
	].join("\n");
}

function shownOrders(orders: readonly SettledOrder[]): readonly SettledOrder[] {
	const paid = orders.filter(({ paidBy }) => paidBy.length > 0);
	return orders.length - paid.length > MOST_UNTOUCHED ? paid : orders;
}

function hiddenOrders(count: number, language: Language): string[] {
	if (count === 0) return [];
	const de = `und ${count} weitere, auf die nichts gebucht wurde (--json und --csv=orders nennen alle)`;
	const en = `and ${count} more on which nothing was booked (--json and --csv=orders list all)`;
	return [dim({ de, en }[language])];
}

function summary({ postings, orders }: Assigned, language: Language): string {
	const outcomes = postings.map(({ decision }) => decision.outcome);
	const paid = orders.filter(({ paidBy }) => paidBy.length > 0).length;
	const payments =
		language === "de"
			? `Zahlungen kamen für ${paid} von ${orders.length} Bestellungen.`
			: `Payments came for ${paid} of ${orders.length} orders.`;
	return `${outcomeSummary(outcomes, language)} ${payments}`;
}
