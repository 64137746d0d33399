import type { MerchantTransaction } from "../db/database.ts";
import { notify } from "../notifications/notify.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { advance, fail } from "./advance.ts";
import { shopsToAsk } from "./ask-shops.ts";
import { findOrders } from "./find-orders.ts";
import { goOnLater } from "./go-on-later.ts";
import { orderNotFound } from "./notices.ts";
import { COLUMNS, type StoredRequest, storedRequests } from "./stored-request.ts";
import { searchesOf } from "./stored-searches.ts";
import { type Verdict, verdictOn } from "./verdict.ts";

/** Begins requests whose order is known. For the others their platform's shops are asked, or the order is waited for. */
export async function begin(tx: MerchantTransaction, requests: readonly StoredRequest[]): Promise<void> {
	if (requests.length === 0) return;
	const verdicts = await verdictsOn(tx, requests);
	const ids = verdicts.flatMap((verdict) => heldOrderOf(verdict) ?? []);
	const orders = new Map((await lockOrders(tx, ids)).map((order) => [order.id, order]));
	for (const [index, request] of requests.entries()) {
		const verdict = verdicts[index];
		const order = verdict === undefined ? undefined : orders.get(heldOrderOf(verdict) ?? "");
		if (order !== undefined) await advance(tx, request, order);
		else if (verdict?.next === "give-up") await giveUp(tx, request, verdict.why);
		else if (verdict?.next === "ask" || verdict?.next === "tell") await goOnLater(tx, request);
	}
}

/** What is to be done about each of some requests that wait, in their order. */
export async function verdictsOn(tx: MerchantTransaction, requests: readonly StoredRequest[]): Promise<Verdict[]> {
	const bodies = requests.map(({ body }) => body);
	const held = await findOrders(tx, bodies);
	const shops = await shopsToAsk(tx, bodies);
	const searches = await searchesOf(tx, requests);
	return requests.map(({ id, createdAt: since }, index) =>
		verdictOn({ held: held[index] ?? [], shops: shops[index] ?? [], searches: searches.get(id) ?? [], since }, tx.now),
	);
}

/** A person has to say how it goes on. */
async function giveUp(
	tx: MerchantTransaction,
	request: StoredRequest,
	why: Extract<Verdict, { next: "give-up" }>["why"],
): Promise<void> {
	await notify(tx, [orderNotFound(request, why)]);
	await fail(tx, request, why);
}

function heldOrderOf(verdict: Verdict): string | null {
	return verdict.next === "tell" && "id" in verdict.order ? verdict.order.id : null;
}

/** Requests looked at in one statement. */
const PORTION = 500;

/** Looks again for the orders of what waits. `connectionId` null: of every connection. */
export async function beginWaiting(tx: MerchantTransaction, connectionId: string | null): Promise<void> {
	let after = 0n;
	for (let full = true; full; ) {
		const portion = await storedRequests(
			tx,
			`SELECT ${COLUMNS} FROM status_requests r
			  WHERE r.merchant_id = $1::uuid AND ($2::uuid IS NULL OR r.connection_id = $2::uuid) AND r.state = 'waiting' AND r.seq > $3
			  ORDER BY r.seq LIMIT $4 FOR UPDATE SKIP LOCKED`,
			tx.merchantId,
			connectionId,
			after,
			PORTION,
		);
		await begin(tx, portion);
		after = portion.at(-1)?.seq ?? after;
		full = portion.length === PORTION;
	}
}
