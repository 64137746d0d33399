import { call, getPosting, type Posting } from "@kontor/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { OrderBook } from "../src/assigning/order-book.ts";
import { OrderBooks } from "../src/assigning/order-books.ts";
import { runAssignment } from "../src/assigning/run.ts";
import { openAccount, type TestBank } from "./support/bank.ts";
import { connectShop, order, statesOf, type TestShop } from "./support/connected-shop.ts";
import { startTestHub, type TestHub } from "./support/test-hub.ts";

let hub: TestHub;
let shop: TestShop;
let bank: TestBank;
beforeAll(async () => {
	hub = await startTestHub();
});
beforeEach(async () => {
	shop = await connectShop(hub);
	bank = await openAccount(shop.merchant);
});
afterEach(() => {
	vi.restoreAllMocks();
});
afterAll(() => hub.close());

const numbered = (ref: string, number: string, changes: Parameters<typeof order>[1] = {}) =>
	order(ref, { number, ...changes });
const STRANGER = { name: "Zoe Zander", billing: { city: "Bremen", country: "DE" } };
const named = (posting: Posting | undefined) =>
	posting?.suggestions.flatMap(({ orders }) => orders.map(({ number }) => number)).toSorted();

/** The book is made and kept. */
async function openBook(): Promise<void> {
	await bank.books({ text: "Bestellung 99999", minor: 1 });
	await allDecided();
}

/** Also what is looked at again behind what was new: the book is free then. */
async function allDecided(): Promise<void> {
	await bank.decided();
	await hub.hub.books.use(hub.hub.db, shop.merchant.id, async () => {});
}

describe("a merchant's orders, kept from run to run", () => {
	it("follow what their shop changes", async () => {
		await shop.deliver(numbered("1", "10500"), numbered("2", "10501"));
		await openBook();
		await shop.deliver(
			numbered("1", "10510", { revision: 2 }),
			numbered("2", "10501", { revision: 2, amount: { minor: 7_000, currency: "EUR" } }),
			numbered("3", "10503"),
		);
		await bank.books(
			{ text: "Bestellung 10510" },
			{ text: "Bestellung 10501", minor: 7_000 },
			{ text: "Bestellung 10503" },
		);
		await bank.decided();
		expect(await statesOf(shop.merchant)).toEqual({ 1: "paid", 2: "paid", 3: "paid" });
	});

	it("follow a transaction that began before the last look and ended after it", async () => {
		await shop.deliver(numbered("1", "10520"), numbered("2", "10521"));
		await openBook();
		await hub.sql.query("BEGIN");
		await hub.sql.query("UPDATE orders SET number = '10529' WHERE merchant_id = $1 AND ref = '1'", [shop.merchant.id]);
		// Later transactions are seen before it.
		await bank.books({ text: "Bestellung 10521" });
		await expect.poll(() => statesOf(shop.merchant)).toMatchObject({ 2: "paid" });
		await hub.sql.query("COMMIT");
		await bank.books({ text: "Bestellung 10529" });
		await expect.poll(() => statesOf(shop.merchant)).toMatchObject({ 1: "paid" });
	});

	it("follow what another process booked: a second payment of the same order is not booked again", async () => {
		await shop.deliver(numbered("1", "10530"), numbered("2", "10531"));
		await openBook();
		const other = { db: hub.hub.db, log: hub.hub.log, books: new OrderBooks(1_000_000) };
		await runAssignment(other, shop.merchant.id);
		expect(other.books.merchants).toEqual([shop.merchant.id]);
		await bank.books({ text: "Bestellung 10530" });
		await expect.poll(() => statesOf(shop.merchant)).toEqual({ 1: "paid", 2: "open" });

		// Without a job, so that it is the other process that decides.
		await bank.books({ text: "Bestellung 10530", day: "2026-10-30" }, { text: "Bestellung 10531", day: "2026-10-30" });
		await hub.sql.query("UPDATE orders SET placed_at = '2026-10-01' WHERE merchant_id = $1", [shop.merchant.id]);
		await hub.sql.query("UPDATE postings SET held = false WHERE merchant_id = $1", [shop.merchant.id]);
		await runAssignment(other, shop.merchant.id);
		expect((await bank.decided())["Bestellung 10531"]?.outcome).toBe("assigned");
		expect(await statesOf(shop.merchant)).toEqual({ 1: "paid", 2: "paid" });
		const twice = (await bank.postings()).filter(({ remittance }) => remittance === "Bestellung 10530");
		expect(new Set(twice.map(({ outcome }) => outcome))).toEqual(new Set(["assigned", "review"]));
	});

	it("are made anew when a shop is marked as a test system", async () => {
		await shop.deliver(numbered("1", "10540"));
		await openBook();
		await hub.sql.query("UPDATE connections SET test_system = true WHERE id = $1", [shop.id]);
		await bank.books({ text: "Bestellung 10540" });
		expect((await bank.decided())["Bestellung 10540"]?.outcome).not.toBe("assigned");
		await hub.sql.query("UPDATE connections SET test_system = false WHERE id = $1", [shop.id]);
		await bank.books({ text: "nach dem Test", minor: 1 });
		await expect.poll(() => statesOf(shop.merchant)).toEqual({ 1: "paid" });
	});

	it("go when the budget is spent, the longest unused first, and come again", async () => {
		await openBook();
		const large = { db: hub.hub.db, log: hub.hub.log, books: new OrderBooks(Number.MAX_SAFE_INTEGER) };
		await runAssignment(large, shop.merchant.id);
		const small = { ...large, books: new OrderBooks(large.books.bytes * 1.5) };
		const shops = [await connectShop(hub), await connectShop(hub), shop];
		for (const [index, one] of shops.entries()) {
			const account = index === 2 ? bank : await openAccount(one.merchant);
			await one.deliver(numbered("1", "10550"));
			await account.books({ text: "Bestellung 77777", minor: 1 });
			await account.decided();
			await runAssignment(small, one.merchant.id);
			expect(small.books.merchants).toEqual([one.merchant.id]);
		}
		await runAssignment(small, shops[0]?.merchant.id ?? "");
		expect(small.books.merchants).toEqual([shops[0]?.merchant.id]);
	});
});

