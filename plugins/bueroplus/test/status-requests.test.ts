import type { Context, Standing, StatusPage, StatusRequest } from "@kontor/connector";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bueroplus } from "../src/connector.ts";
import { manifest } from "../src/manifest.ts";
import { RuleEditor } from "../src/requests/rule-editor.ts";
import type { TryAnswer } from "../src/requests/schemas.ts";
import { CONDITIONS } from "../src/rules/conditions.ts";
import type { Rule } from "../src/rules/index.ts";
import { LOGIN, startFakeBueroplus } from "./fake-bueroplus.ts";

type Fake = Awaited<ReturnType<typeof startFakeBueroplus>>;
let fake: Fake;
beforeEach(async () => {
	fake = await startFakeBueroplus();
});
afterEach(() => fake.close());

const paid: Rule = {
	id: "paid",
	from: "open",
	to: "inProgress",
	conditions: [{ is: "payment-received", with: {} }],
	inform: null,
	transferShipments: false,
};
const sent: Rule = {
	id: "sent",
	from: "inProgress",
	to: "shipped",
	conditions: [{ is: "shipment-done", with: {} }],
	inform: { layout: "Versandbestätigung" },
	transferShipments: true,
};
const ruleSet = (...rules: Rule[]) => ({ platform: "woocommerce", active: ["open", "inProgress"], rules });

function context(standings: readonly Standing[] = [], ruleSets = [ruleSet(paid, sent)]): Context {
	return {
		config: manifest.config.parse({
			url: fake.url,
			platforms: [{ source: "Woo", plugin: "woocommerce", shop: "Laden" }],
			carriers: { "DHL Paket": "DHL" },
			ruleSets,
		}),
		secrets: LOGIN,
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
		http: fetch,
		webhook: null,
		standing: async (subjects) => standings.filter(({ subject }) => subjects.includes(subject)),
		log: () => {},
		signal: new AbortController().signal,
		now: () => new Date(),
	};
}

async function wanted(ctx: Context): Promise<{ requests: StatusRequest[]; held: StatusPage["held"][number][] }> {
	const all = { requests: [] as StatusRequest[], held: [] as StatusPage["held"][number][] };
	for await (const { requests, held } of bueroplus.statusRequests?.(ctx) ?? []) {
		all.requests.push(...requests);
		all.held.push(...held);
	}
	return all;
}

const at = (status: string, steps: number, last: Partial<Standing["last"]> = {}): Standing => ({
	subject: "Woo/4711",
	reached: { status, since: "2026-11-02T08:00:00Z" },
	steps,
	last: { id: crypto.randomUUID(), to: status, state: "done", code: null, ...last },
});

test("a paid order is wanted in progress, by the same id however often it is asked", async () => {
	const ref = fake.shop.add({ amount: "10.00", platform: "Woo", platformOrder: "4711" });
	expect(await wanted(context())).toEqual({ requests: [], held: [] });
	fake.shop.set(ref, { fldKdBezBet: "10,00" });
	const [first, again] = [await wanted(context()), await wanted(context())];
	expect(first.requests).toMatchObject([
		{
			subject: "Woo/4711",
			platform: { plugin: "woocommerce", shop: "Laden" },
			orderNumber: "4711",
			from: "open",
			to: "inProgress",
			status: { machine: "order", status: "processing" },
			shipments: [],
			mail: null,
		},
	]);
	expect(again).toEqual(first);
	const [next] = (await wanted(context([at("open", 2)]))).requests;
	expect(next?.id, "the same step later is another one").not.toBe(first.requests[0]?.id);
});

test("while one is on its way, and once it was given up, nothing is wanted of it", async () => {
	fake.shop.set(fake.shop.add({ amount: "10.00", platform: "Woo", platformOrder: "4711" }), { fldKdBezBet: "10,00" });
	const [request] = (await wanted(context())).requests;
	if (request === undefined) throw new Error("nothing is wanted");
	const standing = (state: Standing["last"]["state"]): Standing => ({
		subject: "Woo/4711",
		reached: null,
		steps: 0,
		last: { id: request.id, to: request.to, state, code: null },
	});
	for (const state of ["waiting", "underway", "failed"] as const) {
		expect((await wanted(context([standing(state)]))).requests, state).toEqual([]);
	}
});

