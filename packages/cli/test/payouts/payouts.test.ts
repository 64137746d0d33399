import { accountDeletion, payoutOf, place, refund, send, touch } from "@kontor/plugin-ebay/fake";
import {
	bookSettlement,
	call,
	getOrder,
	getPosting,
	importStatement,
	listOrders,
	listSettlements,
	type OrderSummary,
} from "@kontor/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { IBAN } from "../kill/bank.ts";
import { openWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
	world = await openWorld();
}, 60_000);
afterAll(() => world.close());

const DAY_MS = 86_400_000;
const soon = { timeout: 20_000, interval: 20 };
const orders = async (): Promise<OrderSummary[]> =>
	(await call(world.merchant, listOrders, { query: { limit: 500 } })).items;

/** A day's statement with the payout as a German bank writes it: lines of 27 characters, the payee last. */
function statementOf(payoutId: string, minor: number): string {
	const day = new Date().toISOString().slice(2, 10).replaceAll("-", "");
	const amount = (minor / 100).toFixed(2).replace(".", ",");
	return [
		":20:KONTOR",
		`:25:${IBAN}`,
		":28C:1/1",
		`:60F:C${day}EUR0,00`,
		`:61:${day}${day.slice(2)}CR${amount}NTRFNONREF//B1`,
		`:86:166?00GUTSCHRIFT?20SVWZ+P.${payoutId.slice(0, 7)}?21${payoutId.slice(7)} AUSZAHLUNG?32EBAY S.A R.L.`,
		`:62F:C${day}EUR${amount}`,
		"-",
		"",
	].join("\r\n");
}

it("a payout of fifty orders with fees and a refund arrives in the bank, is split by eBay's books and booked to the cent; a buyer's account is closed", async () => {
	const { fake, merchant } = world;
	const { ebay } = fake;
	const placed = Array.from({ length: 50 }, (_, nth) => {
		// Two of them waited for their money when the seller connected; all others were paid before Kontor saw them.
		const waiting = nth < 2 ? { payment: "PENDING" as const } : {};
		const created = new Date(Date.now() - 5 * DAY_MS + nth * 60_000);
		return place(ebay, { method: "EBAY", minor: 1_999 + nth * 137, created, ...waiting });
	});
	const connection = await world.connect();
	await world.pullNow(connection);
	await expect.poll(async () => (await orders()).length, soon).toBe(2);
	for (const order of placed.slice(0, 2)) touch(ebay, order, { payment: "PAID" });
	const [seventh] = placed.slice(6);
	if (seventh !== undefined) refund(ebay, seventh, 1_500);
	const written = ebay.ledger.length;

	const sales = placed.map(({ id, minor }) => ({ orderId: id, gross: minor, fee: Math.round(minor * 0.115) + 35 }));
	const refunds = [{ orderId: seventh?.id ?? "", gross: 1_500, fee: 173 }];
	const payout = payoutOf("5284736251", { sales, refunds, at: new Date() });
	ebay.payouts.push(payout);
	const minor = Math.round(Number(payout.amount.value) * 100);
	const statement = new TextEncoder().encode(statementOf(payout.payoutId, minor));
	await call(merchant, importStatement, { params: { account: world.account }, body: statement });

	const settlement = async () => (await call(merchant, listSettlements, {})).items[0];
	await expect.poll(async () => (await settlement())?.state, soon).toBe("proposed");
	const proposed = await settlement();
	if (proposed === undefined) throw new Error("no settlement");
	expect(proposed).toMatchObject({ source: "eBay", payout: { foundBy: "payout-id" }, net: { minor } });
	expect(proposed.lines.map(({ kind }) => kind).filter((kind) => kind !== "sale")).toEqual(["refund", "charge"]);
	expect(proposed.lines).toHaveLength(52);
	await call(merchant, bookSettlement, { params: { settlement: proposed.id }, body: {} });

	const posting = await call(merchant, getPosting, { params: { posting: proposed.posting ?? "" } });
	expect([posting.outcome, posting.assigned.minor, posting.amount.minor]).toEqual(["assigned", minor, minor]);
	const ofOrder = (id: string) => posting.assignments.filter(({ orderNumber }) => orderNumber === id);
	for (const { orderId, gross, fee } of sales) {
		const back = orderId === seventh?.id ? { gross: 1_500, fee: 173 } : { gross: 0, fee: 0 };
		const kept = fee - back.fee;
		expect(ofOrder(orderId).map(({ kind, orderAmount }) => [kind, orderAmount.minor])).toEqual([
			["payout", gross - back.gross - kept],
			["payoutFee", kept],
		]);
	}
	const all = await orders();
	expect(all.map(({ state }) => state)).toEqual(Array.from({ length: 50 }, () => "paid"));
	expect(ebay.ledger.length, "eBay is told nothing of its own payout").toBe(written);

	// All fifty were bought by one, who closes his account: eBay names him, and not his orders.
	const buyer = { userId: "buyer-of-tea-1", username: seventh?.buyer.username ?? "" };
	for (let time = 0; time < 2; time++) {
		expect(await send(ebay, world.notifications, accountDeletion(ebay, buyer)), "stored, then answered").toBe(200);
	}
	for (const { id } of all.slice(0, 3)) {
		const { order, amount, state, personalDataRemoved } = await call(merchant, getOrder, { params: { order: id } });
		expect(order.customer).toEqual({ name: "", billing: { country: "DE" } });
		expect([personalDataRemoved, state]).toEqual(["customer", "paid"]);
		expect(amount.minor).toBeGreaterThan(0);
	}
	expect((await orders()).some(({ customer }) => customer !== "")).toBe(false);
}, 60_000);
