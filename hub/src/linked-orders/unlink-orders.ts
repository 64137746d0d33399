import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { levelWhereFree } from "./level-orders.ts";
import { refreshNumbers } from "./numbers.ts";
import { unlevel } from "./unlevel.ts";

/**
 * Each of the orders stands for itself again: what settled one on account of the other is gone, and its shop is told. Postings stay
 * where they are assigned.
 */
export async function unlink(tx: MerchantTransaction, followers: readonly string[], by: string): Promise<void> {
	const links = await tx.query<{ follower: string; leader: string }>(
		`SELECT follower_order_id AS follower, leader_order_id AS leader FROM order_links
		  WHERE merchant_id = $1::uuid AND follower_order_id = ANY($2::uuid[]) AND ended_at IS NULL`,
		tx.merchantId,
		followers,
	);
	if (links.length === 0) return;
	const locked = await lockOrders(
		tx,
		links.flatMap(({ follower, leader }) => [follower, leader]),
	);
	const ended = await tx.query<{ leader: string }>(
		`UPDATE order_links SET ended_by = $3, ended_at = $4
		  WHERE merchant_id = $1::uuid AND follower_order_id = ANY($2::uuid[]) AND ended_at IS NULL
		 RETURNING leader_order_id AS leader`,
		tx.merchantId,
		links.map(({ follower }) => follower),
		by,
		tx.now,
	);
	const leaders = [...new Set(ended.map(({ leader }) => leader))];
	const alone = await tx.query<{ id: string }>(
		`UPDATE orders o SET linked_as = NULL
		  WHERE o.merchant_id = $1::uuid AND o.id = ANY($2::uuid[]) AND o.linked_as IN ('leader', 'follower')
		    AND NOT EXISTS (SELECT FROM order_links l WHERE l.merchant_id = $1::uuid AND l.leader_order_id = o.id AND l.ended_at IS NULL)
		 RETURNING o.id`,
		tx.merchantId,
		locked.map(({ id }) => id),
	);
	const ids = new Set(alone.map(({ id }) => id));
	await unlevel(
		tx,
		locked.filter(({ id }) => ids.has(id)),
	);
	await refreshNumbers(tx, leaders);
	// One that others still follow.
	await levelWhereFree(
		tx,
		leaders.filter((id) => !ids.has(id)),
	);
	await requestAssignment(tx);
}
