import type { Cursor, Order } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { easybill } from "../src/easybill.ts";
import type { Account } from "../src/manifest.ts";
import type { AccountOptions } from "./fake/account.ts";
import { cancel, edit, pay, write } from "./fake/document-life.ts";
import type { Document } from "./fake/schema.ts";
import { type FakeEasybill, startFakeEasybill } from "./fake-easybill.ts";
import { accountContext } from "./rig.ts";

let fake: FakeEasybill;
let ctx: Account;
let clock: number;
let asked: URL[];

async function open(options: AccountOptions = {}): Promise<void> {
	clock = Date.parse("2026-11-22T08:00:00Z");
	asked = [];
	fake = await startFakeEasybill({ now: () => new Date(clock), ...options });
	const http: typeof fetch = (input, init) => {
		const request = new Request(input, init);
		asked.push(new URL(request.url));
		return fetch(request);
	};
	ctx = accountContext(fake, { http });
}
beforeEach(() => open());
afterEach(() => fake.close());

const invoice = (given: Partial<Document> = {}) => write(fake.account, given);
const later = (seconds: number) => {
	clock += seconds * 1000;
};
const refs = (orders: readonly { ref?: string; id?: number }[]) =>
	[...new Set(orders.map(({ ref, id }) => Number(ref ?? id)))].toSorted((a, b) => a - b);

async function pulled(since: Cursor | null): Promise<{ orders: Order[]; cursor: Cursor | null }> {
	const orders: Order[] = [];
	let cursor = since;
	for await (const page of easybill(fake.url).pull(ctx, since)) {
		orders.push(...page.orders);
		cursor = page.cursor;
	}
	return { orders, cursor };
}

async function listed(): Promise<Order[]> {
	const orders: Order[] = [];
	for await (const page of easybill(fake.url).listOpen(ctx)) orders.push(...page.orders);
	return orders;
}

const read = ({ id }: Document) => easybill(fake.url).read(ctx, String(id) as Order["ref"]);

describe("the first pull", () => {
	it("reads open invoices of any age: no drafts, no paid or cancelled ones, no other documents", async () => {
		const old = invoice();
		later(900 * 86_400);
		const part = invoice();
		pay(fake.account, part, { amount: 1 });
		invoice({ is_draft: true });
		pay(fake.account, invoice(), { amount: 10_000 });
		cancel(fake.account, invoice());
		for (const type of ["OFFER", "CREDIT", "REMINDER", "PROFORMA_INVOICE"] as const) invoice({ type });
		expect(refs((await pulled(null)).orders)).toEqual(refs([old, part]));
		expect(refs(await listed())).toEqual(refs([old, part]));
	});

	it("asks for drafts and empty fields in the words that easybill understands", async () => {
		await pulled(null);
		const query = Object.fromEntries(asked.at(-1)?.searchParams ?? []);
		expect(query).toEqual({
			type: "INVOICE",
			is_draft: "0",
			paid_at: "null",
			cancel_id: "null",
			limit: "500",
			page: "1",
		});
	});

	it("costs two calls for five hundred invoices", async () => {
		for (let count = 0; count < 500; count++) invoice();
		expect((await pulled(null)).orders).toHaveLength(500);
		expect(asked).toHaveLength(2);
	});
});

