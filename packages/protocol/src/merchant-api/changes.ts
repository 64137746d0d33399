import { Instant } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { PageQuery, pageOf } from "./paging.ts";

/** Something that happened to a connection or to settings. */
export const Change = z
	.object({
		id: z.uuid(),
		/** Null: it is about the merchant as a whole. */
		connection: z.uuid().nullable(),
		at: Instant,
		event: z.string(),
		/** Who or what: {by: person|shop|machine, credential, ...} */
		cause: z.record(z.string(), z.unknown()),
		text: z.object({ de: z.string(), en: z.string() }),
	})
	.meta({ id: "Change" });
export type Change = z.infer<typeof Change>;

export const listChanges = operation({
	id: "listChanges",
	method: "get",
	path: "/v1/changes",
	audience: "merchant",
	summary: "What happened to shops and settings, and who did it, newest first.",
	query: z.object({ ...PageQuery, connection: z.uuid().optional() }),
	result: pageOf(Change),
});
