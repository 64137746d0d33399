import { randomUUID } from "node:crypto";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { notify } from "../notifications/notify.ts";
import { stopped } from "./notices.ts";
import { accessOf, accountsOf, type StoredAccess, type StoredAccessAccount } from "./stored-access.ts";

/** How long a process may be silent before it is taken for dead. */
export const LEASE_MS = 60_000;
/** A bank locks a user after three wrong tries: a run that kills its process must not be one of them for ever. */
const MOST_ATTEMPTS = 3;

/** An access that this process runs, until it loses the lease. */
export interface Claimed {
	readonly merchantId: string;
	readonly access: StoredAccess;
	readonly lease: string;
	readonly accounts: readonly StoredAccessAccount[];
}

/** Null where another process was first, or it is not due any more. */
export async function claim(hub: Hub, tx: MerchantTransaction, id: string): Promise<Claimed | null> {
	const lease = randomUUID();
	const claimed = await tx.execute(
		`UPDATE bank_accesses SET lease = $3::uuid, due_at = $4, attempts = attempts + 1, challenge_id = NULL, challenge = NULL, answer = NULL
		  WHERE merchant_id = $1::uuid AND id = $2::uuid AND due_at <= $5`,
		tx.merchantId,
		id,
		lease,
		new Date(tx.now.getTime() + LEASE_MS),
		tx.now,
	);
	if (claimed === 0) return null;
	const access = await accessOf(tx, id);
	if (access.attempts > MOST_ATTEMPTS) {
		await giveUp(tx, access);
		hub.log.error({ access: id }, "a bank access's runs never end");
		return null;
	}
	return { merchantId: tx.merchantId, access, lease, accounts: await accountsOf(tx, [id]) };
}

async function giveUp(tx: MerchantTransaction, access: StoredAccess): Promise<void> {
	await tx.execute(
		`UPDATE bank_accesses SET state = 'stopped', lease = NULL, due_at = NULL, problem = $3::jsonb
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		access.id,
		JSON.stringify({ fault: "unexpected-reply", text: NEVER_ENDS, at: tx.now.toISOString() }),
	);
	await notify(tx, [stopped(access, NEVER_ENDS)]);
}

const NEVER_ENDS = {
	de: "Der Abruf ist mehrmals abgebrochen, ohne zu einem Ende zu kommen. Bitte wenden Sie sich an den Betreiber.",
	en: "The fetch broke off several times without coming to an end. Please contact the operator.",
};
