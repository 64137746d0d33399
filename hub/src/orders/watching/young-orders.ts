import { effectiveSettings } from "@kontor/receivables";
import type { MerchantTransaction } from "../../db/database.ts";
import { merchantOverride, overrideIn } from "../../reminding/rules-of-writing.ts";
import { enqueueRequest } from "../../writeback/enqueue-request.ts";
import type { ReadShop } from "../intake/reading-shop.ts";

const HOUR_MS = 60 * 60_000;
/** More are asked for at the next look. */
const MOST_AT_ONCE = 500;

/** How old an order of a watched method has to be before it is read, by what the shop has set; 0 where none is watched. */
export async function youngForMs(tx: MerchantTransaction, { id, mapping }: ReadShop): Promise<number> {
	if (!Object.values(mapping.paymentMethods).includes("monitored")) return 0;
	const shop = await tx.model.connection.findUniqueOrThrow({
		where: { merchantId_id: { merchantId: tx.merchantId, id } },
		select: { settings: true },
	});
	const { monitored } = effectiveSettings(await merchantOverride(tx), overrideIn(shop.settings));
	return monitored.readAfterHours * HOUR_MS;
}

/** Remembers when to read orders that are too young: their refs alone, nothing of what they are. */
export async function readLater(
	tx: MerchantTransaction,
	connectionId: string,
	orders: readonly { readonly ref: string; readonly readAt: Date }[],
): Promise<void> {
	if (orders.length === 0) return;
	await tx.execute(
		`INSERT INTO young_orders (merchant_id, connection_id, ref, read_at)
		 SELECT $1::uuid, $2::uuid, y.ref, y."readAt" FROM jsonb_to_recordset($3::jsonb) AS y(ref text, "readAt" timestamptz)
		 ON CONFLICT (merchant_id, connection_id, ref) DO UPDATE SET read_at = excluded.read_at`,
		tx.merchantId,
		connectionId,
		JSON.stringify(orders),
	);
}

/** Has those read that are old enough by now; what the shop says of each then decides whether it is kept. */
export async function readGrownUp(tx: MerchantTransaction): Promise<void> {
	const grown = await tx.query<{ connection_id: string; ref: string }>(
		`DELETE FROM young_orders y WHERE y.merchant_id = $1::uuid AND (y.connection_id, y.ref) IN (
		        SELECT n.connection_id, n.ref FROM young_orders n
		          JOIN connections c ON c.merchant_id = n.merchant_id AND c.id = n.connection_id AND c.state = 'connected'
		         WHERE n.merchant_id = $1::uuid AND n.read_at <= $2 ORDER BY n.read_at, n.ref LIMIT $3)
		 RETURNING y.connection_id, y.ref`,
		tx.merchantId,
		tx.now,
		MOST_AT_ONCE,
	);
	// Connections in one order: two looks at once wait for each other.
	for (const { connection_id, ref } of grown.toSorted((a, b) => (a.connection_id < b.connection_id ? -1 : 1))) {
		await enqueueRequest(tx, {
			connectionId: connection_id,
			request: "read",
			input: { ref },
			lane: `read:${connection_id}:${ref}`,
		});
	}
}
