import { setTimeout as delay } from "node:timers/promises";
import { ConnectorError, Outcome } from "@kontor/connector";
import type { Work, WorkOf, WorkOutcome } from "@kontor/protocol";
import type { Served } from "../connections.ts";
import { contextOf, type Desk } from "../desk.ts";
import { reasonOf } from "../hub-client.ts";
import { faultOnWire } from "./fault-on-wire.ts";
import { runPull } from "./run-pull.ts";
import { runRequest } from "./run-request.ts";

/** Between the signal and giving a handler up: to read its answer's last bytes, and to say what it knows. */
const LAST_WORDS_MS = 1000;

/** Does one piece of work, and says how it ended; never throws. After the signal, no further call reaches the shop. */
export async function runWork(desk: Desk, work: Work, signal: AbortSignal): Promise<WorkOutcome> {
	const found = await find(desk, work);
	if ("fault" in found) return { kind: "fault", fault: found.fault, attempt: work.attempt };
	const { served } = found;
	try {
		return await Promise.race([begin(desk, served, work, signal), givenUp(signal)]);
	} catch (error) {
		const fault = faultOnWire(work.kind, error, served.redact);
		const { plugin, id: connection } = served.connection;
		desk.log.warn({ plugin, connection, work: work.id, kind: work.kind, ...fault }, "work ended with a fault");
		return { kind: "fault", fault, attempt: work.attempt };
	}
}

async function find(desk: Desk, { kind, connection, connectionVersion }: Work) {
	try {
		const served = await desk.connections.find(connection, connectionVersion);
		if (served !== null) return { served };
		throw new ConnectorError("unsupported", "this host does not serve the connection", { code: "NOT_SERVED" });
	} catch (error) {
		// Nothing was begun: whatever went wrong, the work may be repeated.
		if (error instanceof ConnectorError) return { fault: faultOnWire(kind, error, String) };
		return {
			fault: { fault: "unavailable", code: "HUB_DID_NOT_ANSWER", message: reasonOf(error).slice(0, 2000) },
		} as const;
	}
}

async function begin(desk: Desk, served: Served, work: Work, signal: AbortSignal): Promise<WorkOutcome> {
	switch (work.kind) {
		case "command":
			return runCommand(desk, served, work, signal);
		case "pull":
			return runPull(desk, served, contextOf(desk, served, signal), work);
		case "request":
			return { kind: "result", result: await runRequest({ desk, served, work, signal }) };
	}
}

async function runCommand(
	desk: Desk,
	served: Served,
	work: WorkOf<"command">,
	signal: AbortSignal,
): Promise<WorkOutcome> {
	const answer = await served.connector.execute(contextOf(desk, served, signal), work.command);
	const parsed = Outcome.safeParse(answer);
	if (!parsed.success) {
		throw new ConnectorError("unexpected-reply", `the outcome does not fit its schema: ${parsed.error.message}`, {
			code: "SCHEMA_MISMATCH",
		});
	}
	const outcome = parsed.data;
	if (outcome.status !== "declined") return { kind: "outcome", outcome };
	return { kind: "outcome", outcome: { ...outcome, detail: served.redact(outcome.detail) } };
}

/** A handler that waits for something the signal does not reach must not hold its slot for good. */
async function givenUp(signal: AbortSignal): Promise<never> {
	if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
	await delay(LAST_WORDS_MS, undefined, { ref: false });
	throw signal.reason;
}