// J4, J5, J6
test("shipped goes out with number, carrier and e-mail, and waits for a number that is missing", async () => {
	const ref = fake.shop.add({ amount: "10.00", platform: "Woo", platformOrder: "4711" });
	const shipment = fake.shop.ship(ref, { done: true });
	const ctx = context([at("inProgress", 1)]);
	expect(await wanted(ctx)).toMatchObject({ requests: [], held: [{ subject: "Woo/4711" }] });
	fake.shop.setShipment(shipment, { fldPaketNr: " 0034 " });
	const { requests, held } = await wanted(ctx);
	expect(held).toEqual([]);
	expect(requests).toMatchObject([
		{
			to: "shipped",
			shipments: [{ carrier: "DHL", trackingNumber: "0034" }],
			mail: { layout: "Versandbestätigung", text: "Ihre Bestellung ist unterwegs: DHL 0034" },
		},
	]);
	expect(requests[0]?.mail?.subject).toMatch(/^Online-Bestellung Nr\. 4711 vom \d\d\.\d\d\.\d{4}$/);
});

test("an order that becomes an invoice goes on with its status, and its shipments count", async () => {
	const confirmation = fake.shop.add({
		kind: "Auftragsbestätigung",
		amount: "10.00",
		platform: "Woo",
		platformOrder: "4711",
	});
	fake.shop.ship(confirmation, { done: true, parcelNumber: "0034" });
	fake.shop.add({ kind: "Rechnung I", amount: "10.00", platform: "Woo", platformOrder: "4711" });
	const { requests } = await wanted(context([at("inProgress", 1)]));
	expect(requests).toHaveLength(1);
	const invoiced: Rule = { ...paid, from: "open", conditions: [{ is: "invoice-exists", with: {} }] };
	expect((await wanted(context([], [ruleSet(invoiced)]))).requests).toHaveLength(1);
});

test("rules that contradict each other are not carried out at all; the merchant is told", async () => {
	fake.shop.set(fake.shop.add({ amount: "10.00", platform: "Woo", platformOrder: "4711" }), { fldKdBezBet: "10,00" });
	const back: Rule = { ...paid, id: "back", from: "inProgress", to: "open", conditions: [] };
	const { requests, held } = await wanted(context([], [ruleSet(paid, back)]));
	expect(requests).toEqual([]);
	expect(held.map(({ forMerchant }) => forMerchant.en)).toEqual([expect.stringMatching(/circle/)]);
});

test("articles and stock are read where a rule asks for them", async () => {
	const items = [{ article: "A1", quantity: 2 }];
	const rule: Rule = {
		...paid,
		conditions: [
			{ is: "article", with: { articles: ["A1"] } },
			{ is: "in-stock", with: {} },
		],
	};
	fake.shop.add({ amount: "10.00", platform: "Woo", platformOrder: "4711", items });
	fake.shop.stock("A1", 1);
	expect((await wanted(context([], [ruleSet(rule)]))).requests).toEqual([]);
	fake.shop.stock("A1", 2);
	expect((await wanted(context([], [ruleSet(rule)]))).requests).toHaveLength(1);
});

// J7
test("rules can be tried on real Vorgänge: what would change, and why; nothing is written", async () => {
	fake.shop.add({ amount: "10.00", platform: "Woo", platformOrder: "4711" });
	fake.shop.add({ amount: "10.00" });
	const ask = async (input: object) => (await bueroplus.requests?.["try-rules"]?.(context([], []), input)) as TryAnswer;
	const { findings, vorgaenge } = await ask({ ruleSets: [ruleSet(paid, { ...sent, conditions: [] })] });
	expect(findings.map(({ code }) => code)).toEqual(["ONLY_WHEN_DONE"]);
	expect(vorgaenge).toMatchObject([
		{
			orderNumber: "4711",
			status: "open",
			would: null,
			why: [
				{
					rule: "paid",
					fired: false,
					conditions: [{ holds: false, text: { en: expect.stringMatching(/0\.00 EUR of 10\.00 EUR$/) } }],
				},
			],
		},
	]);
	expect(await fake.shop.effects()).toEqual([]);
});

test("the form for rules is made from the same tables", async () => {
	const editor = RuleEditor.parse(await bueroplus.requests?.["rule-editor"]?.(context(), {}));
	expect(editor.conditions.map(({ name }) => name)).toEqual(Object.keys(CONDITIONS));
	expect(editor.platforms.find(({ id }) => id === "woocommerce")?.statuses[0]?.id).toBe("open");
	expect(editor.recommendedWithShipments, "J6").toEqual([{ is: "shipment-done", with: {} }]);
});

// J4
test("the layouts of the area Vorgänge are offered", async () => {
	expect(await bueroplus.requests?.layouts?.(context(), {})).toEqual({ layouts: ["Versandbestätigung"] });
});
