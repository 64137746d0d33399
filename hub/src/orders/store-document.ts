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
	const stored = await tx.execute(
		`INSERT INTO documents (merchant_id, order_id, document_ref, content_type, bytes, created_at)
		 SELECT $1::uuid, id, $4, 'application/pdf', $5, $6 FROM orders
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND ref = $3
		 ON CONFLICT (merchant_id, order_id, document_ref) DO UPDATE SET bytes = excluded.bytes, created_at = excluded.created_at`,
		tx.merchantId,
		connection,
		ref,
		document,
		bytes,
		tx.now,
	);
	if (stored === 0) throw problem("NOT_FOUND");
}
