import { doRelaunchStep, endRelaunch, getRelaunch, listRelaunches, startRelaunch } from "@kontor/protocol";
import type { MerchantTransaction } from "../../db/database.ts";
import { merchantRoute } from "../../http/merchant-route.ts";
import type { Route } from "../../http/route.ts";
import type { Hub } from "../../hub.ts";
import { doStep } from "./do-step.ts";
import { relaunchesOf, relaunchOf, type StoredRelaunch, start, viewOf } from "./stored-relaunch.ts";

export function routes(hub: Hub): readonly Route[] {
	return [
		merchantRoute(hub, startRelaunch, async (tx, { body }) => viewOf(tx, await start(tx, body))),
		merchantRoute(hub, listRelaunches, async (tx) => {
			const items = [];
			for (const relaunch of await relaunchesOf(tx)) items.push(await viewOf(tx, relaunch));
			return { items };
		}),
		merchantRoute(hub, getRelaunch, async (tx, { params }) => viewOf(tx, await relaunchOf(tx, params.relaunch))),
		merchantRoute(hub, doRelaunchStep, async (tx, { params, body }, { label }) =>
			viewOf(tx, await doStep(hub, tx, params, body, { by: "person", credential: label })),
		),
		merchantRoute(hub, endRelaunch, async (tx, { params }) => viewOf(tx, await end(tx, params.relaunch))),
	];
}

async function end(tx: MerchantTransaction, id: string): Promise<StoredRelaunch> {
	await relaunchOf(tx, id);
	await tx.execute(
		`UPDATE relaunches SET ended_at = coalesce(ended_at, $3) WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		tx.now,
	);
	return relaunchOf(tx, id);
}
