import { ConnectorError, type Delivery, type RawRequest, Text } from "@kontor/connector";
import { assert, expect } from "vitest";
import type { Bench } from "../bench.ts";
import type { Check } from "../check.ts";
import { tap } from "../http-tap.ts";
import type { Rig } from "../rig.ts";

const group = "webhooks";
const DAY_MS = 86_400_000;

const checks: readonly Check[] = [
	{
		group,
		name: "signed with the newest or an older key it names the order",
		async run(bench) {
			for (const key of bench.webhookKeys) {
				const ref = await bench.place();
				const delivery = await receive(bench, await delivered(bench, ref, key));
				expect([...delivery.orders.map((order) => order.ref), ...delivery.changed]).toContain(ref);
				for (const order of delivery.orders) expect(order).toEqual(await bench.read(order.ref));
			}
		},
	},
	{
		group,
		name: "signed with another key it is refused",
		async run(bench) {
			const ref = await bench.place();
			await assertRefused(bench, await delivered(bench, ref, WRONG_KEY), "another key");
			await assertRefused(bench, await delivered(bench, ref, ""), "an empty key");
		},
	},
	{
		group,
		name: "one byte changed it is refused",
		skip: ({ connector }) => provenByAddress(connector),
		async run(bench) {
			const raw = await delivered(bench, await bench.place());
			const { length } = raw.body;
			for (const at of [0, 1, Math.floor(length / 3), Math.floor(length / 2), length - 1]) {
				const body = Uint8Array.from(raw.body);
				body[at] = (body[at] ?? 0) ^ 1;
				await assertRefused(bench, { ...raw, body }, `byte ${at} of ${length} changed`);
			}
			const longer = Uint8Array.from([...raw.body, 0x20]);
			await assertRefused(bench, { ...raw, body: longer }, "one space appended");
		},
	},
	{
		group,
		name: "without a signature it is refused",
		skip: ({ connector }) => provenByAddress(connector),
		async run(bench) {
			const raw = await delivered(bench, await bench.place());
			const bare = new Headers({ "content-type": raw.headers.get("content-type") ?? "application/json" });
			await assertRefused(bench, { ...raw, headers: bare }, "without any header of the shop");
			for (const name of signatureHeaders(raw)) {
				const headers = new Headers(raw.headers);
				headers.set(name, "AAAA");
				await assertRefused(bench, { ...raw, headers }, `with a short "${name}"`);
			}
		},
	},
	{
		group,
		name: "proven by its address alone, it is refused at another, and brings nothing but what the shop says",
		skip: ({ connector }) => (provenByAddress(connector) === null ? "the body is signed" : null),
		async run(bench) {
			const ref = await bench.place();
			const raw = await delivered(bench, ref);
			await assertRefused(bench, { ...raw, url: raw.url.replace(/\?.*$/, "") }, "without the token");
			await assertRefused(bench, { ...raw, url: raw.url.slice(0, -1) }, "with a part of the token");
			for (const text of [decoded(raw).replaceAll(/\d{4,}/g, "1"), "{}", "[]", "x", ""]) {
				const { orders } = await receive(bench, { ...raw, body: new TextEncoder().encode(text) });
				for (const order of orders) expect(order, "whatever the body says").toEqual(await bench.read(order.ref));
			}
		},
	},
	{
		group,
		name: "a megabyte with a bad signature is refused at once",
		async run(bench) {
			const raw = await delivered(bench, await bench.place(), provenByWrongKey(bench));
			const body = new Uint8Array(1024 * 1024).fill(0x20);
			body.set(raw.body);
			const started = performance.now();
			await assertRefused(bench, { ...raw, body }, "a megabyte");
			expect(performance.now() - started, "milliseconds for a megabyte").toBeLessThan(1000);
		},
	},
	{
		group,
		name: "replayed it says the same and has no effect in the shop",
		async run(bench) {
			const ref = await bench.place();
			const before = (await bench.shop.effects()).length;
			const raw = await delivered(bench, ref);
			expect(await receive(bench, raw)).toEqual(await receive(bench, raw));
			expect((await bench.shop.effects()).length).toBe(before);
		},
	},
	{
		group,
		name: "too old, or from the future, it is refused",
		skip: ({ connector }) => (signsTime(connector) ? null : "the shop's signature covers no time"),
		async run(bench) {
			const ref = await bench.place();
			for (const [when, offset] of [
				["a day old", -DAY_MS],
				["a day early", DAY_MS],
			] as const) {
				const at = new Date(Date.now() + offset);
				await assertRefused(bench, await delivered(bench, ref, bench.webhookKeys[0], at), when);
			}
		},
	},
	{
		group,
		name: "receiving one writes nothing to the shop",
		async run(bench) {
			const raw = await delivered(bench, await bench.place());
			let writes = 0;
			const http = tap(bench.rig, ({ effect, forward }) => {
				if (effect === "write") writes++;
				return forward();
			});
			await bench.connector.receive?.(bench.context({ http }), raw);
			expect(writes).toBe(0);
		},
	},
	{
		group,
		name: "are set up in the shop, found again, and every problem is told in both languages",
		async run(bench) {
			const first = await bench.connector.watchWebhooks?.(bench.context());
			const second = await bench.connector.watchWebhooks?.(bench.context());
			expect(second?.state, "looked at again, nothing is created or replaced").toBe("working");
			for (const { code, forMerchant } of [...(first?.problems ?? []), ...(second?.problems ?? [])]) {
				expect(code).toMatch(/^[A-Z][A-Z0-9_]*$/);
				expect(Text.parse(forMerchant)).toEqual(forMerchant);
			}
		},
	},
];

