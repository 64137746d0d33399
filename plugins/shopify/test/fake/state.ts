import { randomBytes } from "node:crypto";

/** The state of the fake shop, and the ledger of everything a merchant or customer would notice. Amounts are minor units. */

interface Payment {
	readonly id: number;
	readonly kind: "SALE" | "REFUND";
	readonly gateway: string;
	readonly manual: boolean;
	readonly minor: number;
	readonly parent: number | null;
}

export interface StoredOrder {
	readonly id: number;
	readonly name: string;
	readonly currency: string;
	/** What the customer saw: how many minor units of it one of the shop's is worth. */
	readonly presentment: { readonly currency: string; readonly factor: number };
	/** After edits and returned goods. */
	total: number;
	readonly created: Date;
	readonly processed: Date;
	updated: Date;
	cancelled: Date | null;
	closed: boolean;
	readonly test: boolean;
	note: string;
	tags: string[];
	readonly gateways: string[];
	/** Days; null: no terms. */
	readonly terms: number | null;
	readonly poNumber: string | null;
	locale: string;
	readonly company: { readonly name: string; readonly externalId: string | null } | null;
	billing: Record<string, string | null> | null;
	metafields: Map<string, string>;
	payments: Payment[];
	refundNotes: string[];
	parts: { readonly id: number; readonly location: number; state: "OPEN" | "ON_HOLD" | "CLOSED" | "CANCELLED" }[];
	fulfillments: { readonly id: number; company: string; numbers: string[] }[];
}

export interface Subscription {
	readonly id: number;
	readonly topic: string;
	readonly uri: string;
	readonly includeFields: readonly string[];
	failures: number;
}

export interface BulkOperation {
	readonly id: number;
	readonly query: string;
	readonly created: Date;
	readonly bytes: Buffer;
	/** Polls until it is completed. */
	polls: number;
	status?: "FAILED";
}

interface LedgerEntry {
	readonly order: number;
	/** "paid 12.00", "note ...", "tag ...", "cancelled", "fulfillment ...", "e-mail ..." */
	readonly what: string;
	/** Counts the writes through the API; null where merchant or buyer did it. */
	readonly write: number | null;
}

export interface ShopOptions {
	readonly plus?: boolean;
	readonly currency?: string;
	/** Rows per page and pieces of a bulk file at most, whatever is asked for: makes small lists long. */
	readonly pageSize?: number;
	readonly pieceBytes?: number;
	/** The bucket of points. Left out: so large that it is never empty. */
	readonly bucket?: { readonly maximum: number; readonly restoreRate: number };
	readonly scopes?: readonly string[];
	/** Polls until a bulk operation is completed; left out: none. */
	readonly bulkPolls?: number;
	readonly slowJobs?: boolean;
	readonly deliverAtOnce?: boolean;
	readonly now?: () => Date;
}

export interface Shop {
	readonly domain: string;
	readonly clientId: string;
	/** Of the app: newest first. */
	readonly clientSecrets: string[];
	plus: boolean;
	readonly currency: string;
	readonly pageSize: number;
	readonly pieceBytes: number;
	readonly bucket: { readonly maximum: number; readonly restoreRate: number; available: number; filledAt: number };
	scopes: readonly string[];
	readonly bulkPolls: number;
	readonly deliverAtOnce: boolean;
	readonly now: () => Date;
	readonly orders: Map<number, StoredOrder>;
	readonly subscriptions: Map<number, Subscription>;
	readonly bulks: Map<number, BulkOperation>;
	readonly ledger: LedgerEntry[];
	/** Refunds by their idempotency key. */
	readonly refundKeys: Set<string>;
	/** Whether a job ends only when it is asked for the second time; else it has ended when it is asked for. */
	readonly slowJobs: boolean;
	readonly jobs: Map<string, { polls: number; readonly run: () => void }>;
	readonly accessTokens: Map<string, { readonly expires: Date; readonly replaces: string | null }>;
	readonly refreshTokens: Set<string>;
	readonly codes: Set<string>;
	accessToken: string;
	refreshToken: string;
	/** Answers of the token endpoint that go wrong. */
	tokenFailures: number;
	tokenCalls: number;
	write: number | null;
	writes: number;
	/** What the documents cost that were sent. */
	readonly costs: Map<string, number>;
	url: string;
	nextId(): number;
}

const SCOPES = [
	"read_all_orders",
	"write_orders",
	"read_customers",
	"read_companies",
	"read_payment_terms",
	"write_merchant_managed_fulfillment_orders",
	"write_third_party_fulfillment_orders",
	"write_assigned_fulfillment_orders",
];

export function openShop(options: ShopOptions = {}): Shop {
	let id = 450_789_000_000;
	const now = options.now ?? (() => new Date());
	const bucket = options.bucket ?? { maximum: 10_000_000, restoreRate: 1_000_000 };
	const shop: Shop = {
		domain: "laden.myshopify.com",
		clientId: "0f3c6e1d5b7a4c2e9d8b7a6c5e4f3a2b",
		clientSecrets: [`shpss_${randomBytes(16).toString("hex")}`],
		plus: options.plus ?? true,
		currency: options.currency ?? "EUR",
		pageSize: options.pageSize ?? 250,
		pieceBytes: options.pieceBytes ?? Number.POSITIVE_INFINITY,
		bucket: { ...bucket, available: bucket.maximum, filledAt: Date.now() },
		scopes: options.scopes ?? SCOPES,
		bulkPolls: options.bulkPolls ?? 0,
		deliverAtOnce: options.deliverAtOnce ?? false,
		now,
		orders: new Map(),
		subscriptions: new Map(),
		bulks: new Map(),
		ledger: [],
		refundKeys: new Set(),
		slowJobs: options.slowJobs ?? false,
		jobs: new Map(),
		accessTokens: new Map(),
		refreshTokens: new Set(),
		codes: new Set(),
		accessToken: "",
		refreshToken: "",
		tokenFailures: 0,
		tokenCalls: 0,
		write: null,
		writes: 0,
		costs: new Map(),
		url: "",
		nextId: () => ++id,
	};
	issueTokens(shop, null);
	return shop;
}

const HOUR_MS = 3_600_000;

/** A new pair. The refresh token it replaces works until the new access token is used for the first time. */
export function issueTokens(shop: Shop, replaces: string | null): { access: string; refresh: string } {
	const access = `shpat_${randomBytes(16).toString("hex")}`;
	const refresh = `shprt_${randomBytes(16).toString("hex")}`;
	shop.accessTokens.set(access, { expires: new Date(shop.now().getTime() + HOUR_MS), replaces });
	shop.refreshTokens.add(refresh);
	shop.accessToken = access;
	shop.refreshToken = refresh;
	return { access, refresh };
}

export function record(shop: Shop, order: StoredOrder, what: string): void {
	shop.ledger.push({ order: order.id, what, write: shop.write });
}
