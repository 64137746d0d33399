import type { Text } from "@kontor/connector";
import { type ConnectionLink, problem } from "@kontor/protocol";
import { connectionsOf, lockConnection } from "../connections/stored-connection.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { addJob } from "../jobs/jobs.ts";
import { noteNumbers } from "./numbers.ts";
import { unlink } from "./unlink-orders.ts";

interface Sides {
	readonly leader: string;
	readonly follower: string;
}

/**
 * From now on orders that are in both shops are one receivable, and the leader asks for it (PRODUCT A13). Those that are there already are
 * linked right after this. The same again changes nothing.
 * @throws ProblemError 404; 409 where one of them cannot take this part
 */
export async function linkConnections(
	tx: MerchantTransaction,
	{ leader, follower }: Sides,
	credential: string,
): Promise<ConnectionLink> {
	if (leader === follower) throw refused("same");
	for (const id of [leader, follower].toSorted()) {
		if ((await lockConnection(tx, id)).testSystem) throw refused("testSystem");
	}
	const [chained] = await tx.query(
		`SELECT FROM connection_links WHERE merchant_id = $1::uuid AND (leader_id = $3::uuid OR follower_id = $2::uuid) LIMIT 1`,
		tx.merchantId,
		leader,
		follower,
	);
	if (chained !== undefined) throw refused("chain");
	const made = await tx.execute(
		`INSERT INTO connection_links (merchant_id, leader_id, follower_id, created_by, created_at)
		 VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5) ON CONFLICT DO NOTHING`,
		tx.merchantId,
		leader,
		follower,
		credential,
		tx.now,
	);
	if (made > 0) {
		await noteNumbers(tx, leader, null);
		await noteNumbers(tx, follower, null);
		const { merchantId } = tx;
		const all = { merchantId, follower, after: null };
		await addJob(tx, "linkShop", all, { key: `link-shop:${merchantId}:${follower}`, inMs: 0 });
	}
	return viewOf(tx, { leader, follower });
}

/** Each order stands for itself again. @throws ProblemError 404 */
export async function unlinkConnections(tx: MerchantTransaction, { leader, follower }: Sides): Promise<void> {
	// What is being read of either is stored before this, or after it.
	for (const id of [leader, follower].toSorted()) await lockConnection(tx, id);
	const gone = await tx.execute(
		`DELETE FROM connection_links WHERE merchant_id = $1::uuid AND leader_id = $2::uuid AND follower_id = $3::uuid`,
		tx.merchantId,
		leader,
		follower,
	);
	if (gone === 0) throw problem("NOT_FOUND", { detail: "these shops are not linked" });
	const orders = await tx.query<{ id: string }>(
		`SELECT l.follower_order_id AS id FROM order_links l
		   JOIN orders f ON f.merchant_id = l.merchant_id AND f.id = l.follower_order_id AND f.connection_id = $3::uuid
		   JOIN orders o ON o.merchant_id = l.merchant_id AND o.id = l.leader_order_id AND o.connection_id = $2::uuid
		  WHERE l.merchant_id = $1::uuid AND l.ended_at IS NULL`,
		tx.merchantId,
		leader,
		follower,
	);
	await unlink(
		tx,
		orders.map(({ id }) => id),
		"shops",
	);
	await tx.execute(
		`DELETE FROM order_link_numbers n USING orders o
		  WHERE n.merchant_id = $1::uuid AND o.merchant_id = n.merchant_id AND o.id = n.order_id AND o.connection_id = ANY($2::uuid[])
		    AND NOT EXISTS (SELECT FROM connection_links k WHERE k.merchant_id = $1::uuid AND o.connection_id IN (k.leader_id, k.follower_id))`,
		tx.merchantId,
		[leader, follower],
	);
	await tx.execute(
		`WITH free AS (
			UPDATE orders o SET linked_as = NULL WHERE o.merchant_id = $1::uuid AND o.connection_id = $2::uuid AND o.linked_as = 'asked'
			   AND NOT EXISTS (SELECT FROM connection_links k WHERE k.merchant_id = $1::uuid AND k.follower_id = $2::uuid)
			RETURNING o.id)
		 UPDATE notifications n SET done_at = $3 FROM free
		  WHERE n.merchant_id = $1::uuid AND n.cause_key = 'link-unclear:' || free.id AND n.done_at IS NULL`,
		tx.merchantId,
		follower,
		tx.now,
	);
}

export async function connectionLinks(tx: MerchantTransaction): Promise<ConnectionLink[]> {
	const rows = await tx.query<Sides & { since: Date; orders: bigint; asked: bigint }>(
		`SELECT k.leader_id AS leader, k.follower_id AS follower, k.created_at AS since,
		        (SELECT count(*) FROM order_links l
		           JOIN orders f ON f.merchant_id = l.merchant_id AND f.id = l.follower_order_id AND f.connection_id = k.follower_id
		           JOIN orders o ON o.merchant_id = l.merchant_id AND o.id = l.leader_order_id AND o.connection_id = k.leader_id
		          WHERE l.merchant_id = k.merchant_id AND l.ended_at IS NULL) AS orders,
		        (SELECT count(*) FROM orders f WHERE f.merchant_id = k.merchant_id AND f.connection_id = k.follower_id
		            AND f.linked_as = 'asked') AS asked
		   FROM connection_links k WHERE k.merchant_id = $1::uuid ORDER BY k.created_at, k.leader_id, k.follower_id`,
		tx.merchantId,
	);
	const names = new Map((await connectionsOf(tx)).map(({ id, name }) => [id, name]));
	return rows.map(({ leader, follower, since, orders, asked }) => ({
		leader,
		follower,
		since: since.toISOString(),
		orders: Number(orders),
		asked: Number(asked),
		note: whoAsks(names.get(leader) ?? "", names.get(follower) ?? ""),
	}));
}

async function viewOf(tx: MerchantTransaction, { leader, follower }: Sides): Promise<ConnectionLink> {
	const link = (await connectionLinks(tx)).find((one) => one.leader === leader && one.follower === follower);
	if (link === undefined) throw problem("NOT_FOUND");
	return link;
}

/** Both may be set to write to the customer: who does, and where both would. */
function whoAsks(leader: string, follower: string): Text {
	return {
		de: `Für Bestellungen, die in beiden stehen, versendet Kontor nur nach den Einstellungen von „${leader}“. Was nur in „${follower}“ steht, wird nach dessen Einstellungen angemahnt; schreibt „${follower}“ selbst an die Kunden, bekommen sie beides.`,
		en: `For orders that are in both, Kontor writes by the settings of “${leader}” only. What is in “${follower}” alone is asked for by its own settings; where “${follower}” itself writes to the customers, they get both.`,
	};
}

const REFUSALS = {
	same: { de: "Ein Shop kann nicht mit sich selbst verknüpft werden.", en: "A shop cannot be linked with itself." },
	testSystem: {
		de: "Testsysteme nehmen an der Zuordnung nicht teil und können nicht verknüpft werden.",
		en: "Test systems take no part in assignment and cannot be linked.",
	},
	chain: {
		de: "Ein Shop kann nicht zugleich führen und folgen. Bitte entfernen Sie die andere Verknüpfung zuerst.",
		en: "A shop cannot lead and follow at once. Please remove the other link first.",
	},
} as const satisfies Record<string, Text>;

function refused(reason: keyof typeof REFUSALS) {
	return problem("CONFLICT", { detail: REFUSALS[reason].en, forMerchant: REFUSALS[reason] });
}
