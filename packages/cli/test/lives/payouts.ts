import { accountDeletion, type FakeEbay, payoutOf, place, refund, send, touch } from "@kontor/plugin-ebay/fake";
import {
	bookSettlement,
	call,
	connectConnection,
	createAccount,
	createConnection,
	getConnection,
	getOrder,
	getPosting,
	importStatement,
	listOrders,
	listSettlements,
	type Posting,
	type Settlement,
} from "@kontor/protocol";
import { expect } from "vitest";
import { IBAN } from "../kill/bank.ts";
import { type Owner, until, type World } from "./world.ts";

const DAY_MS = 86_400_000;
const PAYOUT_ID = "5284736251";

/**
 * Fifty orders are paid at eBay, which pays them out in one sum less its fees and what it gave back to a buyer. Kontor knew two of them.
 * Then the buyer closes his account: eBay names him, and none of his orders.
 */
export async function lifeOfPayouts(world: World, fake: FakeEbay): Promise<void> {
	const { ebay } = fake;
	const owner = await world.owner();
	const listed = async () => (await call(owner.api, listOrders, { query: { limit: 500 } })).items;
	const placed = Array.from({ length: 50 }, (_, nth) => {
		const created = new Date(Date.now() - 5 * DAY_MS + nth * 60_000);
		const waiting = nth < 2 ? { payment: "PENDING" as const } : {};
		return place(ebay, { method: "EBAY", minor: 1_999 + nth * 137, created, ...waiting });
	});
	await connect(owner, fake, `${world.hostUrl}/routes/ebay/callback`);
	await until("the two that wait for their money", listed, ({ length }) => length === 2);
	for (const order of placed.slice(0, 2)) touch(ebay, order, { payment: "PAID" });
	const [seventh] = placed.slice(6);
	if (seventh === undefined) throw new Error("fifty orders");
	refund(ebay, seventh, 1_500);
	const written = ebay.ledger.length;

	const sales = placed.map(({ id, minor }) => ({ orderId: id, gross: minor, fee: Math.round(minor * 0.115) + 35 }));
	const back = { orderId: seventh.id, gross: 1_500, fee: 173 };
	const payout = payoutOf(PAYOUT_ID, { sales, refunds: [back], at: new Date() });
	ebay.payouts.push(payout);
	const minor = Math.round(Number(payout.amount.value) * 100);
	await receive(owner, minor);

	const latest = async () => (await call(owner.api, listSettlements, {})).items[0];
	// Fifty orders are read for it, and the host keeps the load on eBay to so many calls a second.
	const isSplit = (one: Settlement | undefined) => one?.state === "proposed";
	const proposed = await until("the split", latest, isSplit, 40_000);
	expect(proposed).toMatchObject({ source: "eBay", payout: { foundBy: "payout-id" }, net: { minor } });
	expect(proposed?.lines.map(({ kind }) => kind).filter((kind) => kind !== "sale")).toEqual(["refund", "charge"]);
	await call(owner.api, bookSettlement, { params: { settlement: proposed?.id ?? "" }, body: {} });

	const posting = await call(owner.api, getPosting, { params: { posting: proposed?.posting ?? "" } });
	expect([posting.outcome, posting.amount.minor, posting.assigned.minor]).toEqual(["assigned", minor, minor]);
	for (const sale of sales) expect(bookedOn(posting, sale.orderId)).toEqual(partsOf(sale, back));
	const orders = await listed();
	expect(orders.map(({ state }) => state)).toEqual(Array.from({ length: 50 }, () => "paid"));
	expect(ebay.ledger.length, "eBay is told nothing of its own payout").toBe(written);

	const account = accountDeletion(ebay, { userId: "buyer-of-tea-1", username: seventh.buyer.username });
	for (let time = 0; time < 2; time++) {
		expect(await send(ebay, `${world.hostUrl}/routes/ebay/notifications`, account), "once it is stored").toBe(200);
	}
	const { order, amount, personalDataRemoved } = await call(owner.api, getOrder, {
		params: { order: orders[0]?.id ?? "" },
	});
	expect(order.customer).toEqual({ name: "", billing: { country: "DE" } });
	expect([personalDataRemoved, amount.minor > 0]).toEqual(["customer", true]);
	expect((await listed()).filter(({ customer }) => customer !== "")).toEqual([]);
}

type Sale = { readonly orderId: string; readonly gross: number; readonly fee: number };

/** What eBay paid out for an order and kept of it, by the test's own sums. */
function partsOf(sale: Sale, back: Sale): unknown[] {
	const { gross, fee } = sale.orderId === back.orderId ? back : { gross: 0, fee: 0 };
	return [
		["payout", sale.gross - gross - (sale.fee - fee)],
		["payoutFee", sale.fee - fee],
	];
}

function bookedOn({ assignments }: Posting, number: string): unknown[] {
	return assignments
		.filter(({ orderNumber }) => orderNumber === number)
		.map(({ kind, orderAmount }) => [kind, orderAmount.minor]);
}

/** The seller consents at eBay: his browser is sent from address to address. */
async function connect({ api }: Owner, fake: FakeEbay, callback: string): Promise<void> {
	fake.acceptUrl = callback;
	const config = { seller: fake.ebay.seller.username, marketplace: "EBAY_DE" };
	const { id } = await call(api, createConnection, { body: { plugin: "ebay", name: "eBay", config } });
	const params = { connection: id };
	const show = () => call(api, getConnection, { params });
	for (
		let { authorizeUrl: url } = await until("the consent page", show, (one) => one.authorizeUrl !== null);
		url?.includes("127.0.0.1");
	) {
		const answer: Response = await fetch(url, { redirect: "manual" });
		const location: string | null = answer.headers.get("location");
		url = location === null ? null : new URL(location, url).href;
	}
	await until("eBay ready", show, (one) => one.state === "ready");
	await call(api, connectConnection, { params });
	await until("eBay connected", show, (one) => one.state === "connected");
}

/** The bank's statement with the payout, its number over the end of a line. */
async function receive({ api }: Owner, minor: number): Promise<void> {
	const { id: account } = await call(api, createAccount, {
		body: { name: "Geschäftskonto", number: IBAN, assignFrom: "2020-01-01" },
	});
	const day = new Date().toISOString().slice(2, 10).replaceAll("-", "");
	const amount = (minor / 100).toFixed(2).replace(".", ",");
	const statement = [
		":20:KONTOR",
		`:25:${IBAN}`,
		":28C:1/1",
		`:60F:C${day}EUR0,00`,
		`:61:${day}${day.slice(2)}CR${amount}NTRFNONREF//B1`,
		`:86:166?00GUTSCHRIFT?20SVWZ+P.${PAYOUT_ID.slice(0, 7)}?21${PAYOUT_ID.slice(7)} AUSZAHLUNG?32EBAY S.A R.L.`,
		`:62F:C${day}EUR${amount}`,
		"-",
		"",
	].join("\r\n");
	await call(api, importStatement, { params: { account }, body: new TextEncoder().encode(statement) });
}
