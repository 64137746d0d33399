import { type Connector, defineConnector, OrderRef } from "@kontor/connector";
import { cancel } from "./cancel.ts";
import { check, describe } from "./check.ts";
import { connectTo, type Reach } from "./client.ts";
import { begin, callback, complete } from "./consent.ts";
import { manifest } from "./manifest.ts";
import { toOrder } from "./mapping.ts";
import { markPaid } from "./mark-paid.ts";
import { notifications, receive } from "./notifications/receive.ts";
import { watchWebhooks } from "./notifications/subscriptions.ts";
import { findOrder } from "./orders.ts";
import { payout } from "./payouts/payout.ts";
import { listOpen, pull } from "./pull.ts";
import { pushShipment } from "./shipments.ts";
import { refreshSecrets } from "./tokens.ts";

/** The connector; `reach` says where eBay is, for fakes. */
export function ebay(reach: Reach = {}): Connector {
	return defineConnector(manifest, {
		check: (ctx) => check(ctx, connectTo(reach, ctx)),
		describe: (ctx) => describe(ctx, connectTo(reach, ctx)),
		pull: (ctx, since) => pull(ctx, connectTo(reach, ctx), since),
		listOpen: (ctx) => listOpen(ctx, connectTo(reach, ctx)),
		async read(ctx, ref) {
			const order = await findOrder(connectTo(reach, ctx), ref);
			return order === null ? null : toOrder(order, ref);
		},
		/** eBay's ids are its numbers, the earlier ones of an order as well. */
		async find(ctx, number) {
			const order = await findOrder(connectTo(reach, ctx), OrderRef.parse(number));
			return order === null ? [] : [toOrder(order)];
		},
		commands: {
			"mark-paid": (ctx, command) => markPaid(ctx, connectTo(reach, ctx), command),
			cancel: (ctx, command) => cancel(connectTo(reach, ctx), command, ctx.signal),
			"push-shipment": (ctx, command) => pushShipment(connectTo(reach, ctx), command, ctx.now()),
		},
		receive: (ctx, raw) => receive(reach, ctx, raw),
		watchWebhooks: (ctx) => watchWebhooks(ctx, connectTo(reach, ctx)),
		connect: {
			begin: (ctx, to) => begin(reach, ctx, to),
			complete: (ctx, raw) => complete(reach, ctx, raw),
		},
		refreshSecrets: (ctx) => refreshSecrets(reach, ctx),
		routes: { callback, notifications: (raw, ctx) => notifications(reach, raw, ctx) },
		payout: (ctx, question) => payout(ctx, connectTo(reach, ctx), question),
	});
}
