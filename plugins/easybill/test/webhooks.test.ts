import type { Delivery, RawRequest } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { tokenOf } from "../src/deliveries.ts";
import { easybill } from "../src/easybill.ts";
import { edit, write } from "./fake/document-life.ts";
import { type FakeEasybill, startFakeEasybill } from "./fake-easybill.ts";
import { accountContext } from "./rig.ts";

const KEYS = ["whsec_newest", "whsec_older"];
const URL_OF_CONNECTION = "https://host.example/webhooks/7d3f";

let fake: FakeEasybill;
let clock: number;
beforeEach(async () => {
	clock = Date.parse("2026-11-22T08:00:00Z");
	fake = await startFakeEasybill({ now: () => new Date(clock) });
});
afterEach(() => fake.close());

function context(url = URL_OF_CONNECTION, keys = KEYS) {
	return accountContext(fake, { webhook: { url, keys } });
}

async function receive(body: string, token = tokenOf("whsec_newest")): Promise<Delivery | undefined> {
	const raw: RawRequest = {
		method: "POST",
		url: `/webhooks/7d3f?token=${token}`,
		headers: new Headers(),
		body: new TextEncoder().encode(body),
	};
	return easybill(fake.url).receive?.(context(), raw);
}

describe("a delivery", () => {
	it.each([
		[{ event: "document.update", data: { id: 11, type: "INVOICE", amount: 1 } }, ["11"]],
		[{ event: "document.payment_add", data: { id: 77, document_id: 11, amount: 5 } }, ["11"]],
		[{ event: "document.create", data: { id: 12, type: "STORNO", ref_id: 11 } }, ["11"]],
		[{ event: "document.create", document: { id: 13, type: "INVOICE", ref_id: 5 } }, ["13", "5"]],
		[{ id: "11", type: "INVOICE" }, ["11"]],
	])("like %o names %o, whatever its shape is", async (body, changed) => {
		expect(await receive(JSON.stringify(body))).toEqual({ orders: [], changed });
		const form = new URLSearchParams({ event: "x", payload: JSON.stringify(body) });
		expect(await receive(form.toString())).toEqual({ orders: [], changed });
	});

	it.each(["", "x", "[]", '{"event":"document.update"}', '{"data":{"id":-1}}', '{"data":{"id":{"$gt":0}}}'])(
		"without an id (%o) has what changed just now read",
		async (body) => {
			const old = write(fake.account);
			clock += 86_400_000;
			const fresh = write(fake.account);
			write(fake.account, { is_draft: true });
			const delivery = await receive(body);
			expect(delivery?.orders.map(({ ref }) => ref)).toEqual([String(fresh.id)]);
			edit(fake.account, old, {});
			expect((await receive(body))?.orders).toHaveLength(2);
		},
	);

	it("about a document that is no invoice and refers to none asks nothing", async () => {
		const { calls } = fake.account;
		expect(await receive('{"data":{"id":9,"type":"OFFER"}}')).toMatchObject({ changed: [] });
		expect(calls.filter(({ what }) => what.startsWith("GET documents/"))).toEqual([]);
	});

	it.each(["", "x", tokenOf("whsec_other"), `${tokenOf("whsec_newest")}A`, "whsec_newest"])(
		"with the token %o is refused",
		async (token) => {
			await expect(receive("{}", token)).rejects.toMatchObject({ fault: "bad-config" });
		},
	);
});

describe("the webhook in easybill", () => {
	const watch = (url?: string, keys?: string[]) => easybill(fake.url).watchWebhooks?.(context(url, keys));
	const hooks = () => [...fake.account.webhooks.values()];

	it("is made once, switched on, with a token that is not the key", async () => {
		expect(await watch()).toEqual({ state: "created", problems: [] });
		expect(await watch()).toEqual({ state: "working", problems: [] });
		expect(hooks()).toMatchObject([
			{ is_active: true, content_type: "json", url: `${URL_OF_CONNECTION}?token=${tokenOf("whsec_newest")}` },
		]);
		expect(JSON.stringify(hooks())).not.toContain("whsec_newest");
	});

	it("switched off is switched on again, and told", async () => {
		await watch();
		for (const hook of hooks()) hook.is_active = false;
		expect(await watch()).toMatchObject({ state: "replaced", problems: [{ code: "WEBHOOK_DISABLED" }] });
		expect(await watch()).toEqual({ state: "working", problems: [] });
	});

	it("follows a new token, a new address, and lost events, and stays one", async () => {
		await watch();
		expect(await watch(undefined, ["whsec_third", ...KEYS])).toEqual({ state: "replaced", problems: [] });
		expect(await watch("https://elsewhere.example/kontor/webhooks/7d3f")).toEqual({ state: "replaced", problems: [] });
		for (const hook of hooks()) hook.events = ["document.create"];
		expect(await watch()).toEqual({ state: "replaced", problems: [] });
		expect(hooks()).toHaveLength(1);
	});

	it("leaves the webhooks of others alone, and removes its own surplus", async () => {
		await watch();
		const [own] = hooks();
		if (own === undefined) throw new Error("no webhook was made");
		fake.account.webhooks.set(1, { ...own, id: 1 });
		fake.account.webhooks.set(2, { ...own, id: 2, url: "https://other.example/webhooks/9999?token=1" });
		expect(await watch()).toEqual({ state: "working", problems: [] });
		expect(
			hooks()
				.map(({ url }) => new URL(url).host)
				.toSorted(),
		).toEqual(["host.example", "other.example"]);
	});
});
