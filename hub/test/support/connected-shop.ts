import { randomUUID } from "node:crypto";
import type { CommandKind, Mapping, Order, OrderRef } from "@kontor/connector";
import {
	batchOrders,
	type ClientOptions,
	call,
	getOrder,
	type ItemResult,
	leaseWork,
	listOrders,
	type ManifestOnWire,
	type OrderDetail,
	type OrdersBatch,
	settleWork,
	type Work,
	type WorkOf,
	type WorkOutcome,
} from "@kontor/protocol";
import type { TestHub } from "./test-hub.ts";

/** A kind of shop with one machine, as WooCommerce has. */
export const MANIFEST: ManifestOnWire = {
	id: "test-shop",
	title: { de: "Testshop", en: "Test shop" },
	contract: 1,
	config: {},
	secrets: {},
	capabilities: {
		commands: ["mark-paid", "revoke-payment", "cancel", "set-status", "annotate"] satisfies CommandKind[],
		webhooks: { signedTime: false },
		documents: true,
		connect: false,
		refreshesSecrets: false,
		routes: [],
		requests: {},
	},
	limits: { requestsPerSecond: 100, concurrency: 4 },
	defaults: { paymentMethods: {}, statuses: {} },
};

const entry = (status: string) => ({ machine: "order", status });

export const MAPPING: Mapping = {
	paymentMethods: { bacs: "prepayment", invoice: "invoice", cod: "cashOnDelivery", paypal: "monitored" },
	statuses: {
		prepayment: {
			open: { order: ["pending", "on-hold"] },
			written: { paid: entry("processing"), cancelled: entry("cancelled"), paymentRevoked: entry("on-hold") },
		},
		invoice: {
			open: { order: ["pending", "shipped"] },
			written: { paid: entry("completed"), overdue: entry("overdue"), paymentRevoked: entry("shipped") },
		},
		cashOnDelivery: { open: { order: ["shipped"] }, written: { paid: entry("completed") } },
		monitored: { open: { order: ["pending"] }, written: {} },
	},
};

/** T of the tests' shops: what is recorded later is managed (PRODUCT A7). */
export const CONNECTED_AT = "2026-11-01T00:00:00.000Z";

type Merchant = ClientOptions & { readonly id: string };

/** A connected shop with its host, as the tests of orders and write-backs need it. */
export interface TestShop {
	readonly id: string;
	readonly merchant: Merchant;
	readonly host: Merchant;
	deliver(...items: unknown[]): Promise<ItemResult[]>;
	batch(batch: { items: unknown[] } & Omit<OrdersBatch, "items">): Promise<ItemResult[]>;
	/** Takes what is due, without waiting unless told so. */
	lease(options?: { waitSeconds?: number; slots?: number; free?: Record<string, number> }): Promise<Work[]>;
	/** The commands among it. */
	leaseCommands(): Promise<WorkOf<"command">[]>;
	settle(work: Pick<Work, "id">, outcome: WorkOutcome): Promise<void>;
	/** Says that a command was carried out, and what the shop shows afterwards. */
	applied(work: WorkOf<"command">, observed: Observed): Promise<void>;
	/** The order of a ref, as the merchant sees it. */
	order(ref: string): Promise<OrderDetail>;
}

interface Observed {
	readonly status: string;
	readonly received: number;
	readonly revision: number;
}

export async function connectShop(
	hub: TestHub,
	{ merchant, host, testSystem = false }: { merchant?: Merchant; host?: Merchant; testSystem?: boolean } = {},
): Promise<TestShop> {
	const owner = merchant ?? (await hub.newMerchant());
	const server = host ?? (await hub.newHost(MANIFEST));
	const id = randomUUID();
	await hub.sql.query(
		`INSERT INTO connections (merchant_id, id, plugin, name, url, host_id, state, config, webhook_keys, mapping, connected_at,
		                          test_system, created_at)
		 VALUES ($1, $2, $3, 'Shop', 'https://shop.test', $4, 'connected', '{}', '', $5, $6, $7, $6)`,
		[owner.id, id, MANIFEST.id, server.id, JSON.stringify(MAPPING), CONNECTED_AT, testSystem],
	);
	await hub.sql.query(
		`INSERT INTO hosted_connections (connection_id, merchant_id, plugin, host_id) VALUES ($1, $2, $3, $4)`,
		[id, owner.id, MANIFEST.id, server.id],
	);
	const params = { connection: id };
	const shop: TestShop = {
		id,
		merchant: owner,
		host: server,
		batch: async (body) => (await call(server, batchOrders, { params, body })).results,
		deliver: (...items) => shop.batch({ items }),
		async lease({ waitSeconds = 0, slots = 100, free = {} } = {}) {
			return (await call(server, leaseWork, { body: { waitSeconds, slots, free } })).work;
		},
		async leaseCommands() {
			return (await shop.lease()).filter((work) => work.kind === "command");
		},
		async settle({ id: work }, outcome) {
			await call(server, settleWork, { params: { ...params, work }, body: outcome });
		},
		applied: (work, { status, received, revision }) =>
			shop.settle(work, {
				kind: "outcome",
				outcome: {
					status: "applied",
					observed: { revision, statuses: { order: status }, receivedInShop: { minor: received, currency: "EUR" } },
				},
			}),
		async order(ref) {
			const { rows } = await hub.sql.query(`SELECT id FROM orders WHERE connection_id = $1 AND ref = $2`, [id, ref]);
			return call(owner, getOrder, { params: { order: rows[0].id } });
		},
	};
	return shop;
}

/** An order of 100.00 EUR by bank transfer, placed after the connection, as a shop delivers it. */
export function order(
	ref: string,
	changes: Partial<Order> & { status?: string; received?: number } = {},
): { order: Order } {
	const { status = "pending", received = 0, ...rest } = changes;
	return {
		order: {
			ref: ref as OrderRef,
			number: `N${ref}`,
			revision: 1,
			placedAt: "2026-11-02T07:00:00Z",
			recordedAt: "2026-11-02T07:00:00Z",
			amount: { minor: 10_000, currency: "EUR" },
			receivedInShop: { minor: received, currency: "EUR" },
			paymentMethod: { id: "bacs", title: "Vorkasse" },
			statuses: { order: status },
			customer: { name: "Erika Muster", billing: { city: "Berlin", country: "DE" } },
			additionalNumbers: [],
			...rest,
		},
	};
}

export async function statesOf(merchant: Merchant): Promise<Record<string, string>> {
	const { items } = await call(merchant, listOrders, { query: { limit: 500 } });
	return Object.fromEntries(items.map(({ ref, state }) => [ref, state]));
}
