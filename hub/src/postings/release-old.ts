import type { Day } from "@kontor/connector";
import { requestAssignment } from "../assigning/request-assignment.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { lockAccount } from "./accounts.ts";

/** Lets postings from before the account's connection be assigned, too (PRODUCT C4). @throws ProblemError 404 */
export async function releaseOld(tx: MerchantTransaction, accountId: string, from: Day): Promise<{ released: number }> {
	await lockAccount(tx, accountId);
	// What comes later from these days is not held either.
	await tx.execute(
		`UPDATE accounts SET assign_from = least(assign_from, $3::date) WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		accountId,
		from,
	);
	const released = await tx.execute(
		`UPDATE postings SET held = false
		  WHERE merchant_id = $1::uuid AND account_id = $2::uuid AND held AND booking_day >= $3::date`,
		tx.merchantId,
		accountId,
		from,
	);
	if (released > 0) await requestAssignment(tx);
	return { released };
}
