import { type Connector, type Document, defineConnector } from "@kontor/connector";
import { check, describe } from "./check.ts";
import { type Api, connectTo } from "./client.ts";
import { cancel, markPaid, markPartiallyPaid, revokePayment } from "./commands.ts";
import { creditsOf } from "./credits.ts";
import { receive } from "./deliveries.ts";
import { findInvoice } from "./documents.ts";
import * as faults from "./faults.ts";
import { type Account, manifest } from "./manifest.ts";
import { toOrder } from "./mapping.ts";
import { listOpen, pull } from "./pull.ts";
import { watchWebhooks } from "./webhooks.ts";

/** The connector to the API at this address, without a slash at the end. */
export function easybill(origin: string): Connector {
	const at = (ctx: Account) => connectTo(ctx, origin);
	return defineConnector(manifest, {
		check: (ctx) => check(at(ctx)),
		describe: (ctx) => describe(at(ctx)),
		pull: (ctx, since) => pull(ctx, at(ctx), since),
		listOpen: (ctx) => listOpen(ctx, at(ctx)),
		async read(ctx, ref) {
			const api = at(ctx);
			const invoice = await findInvoice(api, ref);
			return invoice === null ? null : toOrder(invoice, await creditsOf(api, invoice));
		},
		commands: {
			"mark-paid": (ctx, command) => markPaid(at(ctx), command),
			"mark-partially-paid": (ctx, command) => markPartiallyPaid(at(ctx), command),
			"revoke-payment": (ctx, command) => revokePayment(at(ctx), command),
			cancel: (ctx, command) => cancel(at(ctx), command),
		},
		document: (ctx, _ref, documentRef) => documentOf(at(ctx), documentRef),
		receive: (ctx, raw) => receive(ctx, at(ctx), raw),
		watchWebhooks: (ctx) => watchWebhooks(ctx, at(ctx)),
	});
}

/** The invoice as PDF; null where easybill has none (any more). */
async function documentOf(api: Api, id: string): Promise<Document | null> {
	if (!/^[1-9]\d{0,18}$/.test(id)) return null;
	try {
		const bytes = await api.bytes(`documents/${id}/pdf`, "application/pdf");
		if (new TextDecoder().decode(bytes.subarray(0, 5)) !== "%PDF-")
			throw faults.unexpected("GET documents/:id/pdf", "a PDF");
		return { contentType: "application/pdf", bytes };
	} catch (error) {
		if (faults.isNotFound(error)) return null;
		throw error;
	}
}
