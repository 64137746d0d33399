import { leaseWork, settleWork } from "@kontor/protocol";
import type { Request } from "express";
import { merchantOfConnection } from "../connections/hosted.ts";
import { type Route, route } from "../http/route.ts";
import type { Hub } from "../hub.ts";
import { leasing } from "./lease-work.ts";
import { settle } from "./settle-work.ts";

export function routes(hub: Hub): readonly Route[] {
	const lease = leasing(hub);
	return [
		route(leaseWork, async (caller, { body, request }) => {
			const left = whenLeft(request);
			try {
				return await lease(caller, body, left.signal);
			} finally {
				left.forget();
			}
		}),
		route(settleWork, async (caller, { params, body }) => {
			const merchantId = await merchantOfConnection(hub, caller, params.connection);
			await hub.db.merchant(merchantId, settleWork.id, (tx) => settle(tx, hub, params, body));
		}),
	];
}

/** Aborts when the caller hangs up: nothing is leased to nobody. */
function whenLeft({ socket }: Request): { signal: AbortSignal; forget: () => void } {
	const gone = new AbortController();
	const hangUp = () => gone.abort();
	socket.once("close", hangUp);
	return { signal: gone.signal, forget: () => socket.off("close", hangUp) };
}
