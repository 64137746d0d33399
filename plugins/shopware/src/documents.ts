import type { Document, OrderRef } from "@kontor/connector";
import { connectTo } from "./client.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { Id, SwDocument } from "./shapes.ts";

/** The PDF of a document of this order; null where the shop does not have it (any more). */
export async function document(ctx: Shop, ref: OrderRef, documentRef: string): Promise<Document | null> {
	if (!Id.safeParse(documentRef).success) return null;
	const api = connectTo(ctx);
	const { rows } = await api.search("document", { ids: [documentRef], limit: 1 });
	if (rows.length === 0) return null;
	const found = SwDocument.safeParse(rows[0]);
	if (!found.success) throw faults.unexpected("POST search/document", "a document");
	if (found.data.orderId !== ref) return null;
	const bytes = await api.bytes(`_action/document/${found.data.id}/${encodeURIComponent(found.data.deepLinkCode)}`);
	if (Buffer.from(bytes.subarray(0, 5)).toString("latin1") !== "%PDF-") {
		throw faults.unexpected("GET _action/document", "a PDF");
	}
	return { contentType: "application/pdf", bytes };
}
