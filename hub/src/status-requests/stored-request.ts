import { StatusRequest } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";

/** A request of an ERP's connection as it is stored. */
export interface StoredRequest {
	readonly id: string;
	readonly connectionId: string;
	readonly body: StatusRequest;
	readonly state: "waiting" | "underway" | "done" | "failed";
	readonly orderId: string | null;
	/** How many of its commands the platform has taken. */
	readonly step: number;
	readonly createdAt: Date;
}

interface Row {
	id: string;
	connection_id: string;
	body: unknown;
	state: StoredRequest["state"];
	order_id: string | null;
	step: number;
	created_at: Date;
}

export const COLUMNS = "r.id, r.connection_id, r.body, r.state, r.order_id, r.step, r.created_at";

/** Rows of `COLUMNS`, in the order in which they were made. */
export async function storedRequests(
	tx: MerchantTransaction,
	sql: string,
	...parameters: Parameters<MerchantTransaction["query"]>[1][]
): Promise<StoredRequest[]> {
	const rows = await tx.query<Row>(sql, ...parameters);
	return rows.map(({ id, connection_id, body, state, order_id, step, created_at }) => ({
		id,
		connectionId: connection_id,
		body: StatusRequest.parse(body),
		state,
		orderId: order_id,
		step,
		createdAt: created_at,
	}));
}
