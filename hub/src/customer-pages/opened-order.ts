import { amountText, type Locale, localeOf } from "@kontor/documents";
import { outstanding } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { askedOrders } from "../reminding/asked-orders.ts";
import { rulesOfWriting } from "../reminding/rules-of-writing.ts";
import { profileOf } from "../reminding/sender.ts";
import { escaped, type Page } from "./page.ts";

/** What a page shows of the order. */
export interface ShownOrder {
	readonly language: "de" | "en";
	readonly shop: string;
	readonly number: string;
	/** What is open by our books; null where nothing is. */
	readonly open: string | null;
}

export type OpenedOrder = ShownOrder & { readonly id: string; readonly locale: Locale };

/** Null where it is gone, or its customer wanted his data removed. */
export async function openedOrder(tx: MerchantTransaction, id: string): Promise<OpenedOrder | null> {
	const rules = await rulesOfWriting(tx);
	const [order] = await askedOrders(tx, { ...rules, inReview: new Set() }, [id]);
	if (order === undefined || order.erased) return null;
	const { settlement } = order.scheduled;
	const locale = localeOf(order.customer.language, order.customer.billing.country);
	const open = { minor: outstanding(settlement), currency: settlement.currency };
	const { name } = await profileOf(tx);
	return {
		id,
		locale,
		language: locale === "en" ? "en" : "de",
		shop: name ?? rules.shop(order.connectionId).name,
		number: order.number,
		open: open.minor > 0 ? amountText(open, locale) : null,
	};
}

const ORDER = { de: "Bestellung", en: "Order" };

/** A page that has nothing to ask. */
export function sayPage({ language, shop, number }: ShownOrder, title: string, text: string): Page {
	const content = `
	<h1>${title}</h1>
	<p role="status">${text}</p>
	<dl><dt>${ORDER[language]}</dt><dd>${escaped(number)}, ${escaped(shop)}</dd></dl>`;
	return { status: 200, language, title: `${title} – ${shop}`, content };
}
