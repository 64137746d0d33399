/**
 * What a WooCommerce 10.0.2 with HPOS answered on a bench: a fresh order in `from`, one PUT, what it then said. Mails are
 * those of the PUT alone, `stock` its change.
 */
export interface ObservedPayment {
	readonly from: string;
	readonly goods: "stock" | "download-only";
	readonly put: { readonly status?: string; readonly set_paid?: true };
	readonly status: string;
	readonly paid: boolean;
	readonly stock: number;
	readonly mails: readonly string[];
}

const RECEIVED = "Your Bench shop order has been received!";
const ON_ITS_WAY = "Your order from Bench shop is on its way!";
const NEW_ORDER = "You've got a new order";

type Row = [
	from: string,
	goods: ObservedPayment["goods"],
	put: ObservedPayment["put"],
	status: string,
	paid: boolean,
	stock: number,
	...mails: string[],
];

const ROWS: readonly Row[] = [
	["on-hold", "stock", { set_paid: true }, "on-hold", false, 0],
	["on-hold", "stock", { status: "processing" }, "processing", true, 0, RECEIVED],
	["on-hold", "stock", { status: "processing", set_paid: true }, "processing", true, 0, RECEIVED],
	["on-hold", "stock", { status: "completed" }, "completed", true, 0, ON_ITS_WAY],
	["on-hold", "stock", { status: "pending", set_paid: true }, "processing", true, 0, RECEIVED],
	["on-hold", "download-only", { set_paid: true }, "on-hold", false, 0],
	["on-hold", "download-only", { status: "processing" }, "processing", false, 0, RECEIVED],
	["on-hold", "download-only", { status: "processing", set_paid: true }, "processing", false, 0, RECEIVED],
	["on-hold", "download-only", { status: "completed" }, "completed", true, 0, ON_ITS_WAY],
	["on-hold", "download-only", { status: "pending", set_paid: true }, "completed", true, 0, ON_ITS_WAY],
	["pending", "stock", { set_paid: true }, "processing", true, -1, NEW_ORDER, RECEIVED],
	["pending", "download-only", { set_paid: true }, "completed", true, 0, NEW_ORDER, ON_ITS_WAY],
	["failed", "stock", { set_paid: true }, "processing", true, -1, NEW_ORDER, RECEIVED],
	["failed", "download-only", { set_paid: true }, "completed", true, 0, NEW_ORDER, ON_ITS_WAY],
	["cancelled", "stock", { set_paid: true }, "cancelled", false, 0],
	["cancelled", "download-only", { set_paid: true }, "cancelled", false, 0],
	["processing", "stock", { set_paid: true }, "processing", true, 0],
	["processing", "download-only", { set_paid: true }, "processing", false, 0],
];

export const OBSERVED_PAYMENTS: readonly ObservedPayment[] = ROWS.map(
	([from, goods, put, status, paid, stock, ...mails]) => ({ from, goods, put, status, paid, stock, mails }),
);