describe("what was decided before", () => {
	const decisions = () => vi.spyOn(OrderBook.prototype, "decide");

	it("is looked at again when an order comes, not for every posting", async () => {
		await bank.books({ text: "Bestellung 10560" }, { text: "Bestellung 88888" });
		await allDecided();
		const decide = decisions();
		await bank.books({ text: "Miete", minor: -100 });
		await bank.decided();
		expect(decide.mock.calls.map(([{ remittance }]) => remittance)).toEqual(["Miete"]);
		await shop.deliver(numbered("1", "10560"));
		await expect.poll(() => statesOf(shop.merchant)).toEqual({ 1: "paid" });
	});

	it("is left alone for a while where a look takes long, whatever comes; what is new is not", {
		timeout: 60_000,
	}, async () => {
		await bank.books({ text: "Bestellung 66666" }, { text: "Bestellung 10566" });
		await allDecided();
		const decide: OrderBook["decide"] = Reflect.get(OrderBook.prototype, "decide");
		const slow = vi.spyOn(OrderBook.prototype, "decide").mockImplementation(function (this: OrderBook, posting) {
			const end = performance.now() + (posting.remittance === "Bestellung 66666" ? 650 : 0);
			while (performance.now() < end);
			return decide.call(this, posting);
		});
		const looks = () => slow.mock.calls.filter(([{ remittance }]) => remittance === "Bestellung 66666").length;
		await shop.deliver(numbered("1", "20977", { amount: { minor: 777, currency: "EUR" }, customer: STRANGER }));
		await expect.poll(looks).toBe(1);
		await shop.deliver(numbered("2", "10566"), numbered("3", "10567"));
		await bank.books({ text: "Bestellung 10567" });
		await expect.poll(() => statesOf(shop.merchant)).toMatchObject({ 3: "paid" });
		expect(looks()).toBe(1);
		expect(await statesOf(shop.merchant)).toMatchObject({ 2: "open" });
		await expect.poll(() => statesOf(shop.merchant), { timeout: 40_000 }).toMatchObject({ 2: "paid" });
	});

	it("is looked at again when another posting leaves one order of two (D7)", async () => {
		await shop.deliver(numbered("1", "10570"), numbered("2", "10571"));
		await bank.books({ text: "Vielen Dank" });
		expect(named((await bank.decided())["Vielen Dank"])).toEqual(["10570", "10571"]);
		await bank.books({ text: "Bestellung 10571" });
		await expect
			.poll(async () => {
				const { "Vielen Dank": thanks } = await bank.decided();
				return [...(named(thanks) ?? []), ...(thanks?.assignments ?? []).map(({ orderNumber }) => orderNumber)];
			})
			.toEqual(["10570"]);
	});
});

