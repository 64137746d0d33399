import { problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { withdraw } from "../notifications/notify.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { holdLinks, link, linkFound } from "./link-orders.ts";
import { causeOfDoubt } from "./notices.ts";
import { unlink } from "./unlink-orders.ts";

interface Sides {
	readonly follower: string;
	readonly leader: string;
}

/**
 * A person says that two orders of linked shops are one receivable, whatever their numbers and amounts. The same again changes nothing.
 * @throws ProblemError 404; 409 where they cannot be
 */
export async function linkByHand(
	tx: MerchantTransaction,
	{ follower, leader }: Sides,
	credential: string,
): Promise<void> {
	await holdLinks(tx);
	const locked = await lockOrders(tx, [follower, leader]);
	const one = locked.find(({ id }) => id === follower);
	const other = locked.find(({ id }) => id === leader);
	if (one === undefined || other === undefined) throw problem("NOT_FOUND", { detail: "no such order" });
	if (await follows(tx, { follower, leader })) return;
	const [shops] = await tx.query(
		`SELECT FROM connection_links WHERE merchant_id = $1::uuid AND leader_id = $2::uuid AND follower_id = $3::uuid`,
		tx.merchantId,
		other.connectionId,
		one.connectionId,
	);
	if (shops === undefined) throw refused("notLinked");
	if (one.settlement.currency !== other.settlement.currency) throw refused("currency");
	if (one.linkedAs === "follower" || one.linkedAs === "leader" || other.linkedAs === "follower")
		throw refused("linked");
	const tolerated = Math.abs(one.settlement.amount - other.settlement.amount);
	await link(tx, [{ follower, leader, tolerated }], credential);
}

/**
 * A person says that an order is no other's: the machine does not link it with those it follows, or is asked about, again (I9).
 * @throws ProblemError 404; 409 where it neither follows one nor is asked about
 */
export async function keepApart(
	tx: MerchantTransaction,
	{ follower, leader }: Sides,
	credential: string,
): Promise<void> {
	await holdLinks(tx);
	const locked = await lockOrders(tx, [follower, leader]);
	const one = locked.find(({ id }) => id === follower);
	if (locked.length < 2 || one === undefined) throw problem("NOT_FOUND", { detail: "no such order" });
	if (await follows(tx, { follower, leader })) {
		await unlink(tx, [follower], credential);
		return;
	}
	await tx.execute(
		`INSERT INTO order_links (merchant_id, follower_order_id, leader_order_id, tolerated, made_by, made_at, ended_by, ended_at)
		 VALUES ($1::uuid, $2::uuid, $3::uuid, 0, $4, $5, $4, $5)
		 ON CONFLICT (merchant_id, follower_order_id, leader_order_id) DO UPDATE SET ended_by = EXCLUDED.ended_by`,
		tx.merchantId,
		follower,
		leader,
		credential,
		tx.now,
	);
	await tx.execute(
		`UPDATE orders SET linked_as = NULL WHERE merchant_id = $1::uuid AND id = $2::uuid AND linked_as = 'asked'`,
		tx.merchantId,
		follower,
	);
	await withdraw(tx, [causeOfDoubt(follower)]);
	// Of several it may have been, one may be left.
	await linkFound(tx, [follower]);
}

async function follows(tx: MerchantTransaction, { follower, leader }: Sides): Promise<boolean> {
	const rows = await tx.query(
		`SELECT FROM order_links WHERE merchant_id = $1::uuid AND follower_order_id = $2::uuid AND leader_order_id = $3::uuid AND ended_at IS NULL`,
		tx.merchantId,
		follower,
		leader,
	);
	return rows.length > 0;
}

const REFUSALS = {
	notLinked: {
		de: "Die Shops der beiden Bestellungen sind nicht so verknüpft.",
		en: "The shops of these orders are not linked this way.",
	},
	currency: {
		de: "Die Bestellungen lauten auf verschiedene Währungen.",
		en: "The orders are in different currencies.",
	},
	linked: {
		de: "Eine der Bestellungen ist schon anders verknüpft. Bitte trennen Sie das zuerst.",
		en: "One of the orders is linked otherwise. Please take that apart first.",
	},
} as const;

function refused(reason: keyof typeof REFUSALS) {
	return problem("CONFLICT", { detail: REFUSALS[reason].en, forMerchant: REFUSALS[reason] });
}
