import {
	batchOrders,
	cancelOrder,
	completeList,
	editOrder,
	getOrder,
	listOrders,
	manageOrder,
	markOrderPaid,
	putDocument,
	removePersonalData,
	rereadOrder,
} from "@kontor/protocol";
import { merchantOfConnection } from "../connections/hosted.ts";
import { merchantRoute } from "../http/merchant-route.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { remindAtOnce, remindOrderAtOnce } from "../reminding/remind-at-once.ts";
import { keepComparison } from "../writeback/lease-of-merchant.ts";
import { cancelByHand, markPaidByHand, reread, takeUnderManagement } from "./decide-by-hand.ts";
import { edit } from "./edit-order.ts";
import { eraseOrders } from "./erasing/erase-orders.ts";
import { endList } from "./intake/complete-list.ts";
import { readItem } from "./intake/read-items.ts";
import { takeBatch } from "./intake/take-batch.ts";
import { detailOf } from "./order-detail.ts";
import { pageOfOrders, summaryOf } from "./order-summary.ts";
import { storeDocument } from "./store-document.ts";

export function routes(hub: Hub): readonly Route[] {
	return [...ofHosts(hub), ...ofMerchants(hub)];
}

function ofHosts(hub: Hub): readonly Route[] {
	return [
		route(batchOrders, async (caller, { params: { connection }, body }) => {
			const merchantId = await merchantOfConnection(hub, caller, connection);
			const batch = { ...body, items: body.items.map(readItem) };
			return hub.db.merchant(merchantId, batchOrders.id, async (tx) => {
				const taken = await takeBatch(tx, connection, batch);
				await remindAtOnce(hub, tx, connection, taken.results);
				if (body.list !== undefined) await keepComparison(tx, body.list, hub.leaseSeconds * 1000);
				return taken;
			});
		}),
		route(completeList, async (caller, { params: { connection }, body }) => {
			const merchantId = await merchantOfConnection(hub, caller, connection);
			return hub.db.merchant(merchantId, completeList.id, (tx) => endList(tx, connection, body));
		}),
		route(putDocument, async (caller, { params, body }) => {
			const merchantId = await merchantOfConnection(hub, caller, params.connection);
			await hub.db.merchant(merchantId, putDocument.id, (tx) => storeDocument(tx, params, body));
		}),
	];
}

function ofMerchants(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, listOrders, (tx, { query }) => pageOfOrders(tx, query)),
		merchantRoute(hub, getOrder, (tx, { params }) => detailOf(tx, params.order)),
		merchantRoute(hub, manageOrder, async (tx, { params: { order } }, caller) => {
			await takeUnderManagement(tx, order, caller);
			const summary = await summaryOf(tx, order);
			await remindOrderAtOnce(hub, tx, summary);
			return summary;
		}),
		merchantRoute(hub, cancelOrder, async (tx, { params: { order } }, caller) => {
			await cancelByHand(tx, order, caller);
			return summaryOf(tx, order);
		}),
		merchantRoute(hub, markOrderPaid, async (tx, { params: { order }, body }, caller) => {
			await markPaidByHand(tx, order, body.paidOn, caller);
			return summaryOf(tx, order);
		}),
		merchantRoute(hub, editOrder, async (tx, { params: { order }, body }, caller) => {
			const { connectionId, ref } = await edit(tx, order, body, caller);
			// What a changed address or amount means to the customer, he hears at once (PRODUCT B6, B8).
			await remindAtOnce(hub, tx, connectionId, [{ ref, result: "updated" }]);
			return summaryOf(tx, order);
		}),
		merchantRoute(hub, removePersonalData, async (tx, { params: { order } }, { label }) => {
			await eraseOrders(tx, [{ id: order }], { by: "customer", cause: { by: "person", credential: label } });
			return summaryOf(tx, order);
		}),
		merchantRoute(hub, rereadOrder, (tx, { params }) => reread(tx, params.order)),
	];
}
