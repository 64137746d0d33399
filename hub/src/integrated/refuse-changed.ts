import { type IntegratedPosting, problem } from "@kontor/protocol";
import { strongId } from "@kontor/statements";
import type { MerchantTransaction } from "../db/database.ts";
import { fold } from "../postings/account-number.ts";
import { entryOf } from "./mapping.ts";

/**
 * A booked posting never changes. Another amount or day under the same id is a provider's mistake that must not pass as
 * "known".
 * @throws ProblemError 409 naming each
 */
export async function refuseChanged(
	tx: MerchantTransaction,
	account: { readonly id: string; readonly number: string },
	postings: readonly IntegratedPosting[],
): Promise<void> {
	const delivered = postings.map((posting, index) => ({
		index,
		id: strongId({ account: { id: fold(account.number) }, format: "integrated" }, entryOf(posting, index)),
		minor: posting.amount.minor,
		day: posting.bookingDay,
	}));
	const changed = await tx.query<{ index: number }>(
		`SELECT d.index FROM jsonb_to_recordset($3::jsonb) AS d(index int, id text, minor bigint, day date)
		   JOIN postings p ON p.merchant_id = $1::uuid AND p.account_id = $2::uuid AND p.strong_id = d.id
		  WHERE p.status = 'booked' AND (p.amount, p.booking_day) IS DISTINCT FROM (d.minor, d.day)
		  ORDER BY d.index LIMIT 100`,
		tx.merchantId,
		account.id,
		JSON.stringify(delivered),
	);
	if (changed.length === 0) return;
	throw problem("CONFLICT", {
		detail: "booked postings came again with another amount or day",
		issues: changed.map(({ index }) => ({
			path: `body.postings.${index}`,
			message: "is booked with another amount or day",
		})),
	});
}
