import type { MerchantTransaction } from "../db/database.ts";
import { announceWorkOf } from "../writeback/announce-work.ts";
import { found } from "./connection-problems.ts";
import { hostFor } from "./create-connection.ts";

/** What is said of a connection's host. */
export const ADMISSION = "admission";

const NOT_SERVED = {
	code: "NOT_SERVED",
	text: {
		de: "Die Anbindung dieses Shops ist zurzeit nicht zugelassen: Bestellungen werden nicht gelesen und Zahlungen nicht gemeldet. Nichts geht verloren; es wird nachgeholt, sobald sie wieder läuft.",
		en: "This shop's plugin is not admitted at present: no orders are read and no payments reported. Nothing is lost; it is caught up on as soon as the plugin runs again.",
	},
};

/**
 * A host serves these connections no longer. Each goes to another one of its plugin that has greeted, else waits for the next hello;
 * cursors, orders and what is to be written stay where they are, with the hub (PRODUCT L7).
 */
export async function releaseConnections(
	tx: MerchantTransaction,
	hostId: string,
	connections: readonly string[],
): Promise<void> {
	const released = await tx.query<{ id: string; plugin: string }>(
		`SELECT id::text, plugin FROM connections
		  WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[]) AND host_id = $3::uuid ORDER BY id FOR UPDATE`,
		tx.merchantId,
		connections,
		hostId,
	);
	const hosts = new Map<string, string | null>();
	for (const { id, plugin } of released) {
		if (!hosts.has(plugin)) hosts.set(plugin, await hostFor(tx, plugin));
		const next = hosts.get(plugin) ?? null;
		await tx.execute(
			`WITH led AS (UPDATE hosted_connections SET host_id = $3::uuid WHERE merchant_id = $1::uuid AND connection_id = $2::uuid)
			 UPDATE connections SET host_id = $3::uuid, version = version + 1 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
			tx.merchantId,
			id,
			next,
		);
		if (next === null) await found(tx, id, ADMISSION, [NOT_SERVED]);
	}
	await announceWorkOf(
		tx,
		released.map(({ id }) => id),
		tx.now,
	);
}
