import type { PayoutQuestion } from "@kontor/connector";
import { mayBeDecided } from "../../assigning/undecided-postings.ts";
import type { MerchantTransaction } from "../../db/database.ts";
import { enqueueRequest } from "../../writeback/enqueue-request.ts";

/** Older payouts are the merchant's own business. */
const DAYS = 90;
const DAY_MS = 24 * 60 * 60_000;
/** More are asked about at the next look. */
const MOST_AT_ONCE = 500;

interface Asked {
	posting: string;
	connection: string;
	name: string | null;
	texts: (string | null)[];
	minor: bigint;
	currency: string;
	day: string;
}

/**
 * Has the plugins of platforms that pay out say which orders a posting pays that the engine took for a payout (PRODUCT D3). Each is
 * asked once; again where its answer may be another one by now.
 */
export async function askForPayouts(tx: MerchantTransaction): Promise<void> {
	const connections = await payingOut(tx);
	if (connections.length === 0) return;
	const asked = await tx.query<Asked>(
		`SELECT p.id AS posting, c.id AS connection, p.counterparty_name AS name, p.amount AS minor, p.currency, p.booking_day::text AS day,
		        ARRAY[p.remittance, p.end_to_end_id, p.body->>'bankReference', p.body->>'uniqueId'] || coalesce(ARRAY(
		          SELECT jsonb_array_elements_text(p.body->'references') WHERE jsonb_typeof(p.body->'references') = 'array'), '{}') AS texts
		   FROM unnest($5::uuid[]) AS c(id)
		   JOIN postings p ON p.merchant_id = $1::uuid AND ${mayBeDecided("p")} AND p.outcome IN ('review', 'none') AND p.amount > 0
		        AND p.booking_day >= $3::date AND p.decision->'reasons' @> '[{"finding": "payout"}]'
		   JOIN accounts a ON a.merchant_id = p.merchant_id AND a.id = p.account_id
		        AND (cardinality(a.connections) = 0 OR c.id = ANY(a.connections))
		   LEFT JOIN payout_questions q ON q.merchant_id = p.merchant_id AND q.posting_id = p.id AND q.connection_id = c.id
		  WHERE (q.posting_id IS NULL OR q.ask_again_at <= $2)
		    AND NOT EXISTS (SELECT FROM settlements s WHERE s.merchant_id = p.merchant_id AND s.posting_id = p.id)
		  ORDER BY c.id, p.booking_day, p.id LIMIT $4`,
		tx.merchantId,
		tx.now,
		new Date(tx.now.getTime() - DAYS * DAY_MS),
		MOST_AT_ONCE,
		connections,
	);
	for (const { posting, connection, ...rest } of asked) {
		await tx.execute(
			`INSERT INTO payout_questions (merchant_id, posting_id, connection_id, state, asked_at, ask_again_at)
			 VALUES ($1::uuid, $2::uuid, $3::uuid, 'asked', $4, $5)
			 ON CONFLICT (merchant_id, posting_id, connection_id) DO UPDATE
			    SET state = 'asked', asked_at = excluded.asked_at, ask_again_at = excluded.ask_again_at`,
			tx.merchantId,
			posting,
			connection,
			tx.now,
			// Where the shop is taken off meanwhile nobody answers.
			new Date(tx.now.getTime() + DAY_MS),
		);
		const input = questionOf(rest);
		await enqueueRequest(tx, { connectionId: connection, request: "payout", input, lane: laneOf(posting, connection) });
	}
}

/** The connections whose platforms can be asked. */
async function payingOut(tx: MerchantTransaction): Promise<string[]> {
	const rows = await tx.query<{ id: string }>(
		`SELECT c.id FROM connections c JOIN plugins p ON p.id = c.plugin AND (p.manifest->'capabilities'->'payouts')::boolean
		  WHERE c.merchant_id = $1::uuid AND c.state = 'connected' AND NOT c.test_system`,
		tx.merchantId,
	);
	return rows.map(({ id }) => id);
}

function questionOf({ name, texts, minor, currency, day }: Omit<Asked, "posting" | "connection">): PayoutQuestion {
	const told = [...new Set(texts.filter((text) => text !== null && text !== ""))];
	return {
		posting: { counterparty: (name ?? "").slice(0, 500), text: told.join("\n").slice(0, 5000) },
		amount: { minor: Number(minor), currency },
		bookedOn: day,
	};
}

function laneOf(posting: string, connection: string): string {
	return `payout:${posting}:${connection}`;
}

/** Which posting a question was about. */
export function postingOfLane(lane: string): string {
	return lane.split(":")[1] ?? "";
}
