import type { MerchantTransaction } from "../../db/database.ts";
import { enqueueRequest } from "../../writeback/enqueue-request.ts";
import type { Decision } from "./decide.ts";
import type { Delivered } from "./read-items.ts";

/** Has the PDF of each invoice fetched that is not here yet (PRODUCT B5). */
export async function fetchInvoices(
	tx: MerchantTransaction,
	connectionId: string,
	decided: readonly { readonly delivered: Delivered; readonly decision: Decision }[],
): Promise<void> {
	const wanted = decided.flatMap(({ delivered, decision }) => {
		if (decision.result !== "created" && decision.result !== "updated") return [];
		const documentRef = delivered.kind === "order" ? delivered.order.invoice?.documentRef : undefined;
		return documentRef === undefined ? [] : [{ ref: delivered.ref, documentRef }];
	});
	if (wanted.length === 0) return;
	const missing = await tx.query<{ id: string; ref: string; documentRef: string }>(
		`SELECT o.id, o.ref, w."documentRef"
		   FROM jsonb_to_recordset($3::jsonb) AS w(ref text, "documentRef" text)
		   JOIN orders o ON o.merchant_id = $1::uuid AND o.connection_id = $2::uuid AND o.ref = w.ref
		  WHERE NOT EXISTS (SELECT FROM documents d
		                     WHERE d.merchant_id = $1::uuid AND d.order_id = o.id AND d.document_ref = w."documentRef")`,
		tx.merchantId,
		connectionId,
		JSON.stringify(wanted),
	);
	for (const { id, ref, documentRef } of missing) {
		await enqueueRequest(tx, {
			connectionId,
			request: "document",
			input: { ref, documentRef },
			lane: `document:${id}:${documentRef}`,
			orderId: id,
		});
	}
}
