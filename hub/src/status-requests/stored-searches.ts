import type { FoundInShop } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { StoredRequest, UnheldOrder } from "./stored-request.ts";

/** What a shop was asked for a request. */
export interface Search {
	readonly shop: string;
	/** 1 for the first time. */
	readonly round: number;
	readonly askedAt: Date;
	/** The question is still on its way. */
	readonly underway: boolean;
	/** Null: there is no answer. */
	readonly found: readonly UnheldOrder[] | null;
}

interface Row {
	request: string;
	shop: string;
	round: number;
	asked_at: Date;
	underway: boolean;
	found: FoundInShop[] | null;
}

/** What was asked for some requests, by their ids. */
export async function searchesOf(
	tx: MerchantTransaction,
	requests: readonly StoredRequest[],
): Promise<Map<string, Search[]>> {
	const rows = await tx.query<Row>(
		`SELECT s.request_id AS request, s.shop_id AS shop, s.round, s.asked_at, s.found,
		        coalesce(w.state IN ('waiting', 'ready', 'leased', 'unknown'), false) AS underway
		   FROM unnest($2::uuid[], $3::uuid[]) AS given(connection, request)
		   JOIN status_request_searches s
		     ON s.merchant_id = $1::uuid AND s.connection_id = given.connection AND s.request_id = given.request
		   LEFT JOIN work w ON w.merchant_id = s.merchant_id AND w.id = s.work_id
		  ORDER BY s.request_id, s.shop_id`,
		tx.merchantId,
		requests.map(({ connectionId }) => connectionId),
		requests.map(({ id }) => id),
	);
	const searches = rows.map(({ request, shop, round, asked_at, underway, found }) => ({
		request,
		shop,
		round,
		askedAt: asked_at,
		underway,
		found: found?.map(({ ref, statuses, email }) => ({ connection: shop, ref, statuses, email })) ?? null,
	}));
	return Map.groupBy(searches, ({ request }) => request);
}

/** Nothing was asked for it. */
export async function dropSearches(
	tx: MerchantTransaction,
	{ connectionId, id }: Pick<StoredRequest, "connectionId" | "id">,
): Promise<void> {
	await tx.execute(
		`DELETE FROM status_request_searches WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND request_id = $3::uuid`,
		tx.merchantId,
		connectionId,
		id,
	);
}
