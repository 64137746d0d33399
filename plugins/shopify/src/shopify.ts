import { type Connector, defineConnector } from "@kontor/connector";
import type { ShopifyApp } from "./app.ts";
import { check, describe } from "./check.ts";
import { connectTo } from "./client.ts";
import { annotate, cancel, writeStatus } from "./commands.ts";
import { begin, callback, complete } from "./consent.ts";
import { manifest } from "./manifest.ts";
import { toOrder } from "./mapping.ts";
import { markPaid } from "./mark-paid.ts";
import { findOrder } from "./orders.ts";
import { markPartiallyPaid, revokePayment } from "./part-payments.ts";
import { listOpen, pull } from "./pull.ts";
import { recordRepayment } from "./repayments.ts";
import { pushShipment } from "./shipments.ts";
import { refreshSecrets } from "./tokens.ts";
import { compliance, receive, watchWebhooks } from "./webhooks.ts";

/** The connector of one app: its id and secrets are the operator's, the same for all shops. */
export function shopify(app: ShopifyApp): Connector {
	return defineConnector(manifest, {
		check: (ctx) => check(ctx, connectTo(app, ctx)),
		describe: (ctx) => describe(connectTo(app, ctx)),
		pull: (ctx, since) => pull(ctx, connectTo(app, ctx), since),
		listOpen: (ctx) => listOpen(ctx, connectTo(app, ctx)),
		async read(ctx, ref) {
			const order = await findOrder(connectTo(app, ctx), ref);
			return order === null ? null : toOrder(order);
		},
		commands: {
			"mark-paid": (ctx, command) => markPaid(connectTo(app, ctx), command),
			"mark-partially-paid": (ctx, command) => markPartiallyPaid(connectTo(app, ctx), command),
			"revoke-payment": (ctx, command) => revokePayment(connectTo(app, ctx), command),
			cancel: (ctx, command) => cancel(connectTo(app, ctx), command, ctx.signal),
			"set-status": (ctx, command) => writeStatus(connectTo(app, ctx), command),
			annotate: (ctx, command) => annotate(connectTo(app, ctx), command),
			"push-shipment": (ctx, command) => pushShipment(connectTo(app, ctx), command),
			"record-repayment": (ctx, command) => recordRepayment(connectTo(app, ctx), command),
		},
		receive: (ctx, raw) => receive(app, ctx, raw),
		watchWebhooks: (ctx) => watchWebhooks(ctx, connectTo(app, ctx)),
		connect: {
			begin: (ctx, to) => begin(app, ctx, to),
			complete: (ctx, raw) => complete(app, ctx, raw),
		},
		refreshSecrets: (ctx) => refreshSecrets(app, ctx),
		routes: { callback, compliance: (raw) => compliance(app, raw) },
	});
}
