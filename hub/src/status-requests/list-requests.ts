import type { StatusRequestView } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";

interface Row {
	id: string;
	connection: string;
	order_number: string;
	from: string;
	to: string;
	tracking_numbers: string[];
	state: StatusRequestView["state"];
	code: string | null;
	order: string | null;
	created_at: Date;
	settled_at: Date | null;
}

/** The newest first; `id` for one alone. */
export async function requestViews(
	tx: MerchantTransaction,
	{ state, id, limit }: { state?: string | undefined; id?: string; limit: number },
): Promise<StatusRequestView[]> {
	const rows = await tx.query<Row>(
		`SELECT id, connection_id AS connection, body->>'orderNumber' AS order_number, body->>'from' AS "from", body->>'to' AS "to",
		        ARRAY(SELECT s->>'trackingNumber' FROM jsonb_array_elements(body->'shipments') s) AS tracking_numbers,
		        state, code, order_id AS "order", created_at, settled_at
		   FROM status_requests
		  WHERE merchant_id = $1::uuid AND ($2::text IS NULL OR state = $2) AND ($3::uuid IS NULL OR id = $3::uuid)
		  ORDER BY seq DESC LIMIT $4`,
		tx.merchantId,
		state ?? null,
		id ?? null,
		limit,
	);
	return rows.map(({ order_number, tracking_numbers, created_at, settled_at, ...row }) => ({
		...row,
		orderNumber: order_number,
		trackingNumbers: tracking_numbers,
		createdAt: created_at.toISOString(),
		settledAt: settled_at?.toISOString() ?? null,
	}));
}
