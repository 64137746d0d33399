import type { Money } from "@kontor/connector";
import { printedIban } from "../payment/account.ts";
import { isCreditorReference, printedReference } from "../payment/creditor-reference.ts";
import { isQrReference, printedQrReference } from "../swiss/qr-reference.ts";
import { type Label, label } from "../wording/labels.ts";
import { amountText, dayText, type Locale, numberText } from "../wording/locale.ts";
import type { Block, Row } from "./blocks.ts";
import type { MessageData } from "./data.ts";
import { plainValue } from "./marks.ts";
import type { PlaceholderName } from "./placeholders.ts";

/** The block of a placeholder, from data. None where there is nothing to show. */
export function dataBlock(name: PlaceholderName, data: MessageData, locale: Locale): readonly Block[] {
	switch (name) {
		case "payment":
			return paymentBlock(data, locale);
		case "amounts":
			return amountsBlock(data, locale);
		case "orders":
			return ordersBlock(data, locale);
		case "tasks":
			return (data.tasks ?? []).length === 0 ? [] : [{ kind: "list", items: (data.tasks ?? []).map(taskRuns) }];
		case "alreadyPaid":
			return linkBlock("alreadyPaid", data.links?.alreadyPaid, locale);
		case "bankDetails":
			return linkBlock("bankDetails", data.links?.bankDetails, locale);
		case "merchantArea":
			return linkBlock("merchantArea", data.links?.merchantArea, locale);
		default:
			return [];
	}
}

/** F9: whom, where, how much, and what to quote. The name as registered with the bank (M12). */
function paymentBlock({ payment, amount, payableUntil }: MessageData, locale: Locale): readonly Block[] {
	if (payment === undefined) return [];
	const { payee } = payment;
	const rows = [
		row("payee", payee.name, locale),
		row("iban", printedIban(payee.iban), locale),
		...(payee.bic === undefined ? [] : [row("bic", payee.bic, locale)]),
		...(amount === undefined ? [] : [row("amount", amountText(amount, locale), locale)]),
		referenceRow(payment.reference, locale),
		...(payableUntil === undefined ? [] : [row("payableUntil", dayText(payableUntil, locale), locale)]),
	];
	return [{ kind: "payment", rows }];
}

function referenceRow(reference: string, locale: Locale): Row {
	if (isCreditorReference(reference)) return row("creditorReference", printedReference(reference), locale);
	if (isQrReference(reference)) return row("creditorReference", printedQrReference(reference), locale);
	return row("reference", reference, locale);
}

/**
 * How the amount is made up: not where it is one item only, and not where the items do not add up to it (what settled the order
 * besides is nothing to tell the customer, and a table that does not add up is worse than none).
 */
function amountsBlock(data: MessageData, locale: Locale): readonly Block[] {
	const { order, orders, charges, amount } = data;
	if (amount === undefined) return [];
	const openOrders = order === undefined && orders !== undefined ? sum(orders.map(openOf)) : 0;
	const items: readonly (readonly [Label, number])[] = [
		["orderAmount", order?.amount.minor ?? 0],
		["paidBefore", -(order?.paid?.minor ?? 0)],
		["ordersAmount", openOrders],
		["interest", charges?.interest?.minor ?? 0],
		["fee", charges?.fee?.minor ?? 0],
		["lumpSum", charges?.lumpSum?.minor ?? 0],
	];
	const shown = items.filter(([, minor]) => minor !== 0);
	if (shown.length < 2 || sum(shown.map(([, minor]) => minor)) !== amount.minor) return [];
	const line = (name: Label, minor: number) => {
		const basis = name === "interest" ? interestBasis(charges, locale) : "";
		const { label, value } = row(name, amountText({ minor, currency: amount.currency }, locale), locale);
		return { label: label + basis, value };
	};
	return [
		{ kind: "amounts", rows: shown.map(([name, minor]) => line(name, minor)), total: line("total", amount.minor) },
	];
}

function interestBasis(charges: MessageData["charges"], locale: Locale): string {
	if (charges?.interestBasis === undefined) return "";
	const { percent, from } = charges.interestBasis;
	return ` (${numberText(percent, locale)} % ${label("interestSince", locale)} ${dayText(from, locale)})`;
}

function ordersBlock({ orders = [] }: MessageData, locale: Locale): readonly Block[] {
	if (orders.length === 0) return [];
	const withInvoices = orders.some(({ invoice }) => invoice !== undefined);
	const columns = [
		{ title: label("orderNumber", locale), align: "left" },
		...(withInvoices ? [{ title: label("invoiceNumber", locale), align: "left" } as const] : []),
		{ title: label("orderDate", locale), align: "left" },
		{ title: label("amount", locale), align: "right" },
		{ title: label("open", locale), align: "right" },
	] as const;
	const rows = orders.map((order) => [
		plainValue(order.number),
		...(withInvoices ? [plainValue(order.invoice?.number ?? "")] : []),
		dayText(order.date, locale),
		amountText(order.amount, locale),
		amountText({ minor: openOf(order), currency: order.amount.currency }, locale),
	]);
	return [{ kind: "table", columns, rows }];
}

function linkBlock(name: Label, url: string | undefined, locale: Locale): readonly Block[] {
	return url === undefined ? [] : [{ kind: "link", label: label(name, locale), url: new URL(url).href }];
}

function taskRuns({ text, count }: { readonly text: string; readonly count: number }) {
	const times = count > 1 ? [{ text: `${count} × `, bold: true }] : [];
	return [...times, { text: plainValue(text), bold: false }];
}

function row(name: Label, value: string, locale: Locale): Row {
	return { label: label(name, locale), value: plainValue(value) };
}

function openOf(order: { readonly amount: Money; readonly paid?: Money | undefined }): number {
	return order.amount.minor - (order.paid?.minor ?? 0);
}

function sum(amounts: readonly number[]): number {
	return amounts.reduce((total, amount) => total + amount, 0);
}
