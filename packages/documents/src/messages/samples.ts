import type { Locale } from "../wording/locale.ts";
import type { MessageData } from "./data.ts";
import type { MessageKind } from "./kinds.ts";

/** Data for the preview of a template: everything filled in that the kind of message can show, so that nothing stays unseen. */
export function sampleData(kind: MessageKind, locale: Locale): MessageData {
	const currency = locale === "de-CH" ? "CHF" : "EUR";
	const money = (minor: number) => ({ minor, currency });
	const order = {
		number: "10815",
		date: "2026-10-28",
		amount: money(119_900),
		invoice: { number: "RE-2026-0815", date: "2026-10-30" },
		dueDate: "2026-11-13",
	};
	const isDemand = ["demand", "finalDemand", "overdue", "collectionNotice"].includes(kind);
	const charges = isDemand
		? { fee: money(100), interest: money(312), interestBasis: { percent: "6.27", from: "2026-11-14" } }
		: undefined;
	const several = { ...order, number: "10901", amount: money(4_990), paid: money(2_000), invoice: undefined };
	return {
		shop: {
			name: "Beispiel-Shop",
			email: "service@beispiel-shop.example",
			phone: "+49 30 1234560",
			website: "https://beispiel-shop.example",
		},
		customer: { name: "Erika Mustermann", company: "Muster GmbH", number: "K-2041" },
		order:
			kind === "severalReminder"
				? undefined
				: {
						...order,
						...(kind === "paymentInformation"
							? { foreign: { amount: { minor: 130_000, currency: "USD" }, rate: "1.0842" } }
							: {}),
					},
		orders: kind === "severalReminder" ? [order, several] : undefined,
		amount: kind === "severalReminder" ? money(122_890) : money(119_900 + (isDemand ? 412 : 0)),
		previousAmount: money(129_900),
		charges,
		payment: samplePayment(locale),
		payableUntil: "2026-11-27",
		discount: { percent: "2", amount: money(117_502), until: "2026-11-06" },
		level: kind === "demand" ? 2 : 1,
		previousDate: "2026-11-10",
		received: { amount: money(50_000), day: "2026-11-12" },
		repayment: { amount: money(19_900), iban: "DE89370400440532013000" },
		collection: { partner: "Beispiel Inkasso GmbH", reference: "BI-77-2026" },
		links: {
			alreadyPaid: "https://kontor.example/p/already-paid",
			bankDetails: "https://kontor.example/p/bank-details",
			merchantArea: "https://kontor.example/tasks",
		},
		tasks:
			locale === "en"
				? [
						{ text: "postings are waiting for your decision", count: 12 },
						{ text: "The bank consent of account DE89 … 3000 ends on 29 November 2026", count: 1 },
					]
				: [
						{ text: "Buchungen warten auf Ihre Entscheidung", count: 12 },
						{ text: "Die Bankfreigabe des Kontos DE89 … 3000 endet am 29.11.2026", count: 1 },
					],
	};
}

/** The same with nothing that may be missing: what a template makes of a customer of whom little is known. */
export function sparseSample(kind: MessageKind, locale: Locale): MessageData {
	const { customer, order, orders, amount, payment, received, repayment, collection, links, tasks, shop } = sampleData(
		kind,
		locale,
	);
	const bare = order && { number: order.number, date: order.date, amount: order.amount };
	return {
		shop: { name: shop.name },
		customer: { name: customer.name },
		order: bare,
		orders,
		amount,
		payment,
		received,
		repayment,
		collection: collection && { partner: collection.partner },
		links: links && { bankDetails: links.bankDetails },
		tasks,
	};
}

function samplePayment(locale: Locale): MessageData["payment"] {
	if (locale !== "de-CH")
		return {
			payee: { name: "Beispiel-Shop GmbH", iban: "DE89370400440532013000", bic: "COBADEFFXXX" },
			reference: "10815",
		};
	const address = { street: "Bahnhofstrasse", houseNumber: "7", postcode: "8001", town: "Zürich", country: "CH" };
	return { payee: { name: "Beispiel-Shop AG", iban: "CH5800791123000889012" }, reference: "RF18539007547034", address };
}
