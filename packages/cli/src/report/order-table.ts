import { formatMoney } from "@kontor/connector";
import { type OrderState, outstanding, surplus } from "@kontor/receivables";
import type { SettledOrder } from "../assign/assign-all.ts";
import { dayIn, type Language } from "../language.ts";
import { dim, good, waiting } from "../terminal/style.ts";
import { table } from "../terminal/table.ts";
import { ORDER_STATE } from "../words.ts";

const TITLES = {
	de: ["Bestellung", "Kunde", "Betrag", "noch offen", "Zustand", "bezahlt durch"],
	en: ["Order", "Customer", "Amount", "Outstanding", "State", "Paid by"],
} as const;

/** Every order with its state, and the postings that brought it there. */
export function orderTable(
	orders: readonly SettledOrder[],
	nameOf: (order: string) => string,
	dayOf: (posting: string) => string | undefined,
	language: Language,
): string {
	const [order, customer, amount, open, state, by] = TITLES[language];
	const rows = orders.map(({ listed, settlement, state: is, paidBy }) => {
		const money = (minor: number) => formatMoney({ minor, currency: settlement.currency }, language);
		const left = outstanding(settlement);
		const days = [...new Set(paidBy.map((posting) => dayIn(dayOf(posting) ?? "", language)))];
		const over = surplus(settlement);
		return [
			nameOf(listed.order.id),
			listed.order.company ?? listed.order.name ?? "",
			money(settlement.amount),
			left === 0 ? dim("–") : money(left),
			COLOURS[is]?.(ORDER_STATE[is][language]) ?? ORDER_STATE[is][language],
			[days.join(", "), ...(over > 0 ? [`+ ${money(over)}`] : [])].join("  ").trim(),
		];
	});
	const columns = [
		{ title: order },
		{ title: customer, most: 30 },
		{ title: amount, align: "right" },
		{ title: open, align: "right" },
		{ title: state },
		{ title: by, flexible: true },
	] as const;
	return table(columns, rows);
}

const COLOURS: Partial<Record<OrderState, (text: string) => string>> = {
	open: dim,
	paid: good,
	partiallyPaid: waiting,
	overpaid: waiting,
};
