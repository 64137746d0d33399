import { problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";

/** Stores an order's PDF. The same again replaces it. @throws ProblemError 404 for an unknown order. */
export async function storeDocument(
	tx: MerchantTransaction,
	{ connection, ref, document }: { connection: string; ref: string; document: string },
	bytes: Uint8Array,
): Promise<void> {
	const isPdf = Buffer.from(bytes.subarray(0, 5)).toString("latin1") === "%PDF-";
	if (!isPdf) throw problem("INVALID_REQUEST", { detail: "expected a PDF: its first bytes are %PDF-" });
	const [stored] = await tx.query<{ new: boolean }>(
		`WITH stored AS (
		 INSERT INTO documents (merchant_id, order_id, document_ref, content_type, bytes, created_at)
		 SELECT $1::uuid, id, $4, 'application/pdf', $5, $6 FROM orders
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND ref = $3 AND erased_by IS NULL
		 ON CONFLICT (merchant_id, order_id, document_ref) DO UPDATE SET bytes = excluded.bytes, created_at = excluded.created_at
		 RETURNING order_id, old.order_id IS NULL AS new),
		 noted AS (
			INSERT INTO order_history (merchant_id, order_id, at, event, from_state, to_state, cause)
			SELECT $1::uuid, o.id, $6, 'invoice-document-arrived', o.state, o.state, '{"by": "shop"}'
			  FROM stored JOIN orders o ON o.merchant_id = $1::uuid AND o.id = stored.order_id WHERE stored.new)
		 SELECT new FROM stored`,
		tx.merchantId,
		connection,
		ref,
		document,
		bytes,
		tx.now,
	);
	if (stored === undefined) throw problem("NOT_FOUND");
}
