import type { CheckResult, Description, WebhookState } from "@kontor/connector";
import {
	type ClientOptions,
	type Connection,
	call,
	connectConnection,
	createConnection,
	getConnection,
	leaseWork,
	type ManifestOnWire,
	settleWork,
	type WorkOf,
	type WorkOutcome,
} from "@kontor/protocol";
import type { TestHub } from "./test-hub.ts";

/** A kind of shop like WooCommerce: one machine of statuses, keys or consent, webhooks. */
export function testManifest(changes: Partial<ManifestOnWire> = {}): ManifestOnWire {
	const order = (status: string) => ({ machine: "order", status });
	return {
		id: "testshop",
		title: { de: "Testladen", en: "Test shop" },
		contract: 1,
		config: {
			type: "object",
			properties: { url: { type: "string", format: "uri", pattern: "^https://" } },
			required: ["url"],
			additionalProperties: false,
		},
		secrets: {
			type: "object",
			properties: { apiKey: { type: "string", minLength: 3 } },
			required: ["apiKey"],
			additionalProperties: false,
		},
		capabilities: {
			commands: ["mark-paid", "mark-partially-paid", "revoke-payment", "cancel", "set-status", "annotate"],
			webhooks: { signedTime: false },
			documents: true,
			connect: true,
			refreshesSecrets: false,
			routes: [],
			requests: {},
		},
		limits: { requestsPerSecond: 100, concurrency: 10 },
		defaults: {
			paymentMethods: { bank: "prepayment", invoice: "invoice" },
			statuses: {
				prepayment: {
					open: { order: ["pending", "on-hold"] },
					written: { paid: order("processing"), cancelled: order("cancelled"), paymentRevoked: order("on-hold") },
				},
				invoice: { open: { order: ["pending", "on-hold", "processing", "completed"] }, written: {} },
			},
		},
		...changes,
	};
}

const named = (id: string) => ({ id, title: id });

export const DESCRIPTION: Description = {
	paymentMethods: [
		{ ...named("bank"), active: true },
		{ ...named("invoice"), active: false },
		{ ...named("paypal"), active: true },
	],
	statuses: { order: ["pending", "on-hold", "processing", "completed", "cancelled"].map(named) },
};

/** What the shop answers when it is asked about itself. */
export interface ShopAnswers {
	readonly check: CheckResult | WorkOutcome;
	readonly describe: Description | WorkOutcome;
	readonly watch: WebhookState | WorkOutcome;
	readonly consentPage: { readonly redirect: string } | WorkOutcome;
	readonly renewal: { readonly refreshBefore: string } | WorkOutcome;
}

export function answersOf(url: string, shopClock: Date): ShopAnswers {
	return {
		check: { ok: true, identity: url, shopClock: shopClock.toISOString() },
		describe: DESCRIPTION,
		watch: { state: "working", problems: [] },
		consentPage: { redirect: `${url}/consent` },
		renewal: { refreshBefore: new Date(shopClock.getTime() + 60 * 60 * 1000).toISOString() },
	};
}

/**
 * Leases all that is due, answers what is asked about connections, gives back the rest, and tells what was asked.
 * `meanwhile` happens between a lease and its answers.
 */
export async function answerRequests(
	host: ClientOptions,
	answers: (work: WorkOf<"request">) => ShopAnswers,
	meanwhile: () => Promise<unknown> = async () => {},
): Promise<WorkOf<"request">[]> {
	const asked: WorkOf<"request">[] = [];
	for (;;) {
		const { work } = await call(host, leaseWork, { body: { waitSeconds: 0, slots: 50 } });
		const requests = work.filter((one) => one.kind === "request");
		for (const one of work.filter(({ kind }) => kind !== "request")) await settle(host, one, { kind: "returned" });
		if (requests.length === 0) return asked;
		await meanwhile();
		for (const one of requests) {
			asked.push(one);
			await settle(host, one, outcomeOf(one, answers(one)));
		}
	}
}

function settle(host: ClientOptions, work: { id: string; connection: string }, outcome: WorkOutcome): Promise<void> {
	return call(host, settleWork, { params: { connection: work.connection, work: work.id }, body: outcome });
}

function outcomeOf(
	work: WorkOf<"request">,
	{ check, describe, watch, consentPage, renewal }: ShopAnswers,
): WorkOutcome {
	const answers = {
		check,
		describe,
		"watch-webhooks": watch,
		"begin-connect": consentPage,
		"refresh-secrets": renewal,
	};
	const answer = new Map<string, ShopAnswers[keyof ShopAnswers]>(Object.entries(answers)).get(work.request);
	if (answer === undefined) throw new Error(`the test shop is not asked to ${work.request}`);
	return "kind" in answer ? answer : { kind: "result", result: answer };
}

export const secretKey = "sesame-open";

/** A shop that is checked and described: ready to be connected. */
export async function addShop(
	hub: TestHub,
	merchant: ClientOptions,
	host: ClientOptions,
	url = "https://shop.example",
): Promise<Connection> {
	const { id } = await call(merchant, createConnection, {
		body: { plugin: "testshop", name: "Shop", config: { url }, secrets: { apiKey: secretKey } },
	});
	await answerRequests(host, () => answersOf(url, hub.now()));
	return call(merchant, getConnection, { params: { connection: id } });
}

/** A connected shop; T is the clock's now. */
export async function connectShop(
	hub: TestHub,
	merchant: ClientOptions,
	host: ClientOptions,
	url = "https://shop.example",
): Promise<Connection> {
	const { id } = await addShop(hub, merchant, host, url);
	await call(merchant, connectConnection, { params: { connection: id } });
	await answerRequests(host, () => answersOf(url, hub.now()));
	return call(merchant, getConnection, { params: { connection: id } });
}
