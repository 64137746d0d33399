import type { Transaction } from "../db/database.ts";

/** Every deferred thing that is to happen "now", with what it is given. Each job calls one use case. */
export interface JobPayloads {
	/** Decides what is undecided of a merchant; one at a time per merchant, one drains all. */
	assign: { merchantId: string };
}

/** Adds a job in the caller's transaction; jobs with the same key become one. */
export async function addJob<Name extends keyof JobPayloads>(
	tx: Transaction,
	name: Name,
	payload: JobPayloads[Name],
	key: string,
): Promise<void> {
	await tx.query(
		`SELECT graphile_worker.add_job($1, $2::json, job_key := $3, job_key_mode := 'replace')::text`,
		name,
		JSON.stringify(payload),
		key,
	);
}
