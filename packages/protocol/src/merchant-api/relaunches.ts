import { Instant, Text } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { createConnection } from "./connections.ts";

/**
 * - `relaunch`: a new shop in place of an old one, which is read no more (PRODUCT A9).
 * - `parallel`: the old one goes on at another address, for the orders that it still has (A10).
 */
export const RelaunchKind = z.enum(["relaunch", "parallel"]);
export type RelaunchKind = z.infer<typeof RelaunchKind>;

export const RelaunchStepName = z.enum([
	"disconnectOld",
	/** Its address is free for the new one. */
	"renameOld",
	/** It is found at another address from now on. */
	"moveOld",
	"reconnectOld",
	"addNew",
	/** Whether the old shop's orders are imported into the new one, and whether that is finished. */
	"import",
	/** Accounts that are for the old shop only are for the new one, too (PRODUCT C2). */
	"accounts",
	/** Where orders were imported: the old shop as test system, so that each payment finds one order. */
	"testSystem",
	"connectNew",
]);
export type RelaunchStepName = z.infer<typeof RelaunchStepName>;

export const RelaunchStep = z
	.object({
		step: RelaunchStepName,
		state: z.enum(["done", "open", "blocked", "notNeeded"]),
		title: Text,
		/** What to do, what it asks, or what it waits for. */
		text: Text,
	})
	.meta({ id: "RelaunchStep" });
export type RelaunchStep = z.infer<typeof RelaunchStep>;

export const Relaunch = z
	.object({
		id: z.uuid(),
		kind: RelaunchKind,
		old: z.uuid(),
		new: z.uuid().nullable(),
		steps: z.array(RelaunchStep),
		startedAt: Instant,
		endedAt: Instant.nullable(),
	})
	.meta({ id: "Relaunch" });
export type Relaunch = z.infer<typeof Relaunch>;

export const startRelaunch = operation({
	id: "startRelaunch",
	method: "post",
	path: "/v1/relaunches",
	audience: "merchant",
	summary: "Begins to put a new shop in place of an old one, or beside it, step by step.",
	body: z.object({ kind: RelaunchKind, connection: z.uuid() }),
	result: Relaunch,
	status: 201,
});

export const listRelaunches = operation({
	id: "listRelaunches",
	method: "get",
	path: "/v1/relaunches",
	audience: "merchant",
	summary: "Relaunches, newest first.",
	result: z.object({ items: z.array(Relaunch) }),
});

const params = z.object({ relaunch: z.uuid() });

export const getRelaunch = operation({
	id: "getRelaunch",
	method: "get",
	path: "/v1/relaunches/{relaunch}",
	audience: "merchant",
	summary: "One relaunch: its steps, what is done, and what each asks.",
	params,
	result: Relaunch,
});

/** What a step is given; each takes its own. */
export const RelaunchAnswer = z.object({
	/** `renameOld`: any text. `moveOld`: where the old shop is from now on. */
	url: z.string().min(1).max(500).optional(),
	/** `addNew`: the shop to add, or one that is added already. */
	shop: createConnection.body.optional(),
	connection: z.uuid().optional(),
	/** `import` */
	imported: z.enum(["none", "running", "finished"]).optional(),
	/** `testSystem` */
	testSystem: z.boolean().optional(),
});
export type RelaunchAnswer = z.infer<typeof RelaunchAnswer>;

export const doRelaunchStep = operation({
	id: "doRelaunchStep",
	method: "post",
	path: "/v1/relaunches/{relaunch}/steps/{step}",
	audience: "merchant",
	summary: "Does a step. One that is done already stays so; one that waits for another is refused.",
	params: params.extend({ step: RelaunchStepName }),
	body: RelaunchAnswer,
	result: Relaunch,
});

export const endRelaunch = operation({
	id: "endRelaunch",
	method: "post",
	path: "/v1/relaunches/{relaunch}/end",
	audience: "merchant",
	summary: "Ends a relaunch, finished or not; what was done stays done.",
	params,
	result: Relaunch,
});
