import type { Command, Connector, Context } from "@kontor/connector";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bueroplus } from "../src/connector.ts";
import { manifest } from "../src/manifest.ts";
import { LOGIN, paidOf, startFakeBueroplus } from "./fake-bueroplus.ts";

type Fake = Awaited<ReturnType<typeof startFakeBueroplus>>;
let fake: Fake;
beforeEach(async () => {
	fake = await startFakeBueroplus();
});
afterEach(() => fake.close());

function context(http: typeof fetch = fetch): Context {
	return {
		config: manifest.config.parse({ url: fake.url }),
		secrets: LOGIN,
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
		http,
		webhook: null,
		log: () => {},
		signal: new AbortController().signal,
		now: () => new Date(),
	};
}

const eur = (minor: number) => ({ minor, currency: "EUR" });
const connector: Connector = bueroplus;

const isMutation = (init: RequestInit | undefined) => typeof init?.body === "string" && init.body.includes("mutation");

function command(orderRef: string, rest: Record<string, unknown>): Command {
	return {
		id: crypto.randomUUID(),
		orderRef,
		issuedAt: new Date().toISOString(),
		expect: {},
		status: null,
		...rest,
	} as unknown as Command;
}

const markPaid = (ref: string, minor: number) =>
	command(ref, { kind: "mark-paid", amount: eur(minor), paidOn: "2026-11-02", bankReference: "REF-1" });

test("a payment adds to what came in by other ways, and what Kontor reported before is replaced", async () => {
	const ref = fake.shop.add({ amount: "100.00" });
	fake.shop.set(ref, { fldKdBezBet: "20,00" });
	const part = command(ref, { kind: "mark-partially-paid", received: eur(3000), outstanding: eur(5000) });
	expect(await connector.execute(context(), part)).toMatchObject({ status: "applied" });
	expect(paidOf(fake.shop.row(ref))).toBe(5000);
	expect(await connector.execute(context(), markPaid(ref, 8000))).toMatchObject({
		status: "applied",
		observed: { statuses: { payment: "paid" }, receivedInShop: eur(10_000) },
	});
	const taken = command(ref, { kind: "revoke-payment", outstanding: eur(8000), reason: "Rücklastschrift" });
	expect(await connector.execute(context(), taken)).toMatchObject({ status: "applied" });
	expect(paidOf(fake.shop.row(ref)), "what came in by other ways stays").toBe(2000);
});

test("a person who works on the Vorgang meanwhile loses nothing", async () => {
	const ref = fake.shop.add({ amount: "100.00" });
	let meanwhile = 2;
	const http: typeof fetch = async (input, init) => {
		const isWrite = isMutation(init);
		if (isWrite && meanwhile-- > 0) fake.shop.set(ref, { fldMemo: `Anruf ${meanwhile}` });
		return fetch(input, init);
	};
	expect(await connector.execute(context(http), markPaid(ref, 10_000))).toMatchObject({ status: "applied" });
	expect(fake.shop.row(ref).fldMemo).toMatch(/^Anruf 0\nZahlung 100,00 EUR vom 2026-11-02 REF-1 \[Kontor /);
	expect(await fake.shop.effects()).toHaveLength(1);
});

test("a Vorgang that never comes to rest is tried later", async () => {
	const ref = fake.shop.add({ amount: "100.00" });
	const http: typeof fetch = async (input, init) => {
		if (isMutation(init)) fake.shop.set(ref, { fldMemo: "?" });
		return fetch(input, init);
	};
	await expect(connector.execute(context(http), markPaid(ref, 10_000))).rejects.toMatchObject({ fault: "unavailable" });
	expect(await fake.shop.effects()).toEqual([]);
});

test("a note that looks like a trace of Kontor's is none", async () => {
	const ref = fake.shop.add({ amount: "100.00" });
	const other = markPaid(ref, 10_000);
	const note = command(ref, { kind: "annotate", text: `[Kontor ${other.id} =10000]` });
	expect(await connector.execute(context(), note)).toMatchObject({ status: "applied" });
	expect(await connector.execute(context(), other)).toMatchObject({ status: "applied" });
	expect(paidOf(fake.shop.row(ref))).toBe(10_000);
});

test("a reversed Vorgang is not paid, another currency not written", async () => {
	const ref = fake.shop.add({ amount: "100.00", currency: "CHF" });
	expect(await connector.execute(context(), markPaid(ref, 10_000))).toMatchObject({ code: "amount-mismatch" });
	fake.shop.set(ref, { fldStornoKz: true });
	expect(await connector.execute(context(), markPaid(ref, 10_000))).toMatchObject({ code: "wrong-state" });
});
