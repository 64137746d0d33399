import { beforeAll, expect, test } from "vitest";
import { askedOrders } from "../../src/reminding/asked-orders.ts";
import { order } from "../support/connected-shop.ts";
import { invoice, type LinkedShops, linkBoth } from "../support/linked-shops.ts";
import { pay, undo } from "../support/payments.ts";
import type { TestHub } from "../support/test-hub.ts";

let hub: TestHub;
let both: LinkedShops;
/** Who asks the customer for the money. */
export function ledElsewhere(theHub: () => TestHub): void {
	beforeAll(async () => {
		hub = theHub();
		hub.setClock("2026-11-02T08:00:00Z");
		both = await linkBoth(hub);
	});

	/** What holds back the messages of the order of this ref. */
	async function heldBack(where: keyof LinkedShops, ref: string) {
		const { id } = await both[where].order(ref);
		const rules = { timeZone: "Europe/Berlin", today: "2026-11-22", sandbox: false, inReview: new Set<string>() };
		const [asked] = await hub.hub.db.merchant(both.shop.merchant.id, "test", (tx) => askedOrders(tx, rules, [id]));
		return { ledElsewhere: asked?.scheduled.ledElsewhere, inReview: asked?.scheduled.inReview };
	}

	test("only the leader asks for the money, also where the follower came first (A13)", async () => {
		await both.erp.deliver(invoice("1"), invoice("2", { additionalNumbers: [] }));
		// Its order may still come; that of the other is nobody's.
		expect(await heldBack("erp", "RE-1")).toMatchObject({ ledElsewhere: true });
		expect(await heldBack("erp", "RE-2")).toMatchObject({ ledElsewhere: false });
		const before = hub.now();
		hub.advance(25 * 60 * 60 * 1000);
		expect(await heldBack("erp", "RE-1")).toMatchObject({ ledElsewhere: false });
		hub.setClock(before);
		await both.shop.deliver(order("1"));
		hub.advance(25 * 60 * 60 * 1000);
		expect(await heldBack("erp", "RE-1")).toMatchObject({ ledElsewhere: true });
		expect(await heldBack("shop", "1")).toMatchObject({ ledElsewhere: false });
	});

	test("what was sent for the follower before its leader came is not sent again", async () => {
		await both.erp.deliver(invoice("3"));
		await hub.sql.query(
			`INSERT INTO order_steps (merchant_id, order_id, kind, day, at, decided_by, amount, email)
		 SELECT merchant_id, id, 'paymentInformation', '2026-11-02', now(), 'machine', 10000, 'erika@example.com' FROM orders WHERE ref = 'RE-3'`,
		);
		await both.shop.deliver(order("3"));
		const { rows } = await hub.sql.query(
			`SELECT s.kind, s.day::text FROM order_steps s JOIN orders o ON o.id = s.order_id WHERE o.ref = '3'`,
		);
		expect(rows).toEqual([{ kind: "paymentInformation", day: "2026-11-02" }]);
	});

	test("nobody is reminded while the other system says it received what was taken back here", async () => {
		await both.shop.deliver(order("4"));
		await both.erp.deliver(invoice("4"));
		const assignment = await pay(hub, both.shop, "4", 10_000);
		await both.erp.deliver(invoice("4", { received: 10_000, revision: 2 }));
		await undo(hub, both.shop, "4", assignment);
		expect((await both.shop.order("4")).state).toBe("open");
		expect(await heldBack("shop", "4")).toMatchObject({ inReview: true });
		await both.erp.deliver(invoice("4", { received: 0, revision: 3 }));
		expect(await heldBack("shop", "4")).toMatchObject({ inReview: false });
	});

	test("a shop that takes no part payments is told that a payment is gone, though a part came after it", async () => {
		await both.shop.deliver(order("5"));
		const whole = await pay(hub, both.shop, "5", 10_000);
		const work = (await both.shop.leaseCommands()).find(({ command }) => command.orderRef === "5");
		if (work === undefined) throw new Error("nothing is told");
		await both.shop.applied(work, { status: "processing", received: 10_000, revision: 2 });
		await undo(hub, both.shop, "5", whole);
		await pay(hub, both.shop, "5", 2_500);
		expect((await both.shop.order("5")).writeBacks.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
			"mark-paid done",
			"revoke-payment ready",
			"annotate waiting",
		]);
	});
}
