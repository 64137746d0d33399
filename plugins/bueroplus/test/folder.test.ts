import { type Command, type Context, OrderRef, type StatusRequest } from "@kontor/connector";
import { afterEach, expect, test } from "vitest";
import { bueroplus } from "../src/connector.ts";
import { readTable, writeTable } from "../src/folder/tables.ts";
import { manifest } from "../src/manifest.ts";
import { LOGIN } from "./fake-bueroplus.ts";
import { startFakeFolder } from "./fake-folder.ts";

type Fake = Awaited<ReturnType<typeof startFakeFolder>>;
let fake: Fake;
afterEach(() => fake.close());

function context(config: object = {}): Context {
	return {
		config: manifest.config.parse({ url: fake.url, source: "folder", ...config }),
		secrets: LOGIN,
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
		http: fetch,
		webhook: null,
		standing: async () => [],
		log: () => {},
		signal: new AbortController().signal,
		now: () => new Date(),
	};
}

const pay = (orderRef: string, minor: number): Command =>
	({
		id: crypto.randomUUID(),
		orderRef,
		issuedAt: new Date().toISOString(),
		expect: {},
		status: null,
		kind: "mark-paid",
		amount: { minor, currency: "EUR" },
		paidOn: "2026-11-02",
		bankReference: "REF-1",
	}) as unknown as Command;

test("what Kontor wrote counts until the ERP has taken it over, and then once", async () => {
	fake = await startFakeFolder();
	const ref = fake.shop.add({ amount: "100.00" });
	const command = pay(ref, 10_000);
	expect(await bueroplus.execute(context(), command)).toMatchObject({ status: "applied" });
	const received = async () => (await bueroplus.read(context(), OrderRef.parse(ref)))?.receivedInShop.minor;
	expect(await received()).toBe(10_000);
	fake.importLedger();
	expect(await received()).toBe(10_000);
	expect(await bueroplus.execute(context(), command)).toMatchObject({ status: "already-applied" });
	fake.shop.set(ref, { fldKdBezBet: "50.00" });
	expect(await received(), "the ERP's own correction is the truth").toBe(5000);
});

test("payments of several Vorgänge at once all stand in the table", async () => {
	fake = await startFakeFolder();
	const refs = ["10.00", "20.00", "30.00"].map((amount) => fake.shop.add({ amount }));
	const answers = await Promise.all(refs.map((ref, at) => bueroplus.execute(context(), pay(ref, 1000 * (at + 1)))));
	expect(answers.map(({ status }) => status)).toEqual(["applied", "applied", "applied"]);
	fake.importLedger();
	expect(refs.map((ref) => fake.shop.row(ref).fldKdBezBet)).toEqual(["10.00", "20.00", "30.00"]);
});

test("XML is read as CSV is, and the rules work on it", async () => {
	fake = await startFakeFolder({ format: "xml" });
	const ref = fake.shop.add({ amount: "10,00", platform: "Woo & Co", platformOrder: "4711" });
	fake.shop.ship(ref, { done: true, parcelNumber: "0034" });
	const rule = {
		id: "sent",
		from: "open",
		to: "shipped",
		conditions: [{ is: "shipment-done", with: {} }],
		inform: { layout: "Versandbestätigung" },
		transferShipments: true,
	};
	const config = {
		platforms: [{ source: "Woo & Co", plugin: "woocommerce" }],
		ruleSets: [{ platform: "woocommerce", active: ["open"], rules: [rule] }],
	};
	const wanted: StatusRequest[] = [];
	for await (const { requests } of bueroplus.statusRequests?.(context(config)) ?? []) wanted.push(...requests);
	expect(wanted).toMatchObject([
		{
			orderNumber: "4711",
			to: "shipped",
			shipments: [{ trackingNumber: "0034" }],
			mail: { text: "Unterwegs:\nDHL Paket 0034" },
		},
	]);
});

test("a folder without an export says so where the merchant can mend it", async () => {
	fake = await startFakeFolder({ format: "none" });
	expect(await bueroplus.check(context())).toMatchObject({ ok: false, field: "url" });
});

test("tables come in UTF-8 with and without a mark, and in Windows-1252", () => {
	const rows = [{ Name: 'Käufer; "Ada"\nzweite Zeile', Ort: "Köln" }];
	const text = writeTable(["Name", "Ort"], rows);
	expect(readTable(Buffer.from(text), "t")).toEqual(rows);
	expect(readTable(Buffer.from(`\ufeff${text}`), "t")).toEqual(rows);
	expect(readTable(Buffer.from(text, "latin1"), "t")).toEqual(rows);
	expect(() => readTable(Buffer.from("<a><b></a>"), "t")).toThrow(/neither CSV nor XML/);
});
