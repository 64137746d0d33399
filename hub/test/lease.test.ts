import { call, leaseWork, settleWork, type Work } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectShop, MANIFEST, order, type TestShop } from "./support/connected-shop.ts";
import { pay } from "./support/payments.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: TestShop;
beforeAll(async () => {
	hub = await startTestHub();
});
beforeEach(async () => {
	hub.setClock("2026-11-02T08:00:00Z");
	shop = await connectShop(hub);
});
afterAll(() => hub.close());

async function payMany(of: TestShop, count: number, prefix = "o"): Promise<void> {
	const refs = Array.from({ length: count }, (_, n) => `${prefix}${n}`);
	await of.deliver(...refs.map((ref) => order(ref)));
	for (const ref of refs) await pay(hub, of, ref, 10_000);
}

test("many leases at once never give one command twice, and in the end every one exactly once", async () => {
	const second = await connectShop(hub, { host: shop.host });
	await payMany(shop, 15);
	await payMany(second, 15);
	const taken: Work[] = [];
	const ended = new Set<string>();
	for (let round = 0; ended.size < 30 && round < 30; round++) {
		const leases = await Promise.all(
			Array.from({ length: 6 }, (_, n) => shop.lease({ slots: 1 + n, free: { [shop.id]: 3, [second.id]: 3 } })),
		);
		const work = leases.flat();
		expect(new Set(work.map(({ id }) => id)).size).toBe(work.length);
		for (const one of work) expect(ended.has(one.id)).toBe(false);
		taken.push(...work);
		// Outcomes arrive while others lease: some at once, some twice.
		await Promise.all(
			work.map(async (one) => {
				const owner = one.connection === shop.id ? shop : second;
				if (one.kind !== "command") throw new Error("expected a command");
				await Promise.all(
					[1, 2].map(() => owner.applied(one, { status: "processing", received: 10_000, revision: 2 })),
				);
				ended.add(one.id);
			}),
		);
	}
	expect(taken).toHaveLength(30);
	expect(ended.size).toBe(30);
});

test("a waiting host gets work with its commit, and nothing after its wait", async () => {
	await shop.deliver(order("1"));
	const started = performance.now();
	expect(await shop.lease({ waitSeconds: 0.1 })).toEqual([]);
	expect(performance.now() - started).toBeGreaterThan(90);

	const waiting = shop.lease({ waitSeconds: 10 });
	await new Promise((resolve) => setTimeout(resolve, 50));
	const paid = performance.now();
	await pay(hub, shop, "1", 10_000);
	expect(await waiting).toHaveLength(1);
	expect(performance.now() - paid).toBeLessThan(1_000);
});

test("work announced again and again while a host looks is never lost", async () => {
	const refs = Array.from({ length: 40 }, (_, n) => `o${n}`);
	await shop.deliver(...refs.map((ref) => order(ref)));
	const found = new Set<string>();
	const paying = (async () => {
		for (const ref of refs) await pay(hub, shop, ref, 10_000);
	})();
	for (const end = performance.now() + 8_000; found.size < refs.length && performance.now() < end; ) {
		for (const { id } of await shop.lease({ waitSeconds: 1, free: { [shop.id]: 100 } })) found.add(id);
	}
	await paying;
	expect(found.size).toBe(refs.length);
	// Everything is taken: what is hinted at is the end of the leases.
	const { rows } = await hub.sql.query(`SELECT due_at > $2 AS later FROM work_hints WHERE merchant_id = $1`, [
		shop.merchant.id,
		hub.now(),
	]);
	expect(rows).toEqual([{ later: true }]);
});

test("no more than a connection's free slots, and no more than the host can take", async () => {
	await payMany(shop, 8);
	expect(await shop.lease({ free: { [shop.id]: 0 } })).toHaveLength(0);
	expect(await shop.lease({ slots: 2 })).toHaveLength(2);
	// The manifest's concurrency where the host names none.
	expect(await shop.lease()).toHaveLength(MANIFEST.limits.concurrency);
	expect(await shop.lease({ free: { [shop.id]: 1 } })).toHaveLength(1);
});

test("a merchant with much work does not starve one with little", async () => {
	const little = await connectShop(hub, { host: shop.host });
	await payMany(shop, 12);
	await payMany(little, 1);
	const free = { [shop.id]: 100, [little.id]: 100 };
	const work = [...(await shop.lease({ slots: 2, free })), ...(await shop.lease({ slots: 1, free }))];
	expect(work.map(({ connection }) => connection)).toContain(little.id);
	expect(work).toHaveLength(3);
});

test("a host gets its own connections' work only, and of a disconnected shop none", async () => {
	const other = await hub.newHost(MANIFEST);
	await payMany(shop, 1);
	expect((await call(other, leaseWork, { body: { waitSeconds: 0, slots: 10 } })).work).toEqual([]);
	await hub.sql.query(`UPDATE connections SET state = 'disconnected' WHERE id = $1`, [shop.id]);
	expect(await shop.lease()).toEqual([]);
	await hub.sql.query(`UPDATE connections SET state = 'connected' WHERE id = $1`, [shop.id]);
	await hub.sql.query(`INSERT INTO work_hints (host_id, merchant_id, due_at) VALUES ($1, $2, $3)`, [
		shop.host.id,
		shop.merchant.id,
		hub.now(),
	]);
	const [work] = await shop.lease();
	await expect(
		call(other, settleWork, {
			params: { connection: shop.id, work: work?.id ?? "" },
			body: { kind: "returned" },
		}),
	).rejects.toThrow(/NOT_FOUND/);
});

test("what is said too late of a lease that ended says nothing of the present one", async () => {
	await payMany(shop, 1);
	const [first] = await shop.leaseCommands();
	hub.advance(61_000);
	const [second] = await shop.leaseCommands();
	if (first === undefined || second === undefined) throw new Error("expected the command twice");
	expect([first.attempt, second.attempt, second.possiblyDone]).toEqual([1, 2, true]);

	const fault = { fault: "unavailable" as const, code: "SHOP_DOWN", message: "not sent" };
	await shop.settle(first, { kind: "fault", fault, attempt: first.attempt });
	hub.advance(30_000);
	// The present lease still holds: nobody else gets the command.
	expect(await shop.leaseCommands()).toEqual([]);
	await shop.applied(second, { status: "processing", received: 10_000, revision: 2 });
	expect((await shop.order("o0")).writeBacks).toMatchObject([{ state: "done", attempts: 2 }]);
});
