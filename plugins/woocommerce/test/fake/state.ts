import { randomBytes } from "node:crypto";

/** The state of the fake shop, and the ledger of everything a merchant or customer would notice. */

interface Meta {
	readonly id: number;
	readonly key: string;
	value: unknown;
}

interface Address {
	first_name: string;
	last_name: string;
	company: string;
	address_1: string;
	address_2: string;
	city: string;
	state: string;
	postcode: string;
	country: string;
	phone: string;
}

export interface StoredOrder {
	readonly id: number;
	number: string;
	status: string;
	readonly currency: string;
	/** A plain decimal. */
	total: string;
	readonly created: Date;
	modified: Date;
	paid: Date | null;
	completed: Date | null;
	paymentMethod: string;
	transactionId: string;
	customerId: number;
	billing: Address & { email: string };
	meta: Meta[];
	refunds: { readonly id: number; readonly amount: string; readonly reason: string; readonly created: Date }[];
	notes: {
		readonly id: number;
		readonly note: string;
		readonly customer: boolean;
		readonly system: boolean;
		readonly created: Date;
	}[];
	/** Nothing to send: payment makes it "completed" instead of "processing". */
	readonly downloadOnly: boolean;
	stockReduced: boolean;
	newOrderMailed: boolean;
	/** The status to return to from the trash. */
	untrashed: string | null;
}

export interface StoredWebhook {
	readonly id: number;
	name: string;
	status: "active" | "paused" | "disabled";
	topic: string;
	deliveryUrl: string;
	secret: string;
	failures: number;
	readonly created: Date;
}

/** One real effect. Several of one write of the API carry the same number. */
interface LedgerEntry {
	readonly order: number;
	/** "status on-hold->processing", "e-mail ...", "note ...", "refund 12.00", "stock -1" */
	readonly what: string;
	/** Counts the writes through the API; null where merchant or buyer did it. */
	readonly write: number | null;
	readonly at: string;
}

export interface ShopOptions {
	readonly timeZone?: string;
	/** Rows per answer at most, whatever `per_page` asks for: makes small lists long. */
	readonly pageSize?: number;
	/** Statuses of plugins, beside WooCommerce's own. */
	readonly customStatuses?: Readonly<Record<string, string>>;
	readonly permissions?: "read" | "read_write";
	/** A plugin says of every order that it needs no payment. */
	readonly refusesPayments?: boolean;
	readonly consumerKey?: string;
	readonly consumerSecret?: string;
	/** WooCommerce's search looks through the numbers that a plugin made; left out: it does. */
	readonly searchesNumbers?: boolean;
	/** Deliver webhooks as soon as something happens; else only when WP-Cron is run by hand. */
	readonly deliverAtOnce?: boolean;
	/** "plain": WordPress knows no addresses but `?rest_route=`, where WooCommerce 10 takes no keys. */
	readonly permalinks?: "pretty" | "plain";
	/** The clock of orders and webhooks; signatures are judged by the machine's. */
	readonly now?: () => Date;
}

const CORE_STATUSES: Readonly<Record<string, string>> = {
	pending: "Pending payment",
	processing: "Processing",
	"on-hold": "On hold",
	completed: "Completed",
	cancelled: "Cancelled",
	refunded: "Refunded",
	failed: "Failed",
	"checkout-draft": "Draft",
};

export interface Gateway {
	readonly id: string;
	readonly title: string;
	readonly enabled: boolean;
	/** The status a buyer's order gets at the checkout. */
	readonly placed: string;
}

export const GATEWAYS: readonly Gateway[] = [
	{ id: "bacs", title: "Direct bank transfer", enabled: true, placed: "on-hold" },
	{ id: "cheque", title: "Check payments", enabled: false, placed: "on-hold" },
	{ id: "cod", title: "Cash on delivery", enabled: true, placed: "processing" },
	{ id: "invoice", title: "Pay by Invoice", enabled: true, placed: "on-hold" },
	{ id: "german_market_purchase_on_account", title: "Kauf auf Rechnung", enabled: false, placed: "on-hold" },
	{ id: "igfw_invoice_gateway", title: "Invoice Payment", enabled: false, placed: "on-hold" },
];

export interface Shop {
	readonly timeZone: string;
	readonly pageSize: number;
	readonly statuses: Readonly<Record<string, string>>;
	permissions: "read" | "read_write";
	consumerKey: string;
	consumerSecret: string;
	readonly deliverAtOnce: boolean;
	readonly refusesPayments: boolean;
	readonly searchesNumbers: boolean;
	readonly permalinks: "pretty" | "plain";
	readonly now: () => Date;
	readonly orders: Map<number, StoredOrder>;
	readonly webhooks: Map<number, StoredWebhook>;
	readonly ledger: LedgerEntry[];
	/** Waiting for WP-Cron. */
	readonly queue: { readonly webhook: number; readonly order: number; readonly event: string }[];
	readonly nonces: Set<string>;
	/** By order: what Kontor's plugin for WordPress finds of a plugin for invoices, where both are installed. */
	readonly invoices: Map<number, { readonly number: string; readonly date: string; readonly pdf: string }>;
	stock: number;
	/** The write being carried out. */
	write: number | null;
	writes: number;
	/** Where the shop is reached; known once it listens. */
	url: string;
	nextId(): number;
}

export function openShop(options: ShopOptions = {}): Shop {
	let id = 19;
	return {
		timeZone: options.timeZone ?? "Europe/Berlin",
		pageSize: options.pageSize ?? 100,
		statuses: { ...CORE_STATUSES, ...options.customStatuses },
		permissions: options.permissions ?? "read_write",
		consumerKey: options.consumerKey ?? `ck_${randomBytes(20).toString("hex")}`,
		consumerSecret: options.consumerSecret ?? `cs_${randomBytes(20).toString("hex")}`,
		deliverAtOnce: options.deliverAtOnce ?? false,
		refusesPayments: options.refusesPayments ?? false,
		searchesNumbers: options.searchesNumbers ?? true,
		permalinks: options.permalinks ?? "pretty",
		now: options.now ?? (() => new Date()),
		orders: new Map(),
		webhooks: new Map(),
		ledger: [],
		queue: [],
		nonces: new Set(),
		invoices: new Map(),
		stock: 999,
		write: null,
		writes: 0,
		url: "",
		nextId: () => ++id,
	};
}

export function record(shop: Shop, order: StoredOrder, what: string): void {
	shop.ledger.push({ order: order.id, what, write: shop.write, at: shop.now().toISOString() });
}
