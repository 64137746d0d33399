import { hash } from "node:crypto";
import type { Order } from "@kontor/connector";
import type { DeliveredOrder } from "../intake/read-items.ts";

/** An order as it may be stored whose customer had his data removed: whatever the shop still says of him (PRODUCT G13). */
export function withoutContact(delivered: DeliveredOrder): DeliveredOrder {
	const { invoice, customer, ...rest } = delivered.order;
	const { country } = customer.billing;
	const { documentRef: _, ...voucher } = invoice ?? { number: "" };
	const order: Order = {
		...rest,
		...(invoice === undefined ? {} : { invoice: voucher }),
		customer: { name: "", billing: country === undefined ? {} : { country } },
	};
	const text = JSON.stringify(order);
	return { ...delivered, order, text, hash: hash("sha256", text, "hex") };
}
