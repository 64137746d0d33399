import { type Connector, defineConnector } from "@kontor/connector";
import { begin, complete } from "./authorize.ts";
import { check, describe } from "./check.ts";
import { connectTo } from "./client.ts";
import {
	annotate,
	cancel,
	markPartiallyPaid,
	pushShipment,
	recordRepayment,
	revokePayment,
	writeStatus,
} from "./commands.ts";
import { invoicePdf } from "./documents.ts";
import { embed } from "./embed.ts";
import { find } from "./find.ts";
import { install } from "./install.ts";
import { manifest } from "./manifest.ts";
import { toOrder } from "./mapping.ts";
import { markPaid } from "./mark-paid.ts";
import { findOrder } from "./orders.ts";
import { listOpen, pull } from "./pull.ts";
import { receive } from "./receive.ts";
import { watchWebhooks } from "./watch-webhooks.ts";

export const connector: Connector = defineConnector(manifest, {
	check,
	describe,
	pull,
	listOpen,
	async read(ctx, ref) {
		const order = await findOrder(connectTo(ctx), ref);
		return order === null ? null : toOrder(order, ctx.scope.mapping);
	},
	find,
	commands: {
		"mark-paid": markPaid,
		"mark-partially-paid": markPartiallyPaid,
		"revoke-payment": revokePayment,
		cancel,
		"set-status": writeStatus,
		annotate,
		"push-shipment": pushShipment,
		"record-repayment": recordRepayment,
	},
	receive,
	watchWebhooks,
	connect: { begin, complete },
	routes: { install },
	document: invoicePdf,
	embed,
});
