import { type Connector, defineConnector } from "@kontor/connector";
import type { OriginOf, ShopifyApp } from "./app.ts";
import { check, describe } from "./check.ts";
import { connectTo } from "./client.ts";
import { annotate, cancel, writeStatus } from "./commands.ts";
import { compliance } from "./compliance.ts";
import { begin, callback, complete } from "./consent.ts";
import { embed } from "./embed.ts";
import { install } from "./install.ts";
import { manifest, type Shop } from "./manifest.ts";
import { toOrder } from "./mapping.ts";
import { markPaid } from "./mark-paid.ts";
import { find, findOrder } from "./orders.ts";
import { markPartiallyPaid, revokePayment } from "./part-payments.ts";
import { listOpen, pull } from "./pull.ts";
import { recordRepayment } from "./repayments.ts";
import { pushShipment } from "./shipments.ts";
import { refreshSecrets } from "./tokens.ts";
import { receive, watchWebhooks } from "./webhooks.ts";

/** @param originOf where a shop's API is: left out, `https://` and its name. For fakes. */
export function shopify(originOf?: OriginOf): Connector {
	const app = ({ app }: Pick<Shop, "app">): ShopifyApp => ({ ...app, originOf });
	return defineConnector(manifest, {
		check: (ctx) => check(ctx, connectTo(app(ctx), ctx)),
		describe: (ctx) => describe(connectTo(app(ctx), ctx)),
		pull: (ctx, since) => pull(ctx, connectTo(app(ctx), ctx), since),
		listOpen: (ctx) => listOpen(ctx, connectTo(app(ctx), ctx)),
		async read(ctx, ref) {
			const order = await findOrder(connectTo(app(ctx), ctx), ref);
			return order === null ? null : toOrder(order);
		},
		find: (ctx, number) => find(ctx, connectTo(app(ctx), ctx), number),
		commands: {
			"mark-paid": (ctx, command) => markPaid(connectTo(app(ctx), ctx), command),
			"mark-partially-paid": (ctx, command) => markPartiallyPaid(connectTo(app(ctx), ctx), command),
			"revoke-payment": (ctx, command) => revokePayment(connectTo(app(ctx), ctx), command),
			cancel: (ctx, command) => cancel(connectTo(app(ctx), ctx), command, ctx.signal),
			"set-status": (ctx, command) => writeStatus(connectTo(app(ctx), ctx), command),
			annotate: (ctx, command) => annotate(connectTo(app(ctx), ctx), command),
			"push-shipment": (ctx, command) => pushShipment(connectTo(app(ctx), ctx), command),
			"record-repayment": (ctx, command) => recordRepayment(connectTo(app(ctx), ctx), command),
		},
		receive: (ctx, raw) => receive(app(ctx), ctx, raw),
		watchWebhooks: (ctx) => watchWebhooks(ctx, connectTo(app(ctx), ctx)),
		connect: {
			begin: (ctx, to) => begin(app(ctx), ctx, to),
			complete: (ctx, raw) => complete(app(ctx), ctx, raw),
		},
		embed: (ctx, raw) => embed(app(ctx), ctx, raw),
		refreshSecrets: (ctx) => refreshSecrets(app(ctx), ctx),
		routes: {
			callback,
			install: (raw, ctx) => install(app(ctx), ctx, raw),
			compliance: (raw, ctx) => compliance(app(ctx), raw),
		},
	});
}
