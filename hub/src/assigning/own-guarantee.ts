import { type Guarantee, guaranteeOf } from "@kontor/matching";
import type { MerchantTransaction } from "../db/database.ts";

/** A merchant's business changes: what is older says nothing about the machine on it as it is. */
const JUDGED_MONTHS = 24;
/** What was right comes in by and by, and only ever lowers the threshold: it need not be counted before every run. */
const COUNTED_FOR_MS = 60 * 60 * 1000;

/** From which probability on the machine books by itself, by the merchant's own history (PRODUCT M13). */
export async function guaranteeFor(tx: MerchantTransaction): Promise<Guarantee> {
	// Rounded down, so that none seems likelier than it was; below what is ever booked by hundredths.
	const groups = await tx.query<{ probability: number; right: boolean; count: number }>(
		`SELECT trunc(probability::numeric, CASE WHEN probability < 0.9 THEN 2 ELSE 5 END)::float8 AS probability,
		        was_right AS "right", count(*)::int AS count
		   FROM judged_decisions WHERE merchant_id = $1::uuid AND judged_at >= $2::timestamptz GROUP BY 1, 2`,
		tx.merchantId,
		judgedSince(tx.now),
	);
	return guaranteeOf(groups.flatMap(({ count, ...outcome }) => Array.from({ length: count }, () => outcome)));
}

/** From when on what was decided counts. */
export function judgedSince(now: Date): Date {
	const since = new Date(now);
	since.setUTCMonth(since.getUTCMonth() - JUDGED_MONTHS);
	return since;
}

/** A merchant's threshold as it was last counted: again after every correction, else once an hour. */
export class KeptThreshold {
	#threshold: number | null = null;
	#corrections = "";
	#countedAt = 0;

	async at(tx: MerchantTransaction): Promise<number> {
		const corrections = await correctionsOf(tx);
		const isOld = Date.now() - this.#countedAt >= COUNTED_FOR_MS;
		if (this.#threshold === null || isOld || corrections !== this.#corrections) {
			this.#threshold = (await guaranteeFor(tx)).threshold;
			this.#corrections = corrections;
			this.#countedAt = Date.now();
		}
		return this.#threshold;
	}
}

/** Another text with every decision that turns out wrong. */
async function correctionsOf(tx: MerchantTransaction): Promise<string> {
	const [row] = await tx.query<{ corrections: string }>(
		`SELECT count(*) || ' ' || coalesce(max(judged_at)::text, '') AS corrections
		   FROM judged_decisions WHERE merchant_id = $1::uuid AND NOT was_right`,
		tx.merchantId,
	);
	return row?.corrections ?? "";
}