describe("a posting that fits two orders (D7)", () => {
	const HANS = {
		amount: { minor: 7_421, currency: "EUR" },
		customer: { name: "Hans Huber", billing: { city: "Bremen", country: "DE" } },
	};
	const paidBy = async (text: string) =>
		(await bank.decided())[text]?.assignments.map(({ orderNumber }) => orderNumber);
	const fromHans = (text: string) => ({ text, minor: 7_421, name: "Hans Huber" });

	it("pays the one that a posting of the same run leaves to it", async () => {
		await shop.deliver(numbered("1", "10600", HANS), numbered("2", "10607", HANS));
		await bank.books(fromHans("Vielen Dank"), fromHans("Bestellung 10607"));
		await expect.poll(() => statesOf(shop.merchant)).toEqual({ 1: "paid", 2: "paid" });
		expect(await paidBy("Vielen Dank")).toEqual(["10600"]);
		expect(await paidBy("Bestellung 10607")).toEqual(["10607"]);
	});

	it("stays with a person as long as nothing resolves it", async () => {
		await shop.deliver(numbered("1", "10610", HANS), numbered("2", "10617", HANS));
		await bank.books(fromHans("Vielen Dank"));
		expect(named((await bank.decided())["Vielen Dank"])).toEqual(["10610", "10617"]);
		expect(await statesOf(shop.merchant)).toEqual({ 1: "open", 2: "open" });
	});

	it("does not wait for the next look at everything, however long that takes", {
		timeout: 60_000,
	}, async () => {
		await shop.deliver(numbered("1", "10620", HANS), numbered("2", "10627", HANS));
		await bank.books(fromHans("Vielen Dank"), { text: "Bestellung 77777" });
		await allDecided();
		const decide: OrderBook["decide"] = Reflect.get(OrderBook.prototype, "decide");
		// A text that no other test's merchant has: their later looks go on meanwhile.
		const slow = vi.spyOn(OrderBook.prototype, "decide").mockImplementation(function (this: OrderBook, posting) {
			const end = performance.now() + (posting.remittance === "Bestellung 77777" ? 1_200 : 0);
			while (performance.now() < end);
			return decide.call(this, posting);
		});
		const looks = () => slow.mock.calls.filter(([{ remittance }]) => remittance === "Bestellung 77777").length;
		await shop.deliver(numbered("4", "20977", { amount: { minor: 777, currency: "EUR" }, customer: STRANGER }));
		await expect.poll(looks).toBe(1);
		await bank.books(fromHans("Bestellung 10627"));
		await expect.poll(() => statesOf(shop.merchant), { timeout: 4_000 }).toMatchObject({ 1: "paid", 2: "paid" });
		expect(looks()).toBe(1);
	});
});

describe("a posting that the engine fails at", () => {
	it("waits for a person, with a reason; the others are decided", async () => {
		const decide: OrderBook["decide"] = Reflect.get(OrderBook.prototype, "decide");
		vi.spyOn(OrderBook.prototype, "decide").mockImplementation(function (this: OrderBook, posting) {
			if (posting.remittance === "Fehler") throw new Error("broken index");
			return decide.call(this, posting);
		});
		await shop.deliver(numbered("1", "10580"));
		await bank.books({ text: "Fehler" }, { text: "Bestellung 10580" });
		const { Fehler: failed, "Bestellung 10580": paid } = await bank.decided();
		expect(paid?.outcome).toBe("assigned");
		expect(failed).toMatchObject({ outcome: "review", decidedBy: "machine", suggestions: [] });
		const { reasons } = await call(shop.merchant, getPosting, { params: { posting: failed?.id ?? "" } });
		expect(reasons[0]?.text.en).toContain("could not be checked by machine");
		expect(hub.logged()).toContain("broken index");
	});
});

describe("in threads of their own", () => {
	it("runs are the same, and end with the hub", async () => {
		const threaded = await startTestHub({ assignThreads: 2 });
		try {
			for (let merchants = 0; merchants < 3; merchants++) {
				const own = await connectShop(threaded);
				const account = await openAccount(own.merchant);
				await own.deliver(numbered("1", "10590"), numbered("2", "10591"));
				await account.books({ text: "Bestellung 10590" });
				expect((await account.decided())["Bestellung 10590"]).toMatchObject({
					outcome: "assigned",
					decidedAt: expect.stringMatching(/^2026-11-02T08:00/),
				});
				expect(await statesOf(own.merchant)).toEqual({ 1: "paid", 2: "open" });
			}
			expect(threaded.hub.books.merchants).toEqual([]);
		} finally {
			await threaded.close();
		}
	});
});
