import { keepOrdersApart, linkConnections, linkOrders, listConnectionLinks, unlinkConnections } from "@kontor/protocol";
import { merchantRoute } from "../http/merchant-route.ts";
import type { Route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { summaryOf } from "../orders/order-summary.ts";
import { connectionLinks, linkConnections as make, unlinkConnections as remove } from "./connection-links.ts";
import { keepApart, linkByHand } from "./decide-by-hand.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, linkConnections, (tx, { body }, { label }) => make(tx, body, label)),
		merchantRoute(hub, listConnectionLinks, async (tx) => ({ items: await connectionLinks(tx) })),
		merchantRoute(hub, unlinkConnections, (tx, { params }) => remove(tx, params)),
		merchantRoute(
			hub,
			linkOrders,
			async (tx, { params: { order: follower }, body: { leadingOrder: leader } }, { label }) => {
				await linkByHand(tx, { follower, leader }, label);
				return summaryOf(tx, follower);
			},
		),
		merchantRoute(
			hub,
			keepOrdersApart,
			async (tx, { params: { order: follower }, body: { leadingOrder: leader } }, { label }) => {
				await keepApart(tx, { follower, leader }, label);
				return summaryOf(tx, follower);
			},
		),
	];
}
