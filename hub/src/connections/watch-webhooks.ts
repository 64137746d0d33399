import type { MerchantTransaction } from "../db/database.ts";
import { answered } from "./answers.ts";
import { found } from "./connection-problems.ts";
import { ask } from "./requests.ts";
import type { SettledRequest } from "./settle-request.ts";
import type { StoredConnection } from "./stored-connection.ts";

/** A shop that switched its webhooks off is noticed within this time; until then comparisons bring the orders (PRODUCT B2). */
const EVERY_MS = 6 * 60 * 60 * 1000;

/** Has the webhooks of connected shops looked after: now, and from then on again and again. */
export async function watchWebhooks(tx: MerchantTransaction, connectionIds: readonly string[]): Promise<void> {
	const watched = await tx.query<{ id: string }>(
		`SELECT c.id::text FROM connections c JOIN plugins p ON p.id = c.plugin
		  WHERE c.merchant_id = $1::uuid AND c.id = ANY($2::uuid[]) AND c.state = 'connected'
		    AND p.manifest #> '{capabilities,webhooks}' <> 'false'`,
		tx.merchantId,
		connectionIds,
	);
	for (const { id } of watched) await ask(tx, id, "watch-webhooks", null);
}

export async function settleWatch(
	tx: MerchantTransaction,
	connection: StoredConnection,
	{ outcome }: SettledRequest,
): Promise<void> {
	if (connection.state !== "connected") return;
	const answer = answered("watch-webhooks", outcome);
	await found(
		tx,
		connection.id,
		"webhooks",
		answer.ok ? answer.result.problems.map(({ code, forMerchant }) => ({ code, text: forMerchant })) : [answer.problem],
	);
	await ask(tx, connection.id, "watch-webhooks", null, new Date(tx.now.getTime() + EVERY_MS));
}
