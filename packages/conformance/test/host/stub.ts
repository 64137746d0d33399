import { randomUUID } from "node:crypto";
import { type Command, CommandId, type Connector, Order, OrderRef, type Outcome } from "@kontor/connector";
import { type Host, type HostOptions, startHost } from "@kontor/host";
import type { HostedConnection } from "@kontor/protocol";
import { onTestFinished } from "vitest";
import * as z from "zod";
import { type FakeHub, type FakeHubOptions, startFakeHub } from "../../src/fake-hub/fake-hub.ts";

export const SECRET = "very-secret-token";

const capabilities = {
	commands: ["annotate"],
	webhooks: false,
	documents: false,
	connect: false,
	refreshesSecrets: false,
	routes: [],
	requests: {},
} as const;

/** A connector of which a test says only what it is about. */
export function stub(
	parts: Partial<Connector> = {},
	manifest: Partial<Omit<Connector["manifest"], "capabilities">> & {
		capabilities?: Partial<Connector["manifest"]["capabilities"]>;
	} = {},
): Connector {
	return {
		manifest: {
			id: "stub",
			title: { de: "Stub", en: "Stub" },
			contract: 1,
			config: z.object({}),
			secrets: z.object({ token: z.string() }),
			limits: { requestsPerSecond: 1000, concurrency: 4 },
			defaults: { paymentMethods: {}, statuses: {} },
			...manifest,
			capabilities: { ...capabilities, ...manifest.capabilities },
		},
		check: async () => ({ ok: true, identity: "stub", shopClock: new Date().toISOString() }),
		describe: async () => ({ paymentMethods: [], statuses: {} }),
		async *pull() {},
		async *listOpen() {
			yield { orders: [], end: true };
		},
		read: async () => null,
		execute: async () => applied,
		implemented: ["annotate"],
		...parts,
	};
}

export const applied: Outcome = {
	status: "applied",
	observed: { revision: 1, statuses: { order: "open" }, receivedInShop: { minor: 0, currency: "EUR" } },
};

export function annotate(ref = "1"): Command {
	return {
		kind: "annotate",
		id: CommandId.parse(randomUUID()),
		orderRef: OrderRef.parse(ref),
		issuedAt: new Date().toISOString(),
		expect: {},
		status: null,
		text: "hello",
	};
}

export function order(ref: string | number, change: Partial<Order> = {}): Order {
	return Order.parse({
		ref: String(ref),
		number: `R-${ref}`,
		revision: 1,
		placedAt: "2026-02-01T00:00:00Z",
		recordedAt: "2026-02-01T00:00:00Z",
		amount: { minor: 100, currency: "EUR" },
		receivedInShop: { minor: 0, currency: "EUR" },
		paymentMethod: { id: "transfer", title: "transfer" },
		statuses: { order: "open" },
		customer: { name: "Ada", billing: {} },
		...change,
	});
}

const scope: HostedConnection["scope"] = {
	connectedAt: "2026-01-01T00:00:00Z",
	mapping: {
		paymentMethods: { transfer: "prepayment" },
		statuses: { prepayment: { open: { order: ["open"] }, written: {} } },
	},
};

export interface Pair {
	readonly hub: FakeHub;
	readonly host: Host;
	readonly connection: HostedConnection;
}

/** Host and hub with one connection of the first plugin; both end with the test. */
export async function pair(
	plugins: Connector | readonly Connector[],
	{
		secrets = { token: SECRET },
		...options
	}: Partial<HostOptions> & FakeHubOptions & { secrets?: HostedConnection["secrets"] } = {},
): Promise<Pair> {
	const served = "manifest" in plugins ? [plugins] : plugins;
	const hub = await startFakeHub(options);
	const connection = hub.connect({ plugin: served[0]?.manifest.id ?? "", config: {}, secrets, scope });
	const host = await startHost({ hubUrl: hub.url, key: hub.key, plugins: served, graceMs: 300, ...options });
	onTestFinished(async () => {
		await host.close();
		await hub.close();
	});
	return { hub, host, connection };
}

export function until(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

export function after(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
