import { ConnectorError, type Money, type Observed, Order, parseMoney, type Statuses } from "@kontor/connector";
import type { ShipmentRecord, Vorgang } from "./erp.ts";
import { PAYMENT, VORGANG } from "./manifest.ts";
import type { Facts } from "./rules/index.ts";
import type { Settings } from "./settings.ts";
import { dayOf, momentOf } from "./wall-clock.ts";

/** Whether a Vorgang is one that a customer pays: an invoice. */
export function isInvoice({ kind }: Vorgang, { invoiceKinds }: Settings): boolean {
	return invoiceKinds.includes(kind);
}

/** An invoice of büro⁺ as Kontor understands it. @throws ConnectorError `unexpected-reply` where a field is not what it should be. */
export function toOrder(vorgang: Vorgang, settings: Settings): Order {
	const { number, createdAt, customer, date, dueDate, platformOrder, paymentMethod } = vorgang;
	const billing = {
		...some("name", customer.name),
		...some("company", customer.company),
		...some("street", customer.street),
		...some("postcode", customer.postcode),
		...some("city", customer.city),
		...(/^[A-Z]{2}$/.test(customer.country) ? { country: customer.country } : {}),
	};
	return read(number, () =>
		Order.parse({
			ref: number,
			number,
			...observedOf(vorgang),
			placedAt: createdAt,
			recordedAt: createdAt,
			amount: amountOf(vorgang),
			paymentMethod: { id: paymentMethod, title: paymentMethod },
			customer: {
				...some("number", customer.number),
				name: customer.name || customer.company,
				...some("company", customer.company),
				...some("email", customer.email),
				billing,
			},
			...(isInvoice(vorgang, settings)
				? {
						invoice: {
							number,
							...(date === null ? {} : { date: dayOf(date) }),
							...(dueDate === null ? {} : { dueDate: dayOf(dueDate) }),
						},
					}
				: {}),
			additionalNumbers: platformOrder === "" ? [] : [platformOrder],
		}),
	);
}

export function observedOf(vorgang: Vorgang): Observed {
	return { revision: vorgang.version, statuses: statusesOf(vorgang), receivedInShop: paidOf(vorgang) };
}

/** `payment` follows from the amounts: «Vog.GPreisBt» <= «Vog.KdBezBet» is paid. */
export function statusesOf(vorgang: Vorgang): Statuses {
	const [amount, paid] = [amountOf(vorgang).minor, paidOf(vorgang).minor];
	return {
		[VORGANG]: vorgang.reversed ? "reversed" : vorgang.done ? "done" : "open",
		[PAYMENT]: paid >= amount ? "paid" : paid > 0 ? "partiallyPaid" : "open",
	};
}

export function amountOf(vorgang: Vorgang): Money {
	return read(vorgang.number, () => parseMoney(plain(vorgang.amount), vorgang.currency));
}

export function paidOf(vorgang: Vorgang): Money {
	return read(vorgang.number, () => parseMoney(plain(vorgang.paid), vorgang.currency));
}

/** A shipment record as the rules see it. */
export function shipmentOf(record: ShipmentRecord, { carriers, timeZone }: Settings): Facts["shipments"][number] {
	return {
		done: record.done,
		parcelNumber: record.parcelNumber,
		carrier: carriers[record.kind] ?? record.kind,
		shippedAt:
			record.date === null ? null : Date.parse(read(record.vorgang, () => momentOf(record.date ?? "", timeZone))),
	};
}

/** Raw texts of the ERP may be localised: "1.234,50" as well as "1234.5". */
function plain(decimal: string): string {
	const text = decimal.trim();
	return text.includes(",") ? text.replaceAll(".", "").replace(",", ".") : text;
}

function some<K extends string>(name: K, value: string): Partial<Record<K, string>> {
	return value === "" ? {} : ({ [name]: value } as Record<K, string>);
}

/** Names the Vorgang, never the value: it is a customer's. */
function read<T>(number: string, of: () => T): T {
	try {
		return of();
	} catch (cause) {
		throw new ConnectorError("unexpected-reply", `Vorgang ${number}: an amount, time or field is none`, {
			code: "BUEROPLUS_UNREADABLE_VORGANG",
			cause,
		});
	}
}