export const webhookChecks: readonly Check[] = checks.map((check) => ({
	...check,
	skip: (rig) => whyNoWebhooks(rig) ?? check.skip?.(rig) ?? null,
}));

export function whyNoWebhooks({ connector, shop }: Rig): string | null {
	if (connector.manifest.capabilities.webhooks === false) return "does not declare webhooks";
	assert(shop.webhook !== undefined, "the manifest declares webhooks: FakeShop.webhook makes one");
	return null;
}

/** The order's webhook as the shop sends it now. */
export async function delivered(bench: Bench, ref: Parameters<Bench["read"]>[0], key?: string, at = new Date()) {
	const raw = await bench.shop.webhook?.(ref, { key: key ?? bench.webhookKeys[0], at });
	assert(raw !== undefined, "FakeShop.webhook makes a webhook");
	return raw;
}

async function receive(bench: Bench, raw: RawRequest): Promise<Delivery> {
	const delivery = await bench.connector.receive?.(bench.context(), raw);
	assert(delivery !== undefined, "the connector receives webhooks");
	return delivery;
}

async function assertRefused(bench: Bench, raw: RawRequest, what: string): Promise<void> {
	const ended = await receive(bench, raw).catch((error: unknown) => error);
	assert(ended instanceof Error, `accepted: ${what}`);
	assert(ended instanceof ConnectorError, `${what}: ${ended.name} thrown, a connector throws ConnectorError`);
	expect(ended.fault, `${what}: the fault that the host answers 401 for`).toBe("bad-config");
}

const WRONG_KEY = "whsec_c29tZWJvZHkgZWxzZSdzIGtleSwgMzIgYnl0ZXM=";

/** Where the address proves it, the address has to be wrong: a body does not matter then. */
function provenByWrongKey({ connector }: Bench): string | undefined {
	return provenByAddress(connector) === null ? undefined : WRONG_KEY;
}

function provenByAddress({ manifest }: Rig["connector"]): string | null {
	const { webhooks } = manifest.capabilities;
	return webhooks !== false && webhooks.provenBy === "address" ? "the shop signs no body: its address proves it" : null;
}

function decoded({ body }: RawRequest): string {
	return new TextDecoder().decode(body);
}

function signatureHeaders({ headers }: RawRequest): string[] {
	return [...headers.keys()].filter((name) => /sign|hmac/i.test(name));
}

function signsTime({ manifest }: Rig["connector"]): boolean {
	const { webhooks } = manifest.capabilities;
	return webhooks !== false && webhooks.signedTime;
}
