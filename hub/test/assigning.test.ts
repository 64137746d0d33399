import {
	assignOldPostings,
	assignPosting,
	call,
	cancelOrder,
	getPosting,
	importStatement,
	listNotifications,
	type Posting,
	patchSettings,
	rejectPosting,
	undoAssignment,
} from "@kontor/protocol";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { runAssignment } from "../src/assigning/run.ts";
import { openAccount, type TestBank } from "./support/bank.ts";
import { connectShop, order, statesOf, type TestShop } from "./support/connected-shop.ts";
import { camt } from "./support/statements.ts";
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
afterAll(() => hub.close());

const numbered = (ref: string, number: string, minor = 10_000) =>
	order(ref, { number, amount: { minor, currency: "EUR" } });
const notices = async () =>
	(await call(shop.merchant, listNotifications, { query: {} })).items.map(({ code }) => code).toSorted();

/** What the shop is told of an order, oldest first. */
const told = async (ref: string) =>
	(await shop.order(ref)).writeBacks.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ kind }) => kind);
const assign = (posting: Posting | undefined, ...orders: { order: string; minor?: number }[]) =>
	call(shop.merchant, assignPosting, { params: { posting: posting?.id ?? "" }, body: { orders } });
const undo = (posting: Posting | undefined) =>
	call(shop.merchant, undoAssignment, { params: { assignment: posting?.assignments.at(-1)?.id ?? "" } });
const idOf = async (ref: string) => (await shop.order(ref)).id;

const cancel = async (ref: string) => call(shop.merchant, cancelOrder, { params: { order: await idOf(ref) } });

