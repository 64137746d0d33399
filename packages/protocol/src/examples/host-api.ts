import type { Given } from "./given.ts";

const connection = "0198c1a2-7b3c-7d4e-8f50-617283940a5b";
const work = "0198c1a4-0c1d-7e2f-9a3b-4c5d6e7f8091";
const at = "2026-11-02T08:00:00Z";
const eur = (minor: number) => ({ minor, currency: "EUR" });
const paid = { machine: "order", status: "paid" };

const mapping = {
	paymentMethods: { transfer: "prepayment" },
	statuses: { prepayment: { open: { order: ["open"] }, written: { paid } } },
};

const manifest = {
	id: "acme",
	title: { de: "Acme", en: "Acme" },
	contract: 1,
	config: {
		type: "object",
		properties: { url: { type: "string", format: "uri" } },
		required: ["url"],
		additionalProperties: false,
	},
	secrets: {
		type: "object",
		properties: { token: { type: "string" } },
		required: ["token"],
		additionalProperties: false,
	},
	capabilities: {
		commands: ["mark-paid", "annotate"],
		webhooks: { signedTime: true },
		documents: false,
		connect: false,
		refreshesSecrets: false,
		routes: [],
		requests: {},
	},
	limits: { requestsPerSecond: 5, concurrency: 2 },
	defaults: mapping,
};

const order = {
	ref: "1001",
	number: "R-1001",
	revision: 3,
	placedAt: "2026-11-02T07:41:12Z",
	recordedAt: "2026-11-02T07:41:13Z",
	amount: eur(4990),
	receivedInShop: eur(0),
	paymentMethod: { id: "transfer", title: "Vorkasse" },
	statuses: { order: "open" },
	customer: {
		number: "K-77",
		name: "Erika Muster",
		email: "erika@example.org",
		language: "de",
		billing: { name: "Erika Muster", street: "Hauptstr. 1", postcode: "24103", city: "Kiel", country: "DE" },
	},
	additionalNumbers: [],
};

const command = {
	kind: "mark-paid",
	id: work,
	orderRef: "1001",
	issuedAt: at,
	expect: { order: "open" },
	status: paid,
	amount: eur(4990),
	paidOn: "2026-11-02",
	bankReference: "NTRF-4711",
};

/** What a plugin in any language sends and gets: one shop, one order, its payment. By the operation's id. */
export const HOST_EXAMPLES: Readonly<Record<string, Given>> = {
	hello: {
		body: { manifest, host: { version: "1.0.0", publicUrl: "https://host.example" } },
		result: { contract: 1, leaseSeconds: 60, notices: [] },
	},
	listConnections: {
		body: {},
		result: {
			connections: [
				{
					id: connection,
					plugin: "acme",
					version: 4,
					config: { url: "https://shop.example/" },
					secrets: { token: "the-merchants-token" },
					secretsVersion: 1,
					scope: { mapping, connectedAt: "2026-11-01T00:00:00Z" },
					webhookKeys: ["the-key-of-the-webhook"],
				},
			],
		},
	},
	batchOrders: {
		body: {
			items: [{ order }, { ref: "998", gone: true }],
			cursor: { from: { after: 41 }, to: { after: 57 } },
		},
		result: {
			results: [
				{ ref: "1001", result: "created" },
				{ ref: "998", result: "updated" },
			],
		},
	},
	completeList: {
		body: { list: work, startedAt: at },
		result: { missing: ["998"], held: false },
	},
	leaseWork: {
		body: { waitSeconds: 25, slots: 10, free: { [connection]: 1 } },
		result: {
			work: [
				{
					id: work,
					connection,
					connectionVersion: 4,
					leaseUntil: "2026-11-02T08:01:00Z",
					attempt: 1,
					possiblyDone: false,
					kind: "command",
					command,
				},
			],
		},
	},
	settleWork: {
		body: {
			kind: "outcome",
			outcome: { status: "applied", observed: { revision: 4, statuses: { order: "paid" }, receivedInShop: eur(4990) } },
		},
	},
	putSecrets: {
		body: { ifVersion: 1, secrets: { token: "the-new-token" }, refreshBefore: "2026-11-02T09:00:00Z" },
		result: { secretsVersion: 2 },
	},
	reportProblem: {
		body: {
			code: "WEBHOOK_DISABLED",
			text: { de: "Der Webhook ist im Shop abgeschaltet.", en: "The webhook is switched off in the shop." },
			resolved: false,
		},
	},
};
