import type { Standing } from "@kontor/connector";
import type { postStatusRequests } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { begin } from "./begin.ts";
import { causeOfHeld, held } from "./notices.ts";
import { standingsOf } from "./standings.ts";
import { COLUMNS, storedRequests } from "./stored-request.ts";

/**
 * Takes what an ERP's rules want. The same id again changes nothing; while one of a subject is not settled, no other of
 * it is taken: the rules are asked anew when it is.
 */
export async function takeRequests(
	tx: MerchantTransaction,
	connectionId: string,
	{ requests, held: waits }: z.infer<typeof postStatusRequests.body>,
): Promise<{ standings: Standing[] }> {
	await notify(
		tx,
		waits.map((one) => held(connectionId, one)),
	);
	const made = await storedRequests(
		tx,
		`WITH given AS MATERIALIZED (SELECT g.body, g.n FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS g(body, n)),
		 made AS (
			INSERT INTO status_requests (merchant_id, connection_id, id, subject, body, state, created_at)
			SELECT $1::uuid, $2::uuid, (body->>'id')::uuid, body->>'subject', body, 'waiting', $4 FROM given ORDER BY n
			ON CONFLICT DO NOTHING RETURNING *)
		 SELECT ${COLUMNS} FROM made r ORDER BY r.seq`,
		tx.merchantId,
		connectionId,
		JSON.stringify(requests),
		tx.now,
	);
	await withdraw(
		tx,
		made.map(({ body }) => causeOfHeld(connectionId, body.subject)),
	);
	await begin(tx, made);
	return { standings: await standingsOf(tx, connectionId, [...new Set(requests.map(({ subject }) => subject))]) };
}
