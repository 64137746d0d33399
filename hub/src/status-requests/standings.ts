import type { Standing } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";

interface Row {
	subject: string;
	id: string;
	wanted: string;
	state: Standing["last"]["state"];
	code: string | null;
	steps: number;
	reached: string | null;
	since: Date | null;
}

/** How far the requests of some subjects are; one that never had any is left out. */
export async function standingsOf(
	tx: MerchantTransaction,
	connectionId: string,
	subjects: readonly string[],
): Promise<Standing[]> {
	const rows = await tx.query<Row>(
		`SELECT last.subject, last.id, last.body->>'to' AS wanted, last.state, last.code, taken.steps::int AS steps,
		        taken.reached, taken.since
		   FROM unnest($3::text[]) AS asked(subject)
		   CROSS JOIN LATERAL (
			SELECT * FROM status_requests r
			 WHERE r.merchant_id = $1::uuid AND r.connection_id = $2::uuid AND r.subject = asked.subject
			 ORDER BY r.seq DESC LIMIT 1) last
		   CROSS JOIN LATERAL (
			SELECT count(*) AS steps, (array_agg(r.body->>'to' ORDER BY r.seq DESC))[1] AS reached, max(r.settled_at) AS since
			  FROM status_requests r
			 WHERE r.merchant_id = $1::uuid AND r.connection_id = $2::uuid AND r.subject = asked.subject AND r.state = 'done') taken`,
		tx.merchantId,
		connectionId,
		subjects,
	);
	return rows.map(({ subject, id, wanted, state, code, steps, reached, since }) => ({
		subject,
		reached: reached === null || since === null ? null : { status: reached, since: since.toISOString() },
		steps,
		last: { id, to: wanted, state, code },
	}));
}
