import { describe, expect, it } from "vitest";
import * as z from "zod";
import { type Connector, ConnectorError, defineConnector, type Outcome } from "../src/index.ts";

const applied: Outcome = {
	status: "applied",
	observed: { revision: 1, statuses: { order: "paid" }, receivedInShop: { minor: 1, currency: "EUR" } },
};
const manifest = {
	id: "shop",
	title: { de: "Laden", en: "Shop" },
	contract: 1,
	config: z.object({ url: z.url() }),
	secrets: z.object({ token: z.string() }),
	capabilities: {
		commands: ["annotate"],
		webhooks: false,
		documents: false,
		connect: false,
		refreshesSecrets: false,
		routes: [],
		requests: {},
	},
	limits: { requestsPerSecond: 1, concurrency: 1 },
	defaults: { paymentMethods: {}, statuses: {} },
} as const;
const reading = {
	check: async () => ({ ok: true, identity: "x", shopClock: "2026-11-02T08:00:00Z" }) as const,
	describe: async () => ({ paymentMethods: [], statuses: {} }),
	async *pull() {},
	async *listOpen() {
		yield { orders: [], end: true };
	},
	read: async () => null,
};
const annotate = async () => applied;

describe("defineConnector", () => {
	it("types config, secrets and commands from the manifest", async () => {
		const connector: Connector = defineConnector(manifest, {
			...reading,
			commands: { annotate: async (ctx, command) => (ctx.secrets.token + command.text ? applied : applied) },
		});
		expect(connector.implemented).toEqual(["annotate"]);
	});

	it("does not compile where a declared command, webhook, document, connect or request is missing", () => {
		// @ts-expect-error declared in the manifest, not implemented
		defineConnector(manifest, { ...reading, commands: {} });
		const webhooks = { ...manifest.capabilities, webhooks: { signedTime: true } } as const;
		// @ts-expect-error receive and watchWebhooks are missing
		defineConnector({ ...manifest, capabilities: webhooks }, { ...reading, commands: { annotate } });
		const documents = { ...manifest.capabilities, documents: true } as const;
		// @ts-expect-error document is missing
		defineConnector({ ...manifest, capabilities: documents }, { ...reading, commands: { annotate } });
		const connect = { ...manifest.capabilities, connect: true } as const;
		// @ts-expect-error connect is missing
		defineConnector({ ...manifest, capabilities: connect }, { ...reading, commands: { annotate } });
		const requests = { ...manifest.capabilities, requests: { layouts: { input: z.object({}), output: z.string() } } };
		// @ts-expect-error the request "layouts" is missing
		defineConnector({ ...manifest, capabilities: requests }, { ...reading, commands: { annotate } });
	});

	it("does not compile where something undeclared is implemented", () => {
		// @ts-expect-error cancel is not declared
		defineConnector(manifest, { ...reading, commands: { annotate, cancel: annotate } });
		defineConnector(manifest, {
			...reading,
			commands: { annotate },
			// @ts-expect-error webhooks are not declared
			receive: async () => ({ orders: [], changed: [] }),
		});
	});

	it("refuses a command the connector does not implement", async () => {
		const connector = defineConnector(manifest, { ...reading, commands: { annotate } });
		const command = { kind: "cancel" } as Parameters<Connector["execute"]>[1];
		await expect(connector.execute({} as Parameters<Connector["execute"]>[0], command)).rejects.toThrow(ConnectorError);
	});
});
