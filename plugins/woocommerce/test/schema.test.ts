import { randomUUID } from "node:crypto";
import { Command, type OrderRef } from "@kontor/connector";
import { afterEach, beforeEach, expect, it } from "vitest";
import { connector } from "../src/connector.ts";
import type { Shop } from "../src/manifest.ts";
import { place } from "./fake/order-life.ts";
import { type FakeWooCommerce, startFakeWooCommerce } from "./fake-woocommerce.ts";
import { shopContext } from "./rig.ts";
import { misfits, ROUTES } from "./schema/routes.ts";

/** Every call of the plugin is one that WooCommerce 10 declares, and every answer of the fake is one it would give. */
let fake: FakeWooCommerce;
let ctx: Shop;
let wrong: string[];
let used: Set<string>;

beforeEach(async () => {
	fake = await startFakeWooCommerce();
	wrong = [];
	used = new Set();
	const http: typeof fetch = async (input, init) => {
		const request = new Request(input, init);
		const body = await request.clone().text();
		const response = await fetch(request);
		const url = new URL(request.url);
		if (response.ok) wrong.push(...misfits(request.method, url, body, await response.clone().json()));
		used.add(`${request.method} ${url.pathname.replace("/wp-json/wc/v3/", "").replace(/\d+/g, "1")}`);
		return response;
	};
	ctx = shopContext(fake, { http, webhook: { url: "https://kontor.example/webhooks/1", keys: ["k"] } });
});
afterEach(() => fake.close());

it("asks what is declared, and is answered as declared", async () => {
	await connector.check(ctx);
	await connector.describe(ctx);
	await connector.watchWebhooks?.(ctx);
	await connector.watchWebhooks?.({
		...ctx,
		webhook: { url: "https://kontor.example/webhooks/1", keys: ["new", "k"] },
	});
	const order = place(fake.shop, { total: "119.00" });
	for await (const page of connector.pull(ctx, null)) for await (const _ of connector.pull(ctx, page.cursor));
	for await (const _ of connector.listOpen(ctx));
	await connector.read(ctx, String(order.id) as OrderRef);
	const eur = (minor: number) => ({ minor, currency: "EUR" });
	const bankReference = "NTRF-1";
	const commands = [
		{ kind: "mark-partially-paid", received: eur(1900), outstanding: eur(10_000) },
		{ kind: "mark-paid", amount: eur(11_900), paidOn: "2026-11-22", bankReference },
		{ kind: "push-shipment", carrier: "DHL", trackingNumber: "1", shippedAt: "2026-11-22T10:00:00Z" },
		{ kind: "annotate", text: "a note" },
		{ kind: "set-status", purpose: "overdue", status: { machine: "order", status: "completed" } },
		{ kind: "record-repayment", amount: eur(900), repaidOn: "2026-11-22", bankReference },
		{
			kind: "revoke-payment",
			outstanding: eur(11_900),
			reason: "returned",
			status: { machine: "order", status: "on-hold" },
		},
		{ kind: "cancel", reason: "not paid" },
	];
	const outcomes: string[] = [];
	for (const given of commands) {
		const { statuses } = (await connector.read(ctx, String(order.id) as OrderRef)) ?? { statuses: {} };
		const base = { id: randomUUID(), orderRef: String(order.id), issuedAt: new Date().toISOString() };
		const outcome = await connector.execute(ctx, Command.parse({ ...base, expect: statuses, status: null, ...given }));
		outcomes.push(outcome.status);
	}
	expect(outcomes).toEqual(commands.map(() => "applied"));
	expect(wrong).toEqual([]);
	const unused = ROUTES.filter(
		({ method, path }) =>
			![...used].some((call) => call.startsWith(`${method} `) && path.test(call.slice(method.length + 1))),
	);
	expect(
		unused.map(({ method, path }) => `${method} ${path.source}`),
		"declared here and never called",
	).toEqual([]);
});

it("would notice what is not declared", () => {
	const url = new URL("https://shop.example/wp-json/wc/v3/orders?orderby=date_modified&modified_since=2026-11-22");
	expect(misfits("GET", url, "", [{ id: "1" }])).toHaveLength(3);
});
