import { type IntegratedPosting, problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";

/**
 * A booked posting never changes. Another amount or day under the same id is a provider's mistake that must not pass as
 * "known".
 * @throws ProblemError 409 naming each
 */
export async function refuseChanged(
	tx: MerchantTransaction,
	accountId: string,
	postings: readonly IntegratedPosting[],
): Promise<void> {
	const changed = await tx.query<{ index: number }>(
		`SELECT d.index FROM jsonb_to_recordset($3::jsonb) AS d(index int, id text, minor bigint, day date)
		   JOIN postings p ON p.merchant_id = $1::uuid AND p.account_id = $2::uuid AND p.status = 'booked'
		    AND p.source_format = 'integrated' AND p.body->>'uniqueId' = d.id
		  WHERE (p.amount, p.booking_day) IS DISTINCT FROM (d.minor, d.day)
		  ORDER BY d.index LIMIT 100`,
		tx.merchantId,
		accountId,
		JSON.stringify(
			postings.map(({ id, amount, bookingDay }, index) => ({ index, id, minor: amount.minor, day: bookingDay })),
		),
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
