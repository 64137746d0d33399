import type { Hub } from "../hub.ts";
import type { JobPayloads } from "../jobs/jobs.ts";
import { addJob } from "../jobs/jobs.ts";
import { levelOrders } from "./level-orders.ts";
import { holdLinks, linkFound } from "./link-orders.ts";

/** Orders looked at in one transaction. */
const PORTION = 200;

/** Links what could not be linked when it came, because somebody held it. */
export async function runLinking(
	hub: Pick<Hub, "db">,
	{ merchantId, orders }: JobPayloads["linkOrders"],
): Promise<void> {
	await hub.db.merchant(merchantId, "linkOrders", async (tx) => {
		await holdLinks(tx);
		await linkFound(tx, orders);
	});
}

/** Looks through all orders of a newly linked shop, in portions, each one transaction. */
export async function runLinkingOfShop(
	hub: Pick<Hub, "db">,
	{ merchantId, follower, after }: JobPayloads["linkShop"],
): Promise<void> {
	await hub.db.merchant(merchantId, "linkShop", async (tx) => {
		await holdLinks(tx);
		const orders = await tx.query<{ id: string }>(
			`SELECT id FROM orders
			  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND ($3::uuid IS NULL OR id > $3::uuid)
			    AND (linked_as IS NULL OR linked_as = 'asked')
			  ORDER BY id LIMIT $4`,
			merchantId,
			follower,
			after,
			PORTION,
		);
		const last = orders.at(-1);
		if (last === undefined) return;
		await linkFound(
			tx,
			orders.map(({ id }) => id),
		);
		const next = { merchantId, follower, after: last.id };
		await addJob(tx, "linkShop", next, { key: `link-shop:${merchantId}:${follower}:${last.id}`, inMs: 0 });
	});
}

/** Brings orders to one level of which somebody held one. */
export async function runLevelling(
	hub: Pick<Hub, "db">,
	{ merchantId, leader }: JobPayloads["levelOrders"],
): Promise<void> {
	await hub.db.merchant(merchantId, "levelOrders", (tx) => levelOrders(tx, leader));
}
