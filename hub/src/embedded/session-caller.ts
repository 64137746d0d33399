import type { Database } from "../db/database.ts";
import { BY_KEY, statement } from "../db/transaction-pool.ts";
import type { MerchantCaller } from "../http/authenticate.ts";

/** How the keys of sessions begin, so that nobody looks for them among the others. */
export const SESSION_KEY = "kontor_session_";

/** Who calls with the key of a session; null where it is none, or none any more. */
export async function callerOfSession(db: Database, keyHash: Uint8Array, now: Date): Promise<MerchantCaller | null> {
	const { rows } = await db.pool.query<{
		merchant_id: string;
		connection_id: string;
		person: string | null;
		by_merchant: boolean;
	}>(
		statement(
			`${BY_KEY} SELECT merchant_id, connection_id, person, by_merchant FROM embedded_sessions
			  WHERE key_hash = $1 AND expires_at > $2`,
			[keyHash, now],
		),
	);
	const [row] = rows;
	if (row === undefined) return null;
	return {
		audience: "merchant",
		merchantId: row.merchant_id,
		label: row.person ?? "shop admin",
		scopes: ["read", "write"],
		connection: row.connection_id,
		fromShop: !row.by_merchant,
	};
}
