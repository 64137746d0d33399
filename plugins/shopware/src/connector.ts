import { type Connector, defineConnector } from "@kontor/connector";
import { embed } from "./app/embed.ts";
import { begin, complete } from "./app/handshake.ts";
import { claim, confirm, register, webhook } from "./app/operator-app.ts";
import { check, describe } from "./check.ts";
import { connectTo } from "./client.ts";
import { annotate, cancel, pushShipment, writeStatus } from "./commands.ts";
import { document } from "./documents.ts";
import { manifest } from "./manifest.ts";
import { toOrder } from "./mapping.ts";
import { findOrder, listOrders, numberFields, toOrders } from "./orders.ts";
import { markPaid, markPartiallyPaid, recordRepayment, revokePayment } from "./payments.ts";
import { listOpen, pull } from "./pull.ts";
import { receive, watchWebhooks } from "./webhooks.ts";

export const connector: Connector = defineConnector(manifest, {
	check,
	describe,
	pull,
	listOpen,
	async read(ctx, ref) {
		const order = await findOrder(connectTo(ctx), ref);
		return order === null ? null : toOrder(order, numberFields(ctx));
	},
	/** Number ranges may be one for each sales channel: several orders can have the same number. */
	async find(ctx, number) {
		const { orders } = await listOrders(
			ctx,
			connectTo(ctx),
			[{ type: "equals", field: "orderNumber", value: number }],
			0,
		);
		return toOrders(ctx, orders);
	},
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
	document,
	receive,
	watchWebhooks,
	connect: { begin, complete },
	routes: { register, confirm, claim, webhook },
	embed,
});
