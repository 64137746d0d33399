import * as z from "zod";
import { ConnectionId } from "../host-api/connections.ts";
import { operation } from "../operation.ts";

/** What an ERP's rules wanted told at a platform, and what became of it. */
export const StatusRequestView = z
	.object({
		id: z.uuid(),
		/** The ERP's. */
		connection: ConnectionId,
		orderNumber: z.string(),
		from: z.string(),
		to: z.string(),
		trackingNumbers: z.array(z.string()),
		/** waiting: for the platform's order. */
		state: z.enum(["waiting", "underway", "done", "failed"]),
		/** Why it failed: a decline's or a fault's code. */
		code: z.string().nullable(),
		/** The platform's order, once it is found. */
		order: z.uuid().nullable(),
		createdAt: z.iso.datetime(),
		settledAt: z.iso.datetime().nullable(),
	})
	.meta({ id: "StatusRequestView" });
export type StatusRequestView = z.infer<typeof StatusRequestView>;

export const listStatusRequests = operation({
	id: "listStatusRequests",
	method: "get",
	path: "/v1/status-requests",
	audience: "merchant",
	summary: "What ERPs' rules wanted told at platforms, the newest first.",
	query: z.object({
		state: StatusRequestView.shape.state.optional(),
		limit: z.coerce.number().int().min(1).max(500).default(100),
	}),
	result: z.object({ items: z.array(StatusRequestView) }),
});

export const resolveStatusRequest = operation({
	id: "resolveStatusRequest",
	method: "post",
	path: "/v1/connections/{connection}/status-requests/{statusRequest}/resolve",
	audience: "merchant",
	summary: "What is to be done about one that failed: it was entered by hand, or it is tried again.",
	params: z.object({ connection: ConnectionId, statusRequest: z.uuid() }),
	body: z.object({ as: z.enum(["entered-by-hand", "try-again"]) }),
	result: StatusRequestView,
});
