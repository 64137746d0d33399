import { Command, FAULTS, type Fault, Instant, Outcome, Text } from "@kontor/connector";
import * as z from "zod";
import { operation } from "../operation.ts";
import { ConnectionId } from "./connections.ts";
import { Cursor } from "./orders.ts";

/** What the hub may ask of every connector; a plugin's own requests have names of their own. */
export const REQUESTS = [
	"check",
	"describe",
	"read",
	"find",
	"compare",
	"document",
	"payout",
	"watch-webhooks",
	"begin-connect",
	"refresh-secrets",
	"status-requests",
] as const;

const base = {
	id: z.uuid(),
	connection: ConnectionId,
	connectionVersion: z.int(),
	leaseUntil: Instant,
	/** 1 for the first lease. */
	attempt: z.int().positive(),
	/** An earlier lease ended without an outcome: read before writing. */
	possiblyDone: z.boolean(),
};

/** One thing to do. Commands come one at a time per order, in order. */
export const Work = z
	.discriminatedUnion("kind", [
		z.object({ ...base, kind: z.literal("command"), command: Command }),
		z.object({ ...base, kind: z.literal("pull"), cursor: Cursor.nullable() }),
		z.object({ ...base, kind: z.literal("request"), request: z.string(), input: z.unknown() }),
	])
	.meta({ id: "Work" });
export type Work = z.infer<typeof Work>;
export type WorkOf<K extends Work["kind"]> = Extract<Work, { kind: K }>;

export const leaseWork = operation({
	id: "leaseWork",
	method: "post",
	path: "/v1/hosts/self/work:lease",
	audience: "host",
	summary: "Waits for work of any of the host's connections; an expired lease is offered again as possibly done.",
	body: z.object({
		/** How long to wait for work, in seconds. */
		waitSeconds: z.number().min(0).max(30),
		/** How much the host can take in total. */
		slots: z.int().min(1).max(500),
		/** Free slots of connections that are busy; one not named here has its manifest's concurrency. */
		free: z.record(ConnectionId, z.int().nonnegative()).default({}),
	}),
	result: z.object({ work: z.array(Work) }),
});

const faultNames = Object.keys(FAULTS) as [Fault, ...Fault[]];

export const FaultOnWire = z
	.object({
		fault: z.enum(faultNames),
		code: z.string(),
		/** For us, without secrets. */
		message: z.string().max(2000),
		forMerchant: Text.optional(),
		retryAfterMs: z.number().nonnegative().optional(),
		httpStatus: z.int().optional(),
	})
	.meta({ id: "Fault" });
export type FaultOnWire = z.infer<typeof FaultOnWire>;

/** Which lease this is about: what is said too late of an earlier one says nothing of the present one. Left out: the present one. */
const Attempt = z.int().positive().optional();

/** How a piece of work ended. */
export const WorkOutcome = z
	.discriminatedUnion("kind", [
		/** A command's answer. */
		z.object({ kind: z.literal("outcome"), outcome: Outcome }),
		/** A request's answer, or `null` for a pull that reached its end. */
		z.object({ kind: z.literal("result"), result: z.unknown() }),
		z.object({ kind: z.literal("fault"), fault: FaultOnWire, attempt: Attempt }),
		/** Never begun: the host is stopping. Offered again at once. */
		z.object({ kind: z.literal("returned"), attempt: Attempt }),
	])
	.meta({ id: "WorkOutcome" });
export type WorkOutcome = z.infer<typeof WorkOutcome>;

export const settleWork = operation({
	id: "settleWork",
	method: "post",
	path: "/v1/connections/{connection}/work/{work}/outcome",
	audience: "host",
	summary: "Says how a piece of work ended; the same again changes nothing, another outcome is refused with 409.",
	params: z.object({ connection: ConnectionId, work: z.uuid() }),
	body: WorkOutcome,
});