describe("by itself", () => {
	it("pays the order that is named, and tells the shop", async () => {
		await shop.deliver(numbered("1", "10231"), numbered("2", "10232", 4_000));
		await bank.books({ text: "Bestellung 10231" }, { text: "Miete November", minor: -80_000 });
		const { "Bestellung 10231": paid, "Miete November": rent } = await bank.decided();
		expect(paid).toMatchObject({ outcome: "assigned", decidedBy: "machine", assigned: { minor: 10_000 } });
		expect(paid?.assignments).toMatchObject([{ orderNumber: "10231", kind: "payment", undoneAt: null }]);
		expect(paid?.assignments[0]?.reasons[0]?.text.de).toContain("10231");
		expect(rent).toMatchObject({ outcome: "none", assignments: [] });
		expect(await statesOf(shop.merchant)).toEqual({ 1: "paid", 2: "open" });
		expect(await told("1")).toEqual(["mark-paid"]);
		expect(await notices()).toEqual([]);
	});

	it("pays an order that arrives after its payment (D7)", async () => {
		await bank.books({ text: "Bestellung 10240" });
		const { "Bestellung 10240": early } = await bank.decided();
		expect(early?.outcome).toBe("review");
		expect(await notices()).toEqual(["POSTINGS_IN_REVIEW"]);
		await shop.deliver(numbered("1", "10240"));
		await expect.poll(() => statesOf(shop.merchant)).toEqual({ 1: "paid" });
		expect((await bank.decided())["Bestellung 10240"]).toMatchObject({ outcome: "assigned", id: early?.id });
		await expect.poll(notices).toEqual([]);
	});

	it("keeps old postings of a new account until the merchant wants them (C4)", async () => {
		await shop.deliver(numbered("1", "10241"), numbered("2", "10242"));
		await hub.sql.query("UPDATE orders SET placed_at = '2026-10-01' WHERE merchant_id = $1", [shop.merchant.id]);
		await bank.books({ text: "Bestellung 10241", day: "2026-10-20" }, { text: "Bestellung 10242", day: "2026-10-31" });
		await runAssignment(hub.hub, shop.merchant.id);
		expect((await bank.postings()).map(({ outcome, held }) => ({ outcome, held }))).toEqual([
			{ outcome: null, held: true },
			{ outcome: null, held: true },
		]);
		const release = { params: { account: bank.account }, body: { from: "2026-10-25" } };
		expect(await call(shop.merchant, assignOldPostings, release)).toEqual({ released: 1 });
		expect(await call(shop.merchant, assignOldPostings, release)).toEqual({ released: 0 });
		await expect.poll(() => statesOf(shop.merchant)).toEqual({ 1: "open", 2: "paid" });
		await bank.books({ text: "Bestellung 10241", day: "2026-10-26", name: "Noch einmal" });
		await expect.poll(() => statesOf(shop.merchant)).toEqual({ 1: "paid", 2: "paid" });
	});

	it("asks before it pays a cancelled order, or revives it by setting (D6)", async () => {
		await shop.deliver(numbered("1", "10250"), numbered("2", "10251"));
		await cancel("1");
		await cancel("2");
		await bank.books({ text: "Bestellung 10250" });
		const { "Bestellung 10250": late } = await bank.decided();
		expect(late).toMatchObject({ outcome: "review" });
		expect(late?.suggestions[0]?.orders).toMatchObject([{ number: "10250" }]);
		expect(await notices()).toEqual(["PAYMENT_FOR_CANCELLED_ORDER", "POSTINGS_IN_REVIEW"]);
		expect((await shop.order("1")).state).toBe("cancelled");

		await assign(late, { order: await idOf("1") });
		expect((await shop.order("1")).state).toBe("paid");
		expect(await notices()).toEqual([]);
		expect((await undo((await bank.decided())["Bestellung 10250"]))?.outcome).toBe("review");
		expect((await shop.order("1")).state).toBe("cancelled");

		await call(shop.merchant, patchSettings, { body: { paymentForCancelled: "revive" } });
		await bank.books({ text: "Bestellung 10251", name: "Andere Person" });
		await expect.poll(async () => (await shop.order("2")).state).toBe("paid");
	});

	it("books a payment for an order that is gone, and says so (B7)", async () => {
		await shop.deliver(numbered("1", "10255"));
		await shop.deliver({ ref: "1", gone: true });
		await bank.books({ text: "Bestellung 10255" });
		expect((await bank.decided())["Bestellung 10255"]?.outcome).toBe("assigned");
		expect((await shop.order("1")).state).toBe("removedExternally");
		expect(await notices()).toEqual(["PAYMENT_FOR_REMOVED_ORDER"]);
		expect(await told("1")).toEqual([]);
	});

	it("waits for the booking of what is pending (M3), and pays by each payment of a batch", async () => {
		await shop.deliver(numbered("1", "10256"), numbered("2", "10257", 4_000), numbered("3", "10258", 5_000));
		const send = (body: Uint8Array<ArrayBuffer>) =>
			call(shop.merchant, importStatement, { params: { account: bank.account }, body });
		const payment = { day: "2026-11-03", minor: 10_000, name: "Erika Muster", text: "Bestellung 10256" };
		await send(camt([payment], { kind: "camt.052", pending: true }));
		await runAssignment(hub.hub, shop.merchant.id);
		const [pending] = await bank.postings();
		expect(pending).toMatchObject({ status: "pending", outcome: null });
		await expect(assign(pending, { order: await idOf("1") })).rejects.toThrow(/only pending/);

		const payments = [
			{ minor: 4_000, name: "Erika Muster", text: "Bestellung 10257" },
			{ minor: 5_000, name: "Erika Muster", text: "Bestellung 10258" },
		];
		await send(camt([payment, { day: "2026-11-03", minor: 9_000, name: "Sammler", text: "Sammler", payments }]));
		expect((await bank.decided())["Bestellung 10256"]).toMatchObject({ id: pending?.id, outcome: "assigned" });
		expect(await statesOf(shop.merchant)).toEqual({ 1: "paid", 2: "paid", 3: "paid" });
	});

	it("lets a test system and shops that do not use the account take no part (A8, C2)", async () => {
		const staging = await connectShop(hub, { merchant: shop.merchant, host: shop.host, testSystem: true });
		const other = await connectShop(hub, { merchant: shop.merchant, host: shop.host });
		await hub.sql.query("UPDATE accounts SET connections = ARRAY[$2::uuid] WHERE merchant_id = $1", [
			shop.merchant.id,
			shop.id,
		]);
		await staging.deliver(numbered("s", "10260"));
		await other.deliver(numbered("o", "10260"), numbered("p", "10261"));
		await shop.deliver(numbered("1", "10260"));
		await bank.books({ text: "Bestellung 10260" }, { text: "Bestellung 10261" });
		const { "Bestellung 10260": paid, "Bestellung 10261": foreign } = await bank.decided();
		expect(paid?.assignments).toMatchObject([{ order: await idOf("1") }]);
		expect(foreign?.assignments).toEqual([]);
		const staged = (await staging.order("s")).id;
		await expect(assign(foreign, { order: staged })).rejects.toThrow(/test system/);
	});

	it("decides again without writing again", async () => {
		await shop.deliver(numbered("1", "10270"));
		await bank.books({ text: "Bestellung 99999" }, { text: "Danke", minor: 10_000 }, { text: "Gebühr", minor: -100 });
		await bank.decided();
		await runAssignment(hub.hub, shop.merchant.id);
		const versions = async () =>
			(
				await hub.sql.query("SELECT id, xmin::text, ctid::text FROM postings WHERE merchant_id = $1 ORDER BY id", [
					shop.merchant.id,
				])
			).rows;
		const before = await versions();
		await shop.deliver(
			order("2", { number: "7", amount: { minor: 7, currency: "EUR" }, customer: { name: "Zoe Zander", billing: {} } }),
		);
		await runAssignment(hub.hub, shop.merchant.id);
		await runAssignment(hub.hub, shop.merchant.id);
		expect(await versions()).toEqual(before);
	});
});

