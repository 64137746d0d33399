import {
	arrangeOrder,
	doOrderAction,
	getOrderPlan,
	getReceivablesSettings,
	getSenderProfile,
	listOrderActions,
	previewDunning,
	putReceivablesSettings,
	putSenderProfile,
	runDunning,
	runOrderDunning,
} from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { addJob } from "../jobs/jobs.ts";
import { summaryOf } from "../orders/order-summary.ts";
import { arrange } from "./arrange-order.ts";
import { previewRun, runOrders } from "./dunning-run.ts";
import { actionsOf, doAction } from "./order-actions.ts";
import { planOfOrder } from "./order-plan.ts";
import { receivablesSettings, setReceivablesSettings } from "./receivables-settings.ts";
import { remindOrderAtOnce } from "./remind-at-once.ts";
import { profileOf, setProfile } from "./sender.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, getOrderPlan, (tx, { params }) => planOfOrder(hub, tx, params.order)),
		merchantRoute(hub, arrangeOrder, async (tx, { params, body }) => {
			await arrange(tx, params.order, body);
			return planOfOrder(hub, tx, params.order);
		}),
		merchantRoute(hub, listOrderActions, async (tx, { params }) => ({ items: await actionsOf(hub, tx, params.order) })),
		merchantRoute(hub, doOrderAction, async (tx, { params }, caller) => {
			await doAction(hub, tx, params.order, params.action, caller);
			// A schedule that begins anew begins at once.
			if (params.action === "revive") await remindOrderAtOnce(hub, tx, await summaryOf(tx, params.order));
			return planOfOrder(hub, tx, params.order);
		}),
		merchantRoute(hub, runOrderDunning, async (tx, { params }) => {
			// Of an order that is not there nothing is due: the plan says so.
			await runOrders(hub, tx, [params.order]);
			return planOfOrder(hub, tx, params.order);
		}),
		merchantRoute(hub, previewDunning, (tx) => previewRun(hub, tx)),
		merchantRoute(hub, runDunning, (tx) =>
			addJob(tx, "dunning", { merchantId: tx.merchantId }, { key: `dunning:${tx.merchantId}`, inMs: 0 }),
		),
		merchantRoute(hub, getReceivablesSettings, (tx, { query }) => receivablesSettings(tx, query.connection)),
		merchantRoute(hub, putReceivablesSettings, (tx, { query, body }, caller) =>
			setReceivablesSettings(tx, query.connection, body, caller),
		),
		merchantRoute(hub, getSenderProfile, (tx) => profileOf(tx)),
		merchantRoute(hub, putSenderProfile, (tx, { body }) => setProfile(tx, body)),
	];
}
