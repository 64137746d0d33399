import { call, listNotifications, rereadOrder, type Work } from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { connectShop, order, type TestShop } from "./support/connected-shop.ts";
import { hold, holdOrder } from "./support/held-rows.ts";
import { pay } from "./support/payments.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

/** Transactions that want the same rows wait for each other; none is ended by PostgreSQL because both wait. */
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

test("the answer to a reading of an order, and the shop's message of the same order", async () => {
	await shop.deliver(order("1"));
	await call(shop.merchant, rereadOrder, { params: { order: (await shop.order("1")).id } });
	const [read] = await shop.lease();
	expect(read).toMatchObject({ kind: "request", request: "read" });
	const held = await holdOrder(hub, shop, "1");
	const answered = shop.settle(read as Work, { kind: "result", result: null });
	await held.untilQueued(1);
	const delivered = shop.deliver(order("1", { revision: 2, status: "on-hold" }));
	await held.untilQueued(2);
	await held.letGo();
	const [results] = await Promise.all([delivered, answered]);
	expect(results).toMatchObject([{ result: "updated" }]);
});

test("a reading and a command that are refused with the same credentials", async () => {
	const fault = {
		fault: "bad-config",
		code: "KEY_REVOKED",
		message: "401",
		forMerchant: { de: "Schlüssel", en: "Key" },
	} as const;
	await shop.deliver(order("1"));
	await pay(hub, shop, "1", 10_000);
	await hub.sql.query("UPDATE connections SET next_pull_at = $2 WHERE id = $1", [shop.id, hub.now()]);
	await hub.tick();
	const work = await shop.lease();
	const [pull] = work.filter(({ kind }) => kind === "pull");
	const [command] = work.filter(({ kind }) => kind === "command");
	// The pull's next attempt is earlier than anything that is hinted at, the command's later.
	const held = await hold(hub, "SELECT FROM work_hints WHERE merchant_id = $1 FOR SHARE", [shop.merchant.id]);
	const pulled = shop.settle(pull as Work, { kind: "fault", fault });
	await held.untilQueued(1);
	const refused = shop.settle(command as Work, { kind: "fault", fault });
	await held.untilQueued(2);
	await held.letGo();
	await Promise.all([pulled, refused]);
	const { items } = await call(shop.merchant, listNotifications, {});
	expect(items.map(({ code }) => code)).toEqual(["ACCESS_REFUSED"]);
});
