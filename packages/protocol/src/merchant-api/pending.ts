import { Instant, Text } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";

/** Something that goes out next, and why it does not yet (PRODUCT M14). */
export const Pending = z
	.object({
		id: z.uuid(),
		kind: z.enum(["write-back", "message"]),
		/** What would be told or sent. */
		text: Text,
		order: z.uuid().nullable(),
		orderNumber: z.string().nullable(),
		connection: z.uuid().nullable(),
		at: Instant,
		/** When it is tried next; null: behind another one of the same order. */
		dueAt: Instant.nullable(),
		/** Why it stays here for now; null: it goes when it is due. */
		heldBy: z.enum(["held", "trial", "testSystem", "disconnected"]).nullable(),
	})
	.meta({ id: "Pending" });
export type Pending = z.infer<typeof Pending>;

export const listPending = operation({
	id: "listPending",
	method: "get",
	path: "/v1/pending",
	audience: "merchant",
	summary: "What shops and customers would be told next, oldest first: all of it while it is held, or in a trial.",
	query: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
	result: z.object({ operation: z.enum(["live", "held", "trial"]), items: z.array(Pending), total: z.int() }),
});
