import type { Document, OrderRef } from "@kontor/connector";
import { connectTo } from "./client.ts";
import * as faults from "./faults.ts";
import type { Shop } from "./manifest.ts";
import { INVOICE } from "./mapping.ts";
import { WooInvoice } from "./shapes.ts";

/** The invoice that a plugin of the shop made, through Kontor's plugin for WordPress: WooCommerce itself has none. */
export async function invoicePdf(ctx: Shop, ref: OrderRef, documentRef: string): Promise<Document | null> {
	if (documentRef !== INVOICE || !/^[1-9]\d*$/.test(ref)) return null;
	try {
		const { body } = await connectTo(ctx, "wc-kontor/v1").get(`orders/${ref}/invoice`);
		const invoice = WooInvoice.safeParse(body);
		const bytes = invoice.success ? Buffer.from(invoice.data.pdf, "base64") : null;
		if (bytes === null || bytes.subarray(0, 5).toString("latin1") !== "%PDF-") {
			throw faults.unexpected("GET orders/:id/invoice", "a PDF");
		}
		return { contentType: "application/pdf", bytes };
	} catch (error) {
		if (faults.isWithoutInvoice(error)) return null;
		throw error;
	}
}
