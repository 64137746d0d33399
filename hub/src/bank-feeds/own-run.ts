import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { type Claimed, LEASE_MS } from "./claim.ts";

/** Another process runs the access by now, or it was deleted: nothing more may be written. */
export class LeaseLost extends Error {
	override readonly name = "LeaseLost";
}

/** A transaction for what a run found out. @throws LeaseLost where the access is not this run's any more */
export function asRun<T>(
	hub: Hub,
	{ merchantId, access, lease }: Claimed,
	name: string,
	work: (tx: MerchantTransaction) => Promise<T>,
): Promise<T> {
	return hub.db.merchant(merchantId, name, async (tx) => {
		const [held] = await tx.query(
			`SELECT FROM bank_accesses WHERE merchant_id = $1::uuid AND id = $2::uuid AND lease = $3::uuid FOR NO KEY UPDATE`,
			merchantId,
			access.id,
			lease,
		);
		if (held === undefined) throw new LeaseLost(`the run of bank access ${access.id} has lost its lease`);
		return work(tx);
	});
}

/** Keeps the lease while the run goes on; aborts it where that fails. */
export function keepLease(hub: Hub, claimed: Claimed, stop: AbortSignal) {
	const lost = new AbortController();
	const renew = () =>
		asRun(hub, claimed, "renewBankLease", (tx) =>
			tx.execute(
				`UPDATE bank_accesses SET due_at = $3 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
				tx.merchantId,
				claimed.access.id,
				new Date(tx.now.getTime() + LEASE_MS),
			),
		).catch((error: unknown) => lost.abort(error));
	const timer = setInterval(() => void renew(), LEASE_MS / 4);
	return { signal: AbortSignal.any([stop, lost.signal]), end: () => clearInterval(timer) };
}
