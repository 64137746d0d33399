import type { Transaction } from "../db/database.ts";

/** Every deferred thing that is to happen "now", with what it is given. Each job calls one use case. */
export interface JobPayloads {
	/** Decides what is undecided of a merchant; one at a time per merchant, one drains all. */
	assign: { merchantId: string };
	/** Does what is due of orders that are new or have changed. */
	remind: { merchantId: string; connection: string; refs: readonly string[] };
	/** Tells a collection partner what is due of a merchant's cases. */
	collect: { merchantId: string };
	/** Tells customers that their payments came in. */
	paymentReceived: { merchantId: string; assignments: readonly string[] };
	/** Looks through all orders of a merchant for what is due. */
	dunning: { merchantId: string };
	/** Links orders of linked shops (PRODUCT A13) that somebody held when they came. */
	linkOrders: { merchantId: string; orders: readonly string[] };
	/** Links the orders that a newly linked shop has already, portion by portion. */
	linkShop: { merchantId: string; follower: string; after: string | null };
	/** Settles the orders of a receivable alike, one of which somebody held. */
	levelOrders: { merchantId: string; leader: string };
	/** Goes on with a status request of an ERP, whose order has to be looked for at its platform. */
	statusRequest: { merchantId: string; connection: string; id: string };
	/** Asks platforms how their payouts are split, and books or shows those that are. */
	payouts: { merchantId: string };
	/** Tells a merchant by e-mail what cannot wait. */
	digest: { merchantId: string };
}

/** Adds a job in the caller's transaction; jobs with the same key become one, at the earlier time. `inMs`: by the database's clock. */
export async function addJob<Name extends keyof JobPayloads>(
	tx: Transaction,
	name: Name,
	payload: JobPayloads[Name],
	{ key, inMs }: { readonly key: string; readonly inMs: number },
): Promise<void> {
	await tx.query(
		`SELECT graphile_worker.add_job($1, $2::json, run_at := now() + $4 * interval '1 ms', job_key := $3, job_key_mode := $5)::text`,
		name,
		JSON.stringify(payload),
		key,
		inMs,
		inMs > 0 ? "preserve_run_at" : "replace",
	);
}