describe("people", () => {
	it("accept parts, several orders and surplus; never more than there is", async () => {
		await shop.deliver(numbered("1", "10300", 3_000), numbered("2", "10301", 4_000), numbered("3", "10302", 9_000));
		await bank.books({ text: "von allem etwas" });
		const { "von allem etwas": posting } = await bank.decided();
		const [one, two, three] = [await idOf("1"), await idOf("2"), await idOf("3")];

		await expect(assign(posting, { order: one, minor: 10_001 })).rejects.toThrow(/CONFLICT/);
		await expect(assign(posting, { order: one }, { order: one })).rejects.toThrow(/INVALID_REQUEST/);
		await expect(assign(posting, { order: crypto.randomUUID() })).rejects.toThrow(/NOT_FOUND/);
		const part = await assign(posting, { order: one }, { order: two, minor: 1_000 });
		expect(part).toMatchObject({ outcome: "review", decidedBy: "person", assigned: { minor: 4_000 } });
		expect(await statesOf(shop.merchant)).toEqual({ 1: "paid", 2: "partiallyPaid", 3: "open" });
		await expect(assign(posting, { order: one })).rejects.toThrow(/paid already/);
		const full = await assign(posting, { order: two, minor: 3_500 }, { order: three });
		expect(full).toMatchObject({ outcome: "assigned", assigned: { minor: 10_000 } });
		expect(full.assignments.map(({ kind, amount }) => [kind, amount.minor])).toEqual([
			["payment", 3_000],
			["payment", 1_000],
			["payment", 3_000],
			["surplus", 500],
			["payment", 2_500],
		]);
		expect(await statesOf(shop.merchant)).toEqual({ 1: "paid", 2: "overpaid", 3: "partiallyPaid" });
	});

	it("click twice, and at the same time: once", async () => {
		await shop.deliver(numbered("1", "10310"), numbered("2", "10311"));
		await bank.books({ text: "ohne Nummer", name: "Unbekannt", minor: 9_999 });
		const { "ohne Nummer": posting } = await bank.decided();
		const [one, two] = [await idOf("1"), await idOf("2")];
		const clicks = await Promise.allSettled([
			...Array.from({ length: 4 }, () => assign(posting, { order: one, minor: 9_999 })),
			...Array.from({ length: 4 }, () => assign(posting, { order: two, minor: 9_999 })),
		]);
		const refused = clicks.flatMap((click) => (click.status === "rejected" ? [click.reason.problem] : []));
		expect(refused.length).toBe(4);
		expect(refused.every(({ code, forMerchant }) => code === "CONFLICT" && forMerchant.de !== "")).toBe(true);
		const { assignments } = await call(shop.merchant, getPosting, { params: { posting: posting?.id ?? "" } });
		expect(assignments.length).toBe(1);
	});

	it("reject for good: the machine does not decide it again (I9)", async () => {
		await bank.books({ text: "Bestellung 10320" });
		const { "Bestellung 10320": posting } = await bank.decided();
		const params = { posting: posting?.id ?? "" };
		expect(await call(shop.merchant, rejectPosting, { params })).toMatchObject({
			outcome: "none",
			decidedBy: "person",
		});
		expect(await call(shop.merchant, rejectPosting, { params })).toMatchObject({ outcome: "none" });
		expect(await notices()).toEqual([]);
		await shop.deliver(numbered("1", "10320"));
		await runAssignment(hub.hub, shop.merchant.id);
		expect(await statesOf(shop.merchant)).toEqual({ 1: "open" });
		await assign(posting, { order: await idOf("1") });
		await expect(call(shop.merchant, rejectPosting, { params })).rejects.toThrow(/CONFLICT/);
	});

	it("undo what the machine did, in the shop too, and it stays undone (D5, I9)", async () => {
		await shop.deliver(numbered("1", "10330"));
		await bank.books({ text: "Bestellung 10330" });
		const { "Bestellung 10330": posting } = await bank.decided();
		expect((await shop.order("1")).state).toBe("paid");
		const undone = await undo(posting);
		expect(undone).toMatchObject({ outcome: "review", decidedBy: "person", assigned: { minor: 0 } });
		expect(undone?.assignments[0]?.undoneAt).not.toBeNull();
		expect(await undo(posting)).toEqual(undone);
		await runAssignment(hub.hub, shop.merchant.id);
		expect((await shop.order("1")).state).toBe("open");
		expect((await shop.order("1")).history.map(({ event }) => event)).toEqual([
			"placed",
			"payment-assigned",
			"assignment-undone",
		]);
		expect((await assign(posting, { order: await idOf("1") })).outcome).toBe("assigned");
	});

	it("undo what the shop was told: it is told that, too (D5)", async () => {
		await shop.deliver(numbered("1", "10340"));
		await bank.books({ text: "Bestellung 10340" });
		const { "Bestellung 10340": posting } = await bank.decided();
		const [paid] = await shop.leaseCommands();
		expect(paid).toMatchObject({
			command: { kind: "mark-paid", orderRef: "1", amount: { minor: 10_000 }, paidOn: "2026-11-03" },
		});
		if (paid !== undefined) await shop.applied(paid, { status: "processing", received: 10_000, revision: 2 });
		await undo(posting);
		expect(await shop.leaseCommands()).toMatchObject([
			{ command: { kind: "revoke-payment", outstanding: { minor: 10_000 }, status: { status: "on-hold" } } },
		]);
		expect((await shop.order("1")).state).toBe("open");
		await undo(posting);
		expect(await shop.leaseCommands()).toEqual([]);
	});

	it("race the machine: one of them decides", async () => {
		const numbers = Array.from({ length: 12 }, (_, index) => `${10_400 + index}`);
		await shop.deliver(numbered("other", "20000", 50_000), ...numbers.map((number) => numbered(number, number)));
		const other = await idOf("other");
		await bank.books(...numbers.map((number) => ({ text: `Bestellung ${number}` })));
		const postings = await bank.postings();
		const clicks = await Promise.allSettled([
			runAssignment(hub.hub, shop.merchant.id),
			...postings.map((posting) => assign(posting, { order: other, minor: 10_000 })),
			runAssignment(hub.hub, shop.merchant.id),
		]);
		for (const click of clicks) if (click.status === "rejected") expect(String(click.reason)).toContain("CONFLICT");
		const after = Object.values(await bank.decided());
		expect(after.every(({ outcome, assigned }) => outcome === "assigned" && assigned.minor === 10_000)).toBe(true);
		expect(after.every(({ assignments }) => new Set(assignments.map(({ order }) => order)).size === 1)).toBe(true);
	});
});
