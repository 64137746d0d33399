import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { addJob } from "../jobs/jobs.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { lockOrders } from "../orders/tracked-order.ts";
import { findCandidates, judged } from "./find-candidates.ts";
import { levelWhereFree } from "./level-orders.ts";
import { causeOfDoubt, unclear } from "./notices.ts";
import { noteNumbers } from "./numbers.ts";

/** Two orders that are one receivable from now on. */
export interface Pair {
	readonly follower: string;
	readonly leader: string;
	/** Up to so much their amounts may differ without anything being owed for it. */
	readonly tolerated: number;
}

/**
 * Links orders that came or changed with those of the other system (PRODUCT A13), in the transaction that stores them: before
 * anything is sent or assigned for them.
 */
export async function linkDelivered(
	tx: MerchantTransaction,
	connectionId: string,
	refs: readonly string[],
): Promise<void> {
	if (refs.length === 0) return;
	await noteNumbers(tx, connectionId, refs);
	const rows = await tx.query<{ id: string; linked: boolean }>(
		`SELECT id, linked_as IN ('leader', 'follower') AS linked FROM orders
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND ref = ANY($3::text[])`,
		tx.merchantId,
		connectionId,
		refs,
	);
	await linkFound(
		tx,
		rows.map(({ id }) => id),
	);
	// What was reported by us is no event, but says how much of what the system has is its own.
	await levelWhereFree(
		tx,
		rows.filter(({ linked }) => linked).map(({ id }) => id),
	);
}

/**
 * Whoever links orders outside of a delivery, which holds its shop, does this first: the shops are not taken apart meanwhile, which
 * would leave behind what is being linked.
 */
export async function holdLinks(tx: MerchantTransaction): Promise<void> {
	await tx.query(
		`SELECT FROM connections c WHERE c.merchant_id = $1::uuid
		    AND EXISTS (SELECT FROM connection_links k WHERE k.merchant_id = c.merchant_id AND c.id IN (k.leader_id, k.follower_id))
		  ORDER BY c.id FOR KEY SHARE`,
		tx.merchantId,
	);
}

/**
 * Links what is certain and asks about the rest. Where somebody else holds one of two orders, a job of its own does it right
 * after him.
 */
export async function linkFound(tx: MerchantTransaction, orderIds: readonly string[]): Promise<void> {
	const candidates = await findCandidates(tx, orderIds);
	const { certain, unclear: doubtful } = judged(candidates);
	const left = await link(tx, certain, "machine");
	if (left.length > 0) {
		const { merchantId } = tx;
		const orders = left.map(({ follower }) => follower);
		await addJob(tx, "linkOrders", { merchantId, orders }, { key: `link:${merchantId}:${orders.join()}`, inMs: 50 });
	}
	await doubtNoMore(
		tx,
		orderIds.filter((id) => !candidates.has(id)),
	);
	const asked = doubtful.flatMap(([one]) => one?.follower ?? []);
	if (asked.length === 0) return;
	await tx.execute(
		`UPDATE orders o SET linked_as = 'asked'
		   FROM (SELECT id FROM orders WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[]) AND linked_as IS NULL
		          ORDER BY id FOR UPDATE SKIP LOCKED) free
		  WHERE o.merchant_id = $1::uuid AND o.id = free.id`,
		tx.merchantId,
		asked,
	);
	await notify(
		tx,
		doubtful.map((candidates) => unclear(candidates[0]?.follower ?? "", candidates)),
	);
}

/** They name no other order any more. */
async function doubtNoMore(tx: MerchantTransaction, orderIds: readonly string[]): Promise<void> {
	const free = await tx.query<{ id: string }>(
		`UPDATE orders o SET linked_as = NULL
		   FROM (SELECT id FROM orders WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[]) AND linked_as = 'asked'
		          ORDER BY id FOR UPDATE SKIP LOCKED) free
		  WHERE o.merchant_id = $1::uuid AND o.id = free.id
		 RETURNING o.id`,
		tx.merchantId,
		orderIds,
	);
	await withdraw(
		tx,
		free.map(({ id }) => causeOfDoubt(id)),
	);
}

/** @returns those of which somebody else holds an order */
export async function link<P extends Pair>(tx: MerchantTransaction, pairs: readonly P[], by: string): Promise<P[]> {
	if (pairs.length === 0) return [];
	const ids = pairs.flatMap(({ follower, leader }) => [follower, leader]);
	const free = new Map((await lockOrders(tx, ids, { onlyFree: true })).map((order) => [order.id, order]));
	const left = pairs.filter(({ follower, leader }) => !free.has(follower) || !free.has(leader));
	// As they are now that they are held: somebody may have linked one meanwhile.
	const linked = pairs
		.filter(({ follower, leader }) => {
			const [one, other] = [free.get(follower), free.get(leader)];
			return isFree(one?.linkedAs) && (isFree(other?.linkedAs) || other?.linkedAs === "leader");
		})
		.filter((pair) => !left.includes(pair));
	if (linked.length === 0) return left;
	const rows = JSON.stringify(linked.map(({ follower, leader, tolerated }) => ({ follower, leader, tolerated })));
	await tx.execute(
		`INSERT INTO order_links (merchant_id, follower_order_id, leader_order_id, tolerated, made_by, made_at)
		 SELECT $1::uuid, p.follower, p.leader, p.tolerated, $3, $4
		   FROM jsonb_to_recordset($2::jsonb) AS p(follower uuid, leader uuid, tolerated bigint)
		 ON CONFLICT (merchant_id, follower_order_id, leader_order_id) DO UPDATE
		    SET tolerated = EXCLUDED.tolerated, made_by = EXCLUDED.made_by, made_at = EXCLUDED.made_at, ended_by = NULL, ended_at = NULL`,
		tx.merchantId,
		rows,
		by,
		tx.now,
	);
	await tx.execute(
		`UPDATE orders o SET linked_as = p."as"
		   FROM jsonb_to_recordset($2::jsonb) AS r(follower uuid, leader uuid)
		  CROSS JOIN LATERAL (VALUES (r.follower, 'follower'), (r.leader, 'leader')) AS p(id, "as")
		  WHERE o.merchant_id = $1::uuid AND o.id = p.id`,
		tx.merchantId,
		rows,
	);
	await takeSteps(tx, rows);
	await withdraw(
		tx,
		linked.map(({ follower }) => causeOfDoubt(follower)),
	);
	await levelWhereFree(
		tx,
		linked.map(({ leader }) => leader),
	);
	await requestAssignment(tx);
	return left;
}

function isFree(linkedAs: string | null | undefined): boolean {
	return linkedAs === null || linkedAs === "asked";
}

/** What was sent for the follower's order before was sent for the receivable: the leader does not send it again. */
async function takeSteps(tx: MerchantTransaction, pairs: string): Promise<void> {
	await tx.execute(
		`INSERT INTO order_steps (merchant_id, order_id, kind, level, day, at, decided_by, message_id, amount, email, fee)
		 SELECT s.merchant_id, p.leader, s.kind, s.level, s.day, s.at, s.decided_by, s.message_id, s.amount, s.email, s.fee
		   FROM jsonb_to_recordset($2::jsonb) AS p(follower uuid, leader uuid)
		   JOIN order_steps s ON s.merchant_id = $1::uuid AND s.order_id = p.follower
		  WHERE NOT EXISTS (SELECT FROM order_steps own WHERE own.merchant_id = $1::uuid AND own.order_id = p.leader)
		  ORDER BY s.id`,
		tx.merchantId,
		pairs,
	);
}
