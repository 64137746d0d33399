import { type Statuses, StatusRequest } from "@kontor/connector";
import type { MerchantTransaction } from "../db/database.ts";

/**
 * A platform's order that Kontor does not hold: it was not open when its shop was connected (PRODUCT A7), or its payment method is
 * none that Kontor looks after. Known for a request alone, and no longer than that takes.
 */
export interface UnheldOrder {
	/** The platform's. */
	readonly connection: string;
	readonly ref: string;
	/** As last seen. */
	readonly statuses: Statuses;
	readonly email: string | null;
}

/** A request of an ERP's connection as it is stored. */
export interface StoredRequest {
	readonly id: string;
	readonly connectionId: string;
	/** Grows with each one made. */
	readonly seq: bigint;
	readonly body: StatusRequest;
	readonly state: "waiting" | "underway" | "done" | "failed";
	/** The platform's order, once it is found; null also for one that is not held. */
	readonly orderId: string | null;
	readonly unheld: UnheldOrder | null;
	/** How many of its commands the platform has taken. */
	readonly step: number;
	readonly createdAt: Date;
}

interface Row {
	id: string;
	connection_id: string;
	seq: bigint;
	body: unknown;
	state: StoredRequest["state"];
	order_id: string | null;
	unheld: UnheldOrder | null;
	step: number;
	created_at: Date;
}

export const COLUMNS = "r.id, r.connection_id, r.seq, r.body, r.state, r.order_id, r.unheld, r.step, r.created_at";

/** Rows of `COLUMNS`, in the order in which they were made. */
export async function storedRequests(
	tx: MerchantTransaction,
	sql: string,
	...parameters: Parameters<MerchantTransaction["query"]>[1][]
): Promise<StoredRequest[]> {
	const rows = await tx.query<Row>(sql, ...parameters);
	return rows.map(({ id, connection_id, seq, body, state, order_id, unheld, step, created_at }) => ({
		id,
		connectionId: connection_id,
		seq,
		body: StatusRequest.parse(body),
		state,
		orderId: order_id,
		unheld,
		step,
		createdAt: created_at,
	}));
}
