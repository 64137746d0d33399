import {
	call,
	completeList,
	listNotifications,
	listOrders,
	manageOrder,
	type OrdersBatch,
	ProblemError,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectShop, order, statesOf, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: TestShop;
beforeAll(async () => {
	hub = await startTestHub();
});
beforeEach(async () => {
	shop = await connectShop(hub);
});
afterAll(() => hub.close());

const results = (items: readonly { result: string }[]) => items.map(({ result }) => result);
const before = { recordedAt: "2026-10-31T12:00:00Z", placedAt: "2026-10-31T12:00:00Z" };

test("orders are created, found unchanged, updated, and an older version is stale", async () => {
	expect(results(await shop.deliver(order("1"), order("2")))).toEqual(["created", "created"]);
	expect(results(await shop.deliver(order("1"), order("2", { revision: 2 })))).toEqual(["unchanged", "updated"]);
	expect(results(await shop.deliver(order("2")))).toEqual(["stale"]);
	// WooCommerce does not bump its modification time for everything.
	expect(results(await shop.deliver(order("1", { number: "N1a" })))).toEqual(["updated"]);
	expect((await shop.order("1")).number).toBe("N1a");
});

test("what the shop held at the connection is left alone; what was not open then is not read (A7)", async () => {
	const delivered = await shop.deliver(
		order("old", before),
		order("old-paid", { ...before, status: "completed" }),
		order("new"),
		order("new-paid", { status: "completed" }),
		order("watched", { paymentMethod: { id: "paypal", title: "PayPal" }, recordedAt: "2026-11-01T07:00:00Z" }),
		order("unmapped", { paymentMethod: { id: "card", title: "Karte" } }),
	);
	expect(results(delivered)).toEqual(["created", "ignored", "created", "ignored", "created", "ignored"]);
	expect(await statesOf(shop.merchant)).toEqual({ old: "notManaged", new: "open", watched: "monitoring" });
	expect((await shop.order("old")).history).toMatchObject([{ event: "found-at-connection", to: "notManaged" }]);
	const { id } = await shop.order("old");
	expect((await call(shop.merchant, manageOrder, { params: { order: id } })).state).toBe("open");
	await call(shop.merchant, manageOrder, { params: { order: id } });
	expect((await shop.order("old")).history.map(({ event }) => event)).toEqual([
		"found-at-connection",
		"taken-under-management",
	]);
});

test("a bad item is rejected with its path, the others are stored", async () => {
	const bad = order("2");
	const [one, two, three, four] = await shop.deliver(
		order("1"),
		{ order: { ...bad.order, amount: { minor: 1.5, currency: "EUR" } } },
		{ order: { ...bad.order, receivedInShop: { minor: 0, currency: "USD" } } },
		"nonsense",
	);
	expect(one).toEqual({ ref: "1", result: "created" });
	expect(two).toMatchObject({ ref: "2", result: "rejected", issues: [{ path: "order.amount.minor" }] });
	expect(three).toMatchObject({ ref: "2", result: "rejected", issues: [{ path: "order.receivedInShop.currency" }] });
	expect(four).toMatchObject({ ref: "", result: "rejected" });
	expect(await statesOf(shop.merchant)).toEqual({ 1: "open" });
});

test("several versions of one order in a batch count as their newest", async () => {
	const delivered = await shop.deliver(
		order("1", { revision: 2, number: "b" }),
		order("1"),
		order("1", { revision: 2, number: "b" }),
	);
	expect(results(delivered)).toEqual(["unchanged", "stale", "created"]);
	expect((await shop.order("1")).number).toBe("b");
	expect(results(await shop.deliver(order("1", { revision: 3 }), { ref: "1", gone: true }))).toEqual([
		"stale",
		"updated",
	]);
	expect((await shop.order("1")).state).toBe("removedExternally");
});

test("closed or deleted in the shop is removed, open again is tracked again (B7)", async () => {
	await shop.deliver(order("closed"), order("deleted"), order("unmapped"), order("old", before));
	await shop.deliver(
		order("closed", { status: "cancelled", revision: 2 }),
		{ ref: "deleted", gone: true },
		{
			ref: "unmapped",
			unmapped: { revision: 2, statuses: { order: "pending" }, paymentMethod: { id: "card", title: "" } },
		},
		order("old", { ...before, status: "cancelled", revision: 2 }),
	);
	expect(new Set(Object.values(await statesOf(shop.merchant)))).toEqual(new Set(["removedExternally"]));
	expect((await shop.order("deleted")).history.at(-1)).toMatchObject({
		event: "deleted-in-shop",
		cause: { by: "shop" },
	});
	expect((await shop.order("closed")).history.at(-1)?.text.de).toBe("Im Shop nicht mehr offen");

	// A message from before the deletion does not bring it back; a newer version does.
	expect(results(await shop.deliver(order("deleted")))).toEqual(["stale"]);
	await shop.deliver(
		order("closed", { revision: 3 }),
		order("deleted", { revision: 2 }),
		order("unmapped", { revision: 3 }),
		order("old", { ...before, revision: 3 }),
	);
	expect(await statesOf(shop.merchant)).toEqual({
		closed: "open",
		deleted: "open",
		unmapped: "open",
		old: "notManaged",
	});
});

test("a changed amount, payment method and receipt in the shop show in state and history", async () => {
	await shop.deliver(order("1"));
	await shop.deliver(order("1", { revision: 2, received: 4_000, amount: { minor: 9_000, currency: "EUR" } }));
	expect(await shop.order("1")).toMatchObject({ state: "partiallyPaid", outstanding: { minor: 5_000 } });
	await shop.deliver(
		order("1", { revision: 3, received: 9_000, amount: { minor: 9_000, currency: "EUR" }, status: "processing" }),
	);
	const { state, history } = await shop.order("1");
	expect(state).toBe("paid");
	expect(history.map(({ event }) => event)).toEqual([
		"placed",
		"amount-changed",
		"received-in-shop",
		"received-in-shop",
		"closed-in-shop",
	]);
	expect(history[1]?.text.de).toBe("Betrag geändert: 100,00 EUR → 90,00 EUR");
	// The shop knows what it received: nothing is written back.
	expect(await shop.leaseCommands()).toEqual([]);
	expect(
		results(
			await shop.deliver(
				order("1", {
					revision: 4,
					amount: { minor: 1, currency: "USD" },
					receivedInShop: { minor: 0, currency: "USD" },
				}),
			),
		),
	).toEqual(["rejected"]);
});

test("a page counts only where the one before ended (409 CURSOR_MOVED), with many at once one wins", async () => {
	const page = (from: OrdersBatch["cursor"], ref: string) => shop.batch({ items: [order(ref)], cursor: from });
	await page({ from: null, to: { at: 1 } }, "1");
	await expect(page({ from: null, to: { at: 1 } }, "2")).rejects.toThrow(/CURSOR_MOVED/);
	expect(Object.keys(await statesOf(shop.merchant))).toEqual(["1"]);

	const racing = Array.from({ length: 8 }, (_, n) => page({ from: { at: 1 }, to: { at: n + 10 } }, `race-${n}`));
	const settled = await Promise.allSettled(racing);
	const won = settled.flatMap(({ status }, n) => (status === "fulfilled" ? [n] : []));
	expect(won).toHaveLength(1);
	for (const one of settled) if (one.status === "rejected") expect(one.reason).toBeInstanceOf(ProblemError);
	expect(Object.keys(await statesOf(shop.merchant)).sort()).toEqual(["1", `race-${won[0]}`]);
});

test("one order delivered many times at once is one order (B9)", async () => {
	const all = await Promise.all(Array.from({ length: 10 }, (_, n) => shop.deliver(order("1", { revision: n }))));
	expect(all.flat().filter(({ result }) => result === "created")).toHaveLength(1);
	const { order: stored, history } = await shop.order("1");
	expect(stored.revision).toBe(9);
	expect(history.map(({ event }) => event)).toEqual(["placed"]);
});

test("a comparison names what it misses, and what it read is not touched", async () => {
	const list = crypto.randomUUID();
	await shop.deliver(order("1"), order("2"), order("late", { recordedAt: "2026-11-02T09:00:00Z" }), order("closed"));
	await shop.deliver(order("closed", { revision: 2, status: "cancelled" }));
	await shop.batch({ items: [order("1")], list });
	const end = () =>
		call(shop.host, completeList, {
			params: { connection: shop.id },
			body: { list, startedAt: "2026-11-02T08:30:00Z" },
		});
	expect(await end()).toEqual({ missing: ["2"], held: false });
	// Nothing follows from being missing alone.
	expect((await shop.order("2")).state).toBe("open");
	// The list shows it: it was never gone.
	await shop.deliver({ ref: "1", gone: true });
	await shop.batch({ items: [order("1")], list });
	expect((await shop.order("1")).state).toBe("open");
});

test("a list that shrank suspiciously is held until the merchant says that it is right (M11)", async () => {
	await shop.deliver(...Array.from({ length: 30 }, (_, n) => order(`o${n}`)));
	const compare = async (present: number) => {
		const list = crypto.randomUUID();
		await shop.batch({ items: Array.from({ length: present }, (_, n) => order(`o${n}`)), list });
		return call(shop.host, completeList, {
			params: { connection: shop.id },
			body: { list, startedAt: "2026-11-02T08:30:00Z" },
		});
	};
	expect((await compare(12)).missing).toHaveLength(18);
	expect(await compare(0)).toEqual({ missing: [], held: true });
	expect(await compare(3)).toEqual({ missing: [], held: true });
	const { items } = await call(shop.merchant, listNotifications, {});
	expect(items).toMatchObject([{ code: "LIST_SHRANK", about: { connection: shop.id } }]);
	await hub.sql.query("UPDATE notifications SET done_at = $1 WHERE id = $2", [hub.now(), items[0]?.id]);
	expect((await compare(3)).missing).toHaveLength(27);
});

test("nothing is taken from a shop that is not connected (A8)", async () => {
	await hub.sql.query("UPDATE connections SET state = 'disconnected' WHERE id = $1", [shop.id]);
	await expect(shop.deliver(order("1"))).rejects.toThrow(/CONFLICT/);
	expect(await statesOf(shop.merchant)).toEqual({});
});

test("another host's shop is not found", async () => {
	const other = await connectShop(hub, {
		host: await hub.newHost({ ...(await import("./support/connected-shop.ts")).MANIFEST }),
	});
	await expect(
		call(other.host, completeList, {
			params: { connection: shop.id },
			body: { list: crypto.randomUUID(), startedAt: "2026-11-02T08:30:00Z" },
		}),
	).rejects.toThrow(/NOT_FOUND/);
});

test("lists are read page by page, newest first", async () => {
	await shop.deliver(...Array.from({ length: 7 }, (_, n) => order(`o${n}`)));
	const first = await call(shop.merchant, listOrders, { query: { limit: 3 } });
	await shop.deliver(order("newer"));
	const rest = await call(shop.merchant, listOrders, { query: { limit: 10, after: first.next ?? "" } });
	expect([...first.items, ...rest.items].map(({ ref }) => ref)).toHaveLength(7);
	expect(new Set([...first.items, ...rest.items].map(({ ref }) => ref)).size).toBe(7);
	expect(rest.next).toBeNull();
	expect((await call(shop.merchant, listOrders, { query: { number: "No3" } })).items).toMatchObject([{ ref: "o3" }]);
});