describe("the pulls after it", () => {
	it("read what changed, was paid, cancelled or credited, also where the invoice itself does not say that it changed", async () => {
		const [edited, cancelled, credited, quiet] = [invoice(), invoice(), invoice(), invoice()];
		later(86_400);
		const { cursor } = await pulled(null);
		later(86_400);
		edit(fake.account, edited, { order_number: "W-1" });
		const before = [cancelled.edited_at, credited.edited_at];
		cancel(fake.account, cancelled);
		write(fake.account, { type: "CREDIT", amount: -2500, ref_id: credited.id });
		expect([cancelled.edited_at, credited.edited_at]).toEqual(before);
		const { orders } = await pulled(cursor);
		expect(refs(orders)).toEqual(refs([edited, cancelled, credited]));
		expect(orders.find(({ ref }) => ref === String(cancelled.id))?.statuses).toEqual({ invoice: "cancelled" });
		expect(orders.find(({ ref }) => ref === String(credited.id))?.amount.minor).toBe(7500);
		expect(quiet.id).toBeGreaterThan(0);
	});

	it("ask for whole days, two more than needed, and hand over the last two hours again", async () => {
		const { cursor } = await pulled(null);
		later(3600);
		const late = invoice();
		const { orders } = await pulled(cursor);
		expect(asked.at(-1)?.searchParams.get("edited_at")).toBe("2026-11-22,2026-11-24");
		expect(refs(orders)).toEqual(refs([late]));
		const again = await pulled((await pulled(cursor)).cursor);
		expect(refs(again.orders)).toEqual(refs([late]));
		later(3 * 3600);
		const later3 = invoice();
		const { cursor: newer } = await pulled(again.cursor);
		expect(refs((await pulled(newer)).orders)).toEqual(refs([later3]));
	});

	it("lose nothing in the hour that the clocks show twice", async () => {
		clock = Date.parse("2026-10-25T00:50:00Z");
		const first = invoice();
		const { cursor } = await pulled(null);
		clock = Date.parse("2026-10-25T01:10:00Z");
		edit(fake.account, first, { order_number: "changed" });
		const second = invoice();
		expect(second.edited_at, "on the wall earlier than the first").toBe("2026-10-25 02:10:00");
		const { orders } = await pulled(cursor);
		expect(refs(orders)).toEqual(refs([first, second]));
	});

	it("go on from a cursor that an earlier host left half-way", async () => {
		await fake.close();
		await open({ mostPerPage: 2, newestFirst: true });
		const all = Array.from({ length: 7 }, () => invoice());
		const seen: Order[] = [];
		let cursor: Cursor | null = null;
		// Twice five pages, of the open ones and of the changes: the first, then from the last to the first.
		for (let run = 0; run < 10; run++) {
			for await (const page of easybill(fake.url).pull(ctx, cursor)) {
				seen.push(...page.orders);
				cursor = page.cursor;
				break;
			}
		}
		expect(refs(seen)).toEqual(refs(all));
		expect(cursor).toEqual({ after: expect.any(String) });
	});

	it("refuse a cursor that is none", async () => {
		await expect(pulled({ page: "x" })).rejects.toMatchObject({ fault: "invalid-input" });
	});
});

describe("credit notes", () => {
	it("count while they are open, whichever sign they have", async () => {
		const one = invoice();
		write(fake.account, { type: "CREDIT", amount: 1000, ref_id: one.id });
		write(fake.account, { type: "CREDIT", amount: -500, ref_id: one.id });
		expect((await read(one))?.amount.minor).toBe(8500);
		expect((await listed())[0]?.amount.minor).toBe(8500);
	});

	it("do not count as drafts, once they are settled, or cancelled", async () => {
		const one = invoice();
		write(fake.account, { type: "CREDIT", amount: 1000, ref_id: one.id, is_draft: true });
		write(fake.account, { type: "CREDIT", amount: 1000, ref_id: one.id, paid_at: "2026-11-22" });
		const cancelled = write(fake.account, { type: "CREDIT", amount: 1000, ref_id: one.id });
		write(fake.account, { type: "STORNO_CREDIT", amount: -1000, ref_id: cancelled.id });
		expect((await read(one))?.amount.minor).toBe(10_000);
	});
});

describe("one invoice", () => {
	it("is null where it is a draft, another document, deleted, or no id", async () => {
		expect(await read(invoice({ is_draft: true }))).toBeNull();
		expect(await read(invoice({ type: "OFFER" }))).toBeNull();
		expect(await read({ ...invoice(), id: 5 })).toBeNull();
		const calls = asked.length;
		expect(await easybill(fake.url).read(ctx, "1/../2" as Order["ref"])).toBeNull();
		expect(asked).toHaveLength(calls);
	});

	it("has its PDF, and null where there is none", async () => {
		const one = invoice();
		const order = await read(one);
		const document = (ref = "") => easybill(fake.url).document?.(ctx, String(one.id) as Order["ref"], ref);
		const pdf = await document(order?.invoice?.documentRef);
		expect(new TextDecoder().decode(pdf?.bytes)).toContain(one.number);
		expect(await document("999")).toBeNull();
		expect(await document("../logins")).toBeNull();
	});

	it("keeps its revision when a payment does not touch its time of change, and has other content", async () => {
		const one = invoice();
		const before = await read(one);
		later(60);
		pay(fake.account, one, { amount: 500 });
		const after = await read(one);
		expect(after?.revision).toBe(before?.revision);
		expect(after?.receivedInShop.minor).toBe(500);
	});
});

it("a document that cannot be read keeps no other away, and is told", async () => {
	const good = invoice();
	const logged: unknown[] = [];
	const http: typeof fetch = async (input, init) => {
		const response = await fetch(input, init);
		const list = (await response.json()) as { items: object[] };
		list.items.push({ id: 17, type: "INVOICE", amount: "12,50" }, { id: 18, type: "INVOICE", amount: 100 });
		return Response.json(list);
	};
	ctx = accountContext(fake, { http, log: (event, fields) => logged.push([event, fields]) });
	expect(refs(await listed())).toEqual(refs([good]));
	expect(logged).toContainEqual(["document left out", { id: 17, fields: "amount" }]);
	expect(logged).toContainEqual(["invoice left out", expect.objectContaining({ id: 18 })]);
});
