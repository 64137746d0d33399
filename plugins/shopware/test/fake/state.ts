import { randomBytes } from "node:crypto";
import type { App } from "./app.ts";
import type { Line } from "./state-machines.ts";

/** The state of the fake shop, and the ledger of everything a merchant or customer would notice. */

interface StoredState {
	state: string;
	readonly id: string;
	readonly createdAt: Date;
	updatedAt: Date | null;
}

interface StoredTransaction extends StoredState {
	readonly method: string;
	amount: number;
}

interface StoredDelivery extends StoredState {
	trackingCodes: string[];
	readonly costs: number;
}

export interface StoredDocument {
	readonly id: string;
	readonly type: "invoice" | "storno" | "credit_note" | "delivery_note";
	readonly number: string;
	readonly date: string;
	readonly deepLinkCode: string;
	readonly referenced: string | null;
	readonly createdAt: Date;
}

export interface StoredOrder {
	readonly id: string;
	readonly autoIncrement: number;
	number: string;
	versionId: string;
	state: string;
	readonly currency: string;
	readonly currencyFactor: number;
	amount: number;
	readonly net: number;
	readonly taxStatus: "gross" | "net" | "tax-free";
	readonly createdAt: Date;
	readonly orderedAt: Date;
	updatedAt: Date | null;
	readonly locale: string;
	address: {
		firstName: string;
		lastName: string;
		company: string;
		street: string;
		zipcode: string;
		city: string;
		iso: string;
		updatedAt: Date | null;
	};
	readonly vatIds: string[];
	transactions: StoredTransaction[];
	deliveries: StoredDelivery[];
	documents: StoredDocument[];
	customFields: Record<string, unknown>;
}

/** One real effect. */
interface LedgerEntry {
	readonly order: string;
	/** "transaction open->paid", "custom field kontor_notes", "tracking 0034..." */
	readonly what: string;
	/** Whether it came through the API; else merchant or buyer did it. */
	readonly api: boolean;
}

export interface ShopOptions {
	readonly line?: Line;
	/** Rows per answer at most, whatever `limit` asks for: makes small lists long. */
	readonly pageSize?: number;
	/** The highest `limit` that is not refused. */
	readonly maxLimit?: number;
	/** Rights that the integration lacks: "webhook:read". */
	readonly missingRights?: readonly string[];
	readonly now?: () => Date;
	/** Milliseconds between the attempts of a webhook; the real shop's are 1, 2 and 4 seconds apart at most. */
	readonly retryMs?: number;
}

export interface Method {
	readonly id: string;
	readonly technicalName: string;
	readonly handler: string;
	readonly name: string;
	readonly active: boolean;
}

export const LIVE = "0fa91ce3e96a4bc2be4bd9ce752c3425";

export const METHODS: readonly Method[] = [
	method("payment_prepayment", "handler_shopware_prepayment", "Vorkasse", true),
	method("payment_invoicepayment", "handler_shopware_invoicepayment", "Rechnung", true),
	method("payment_cashpayment", "handler_shopware_cashpayment", "Nachnahme", true),
	method("payment_debitpayment", "handler_shopware_debitpayment", "Lastschrift", false),
	method("payment_custom_b2b", "handler_shopware_default", "B2B-Rechnung", true),
];

function method(technicalName: string, handler: string, name: string, active: boolean): Method {
	return { id: idOf(technicalName), technicalName, handler, name, active };
}

export interface Shop {
	readonly line: Line;
	readonly version: string;
	readonly pageSize: number;
	readonly maxLimit: number;
	readonly missingRights: readonly string[];
	readonly retryMs: number;
	readonly now: () => Date;
	readonly shopId: string;
	apiKey: string;
	secretKey: string;
	readonly orders: Map<string, StoredOrder>;
	readonly tokens: Map<string, Date>;
	/** How often a token was asked for. */
	tokensIssued: number;
	readonly ledger: LedgerEntry[];
	app: App | null;
	/** Where the shop is reached; known once it listens. */
	url: string;
	nextNumber(): number;
}

export function newId(): string {
	return randomBytes(16).toString("hex");
}

/** The same id for the same name: what a shop's installation makes once. */
export function idOf(name: string): string {
	return Buffer.from(name.padEnd(16, "_")).subarray(-16).toString("hex");
}

const VERSIONS: Readonly<Record<Line, string>> = { "6.5": "6.5.8.14", "6.6": "6.6.7.0", "6.7": "6.7.2.1" };

export function openShop(options: ShopOptions = {}): Shop {
	let number = 10_000;
	const line = options.line ?? "6.6";
	return {
		line,
		version: VERSIONS[line],
		pageSize: options.pageSize ?? 500,
		maxLimit: options.maxLimit ?? 500,
		missingRights: options.missingRights ?? [],
		retryMs: options.retryMs ?? 5,
		now: options.now ?? (() => new Date()),
		shopId: randomBytes(8).toString("base64url"),
		apiKey: `SWIA${randomBytes(12).toString("hex").toUpperCase()}`,
		secretKey: randomBytes(32).toString("base64url"),
		orders: new Map(),
		tokens: new Map(),
		tokensIssued: 0,
		ledger: [],
		app: null,
		url: "",
		nextNumber: () => ++number,
	};
}
