import { type Command, ConnectorError, type Context, type DeclineCode, type Outcome } from "@kontor/connector";
import { bueroplusClient } from "./client.ts";
import type { manifest } from "./manifest.ts";
import { type BueroplusOrder, toObserved } from "./mapping.ts";

/** One kind of command, said as three questions about the order as the shop has it. */
export interface Intent {
	/** The wanted state, or the effect of this very command, is there. */
	readonly isDone: (order: BueroplusOrder) => boolean;
	/** Why the shop will not do it, or should not; null where it may be written. */
	readonly refusal: (order: BueroplusOrder) => DeclineCode | null;
	readonly write: (client: ReturnType<typeof bueroplusClient>) => Promise<void>;
}

/** Reads, decides, writes, and reads back: a command that was cut off anywhere is simply carried out again. */
export async function carryOut(ctx: Context<typeof manifest>, command: Command, intent: Intent): Promise<Outcome> {
	const client = bueroplusClient(ctx);
	const before = await client.order(command.orderRef);
	if (before === null)
		return { status: "declined", code: "order-gone", detail: "the shop answered 404", observed: null };
	const observed = toObserved(before);
	if (intent.isDone(before)) return { status: "already-applied", observed };
	const code = intent.refusal(before);
	if (code !== null) return { status: "declined", code, detail: `the order is ${before.status}`, observed };
	await intent.write(client);
	// From here on nothing may claim that nothing happened.
	const after = await client.order(command.orderRef).catch((cause: unknown) => {
		throw unknown(`${command.kind} was written and could not be read back`, cause);
	});
	if (after === null || !intent.isDone(after)) throw unknown(`${command.kind} was accepted and is not to be seen`);
	return { status: "applied", observed: toObserved(after) };
}

function unknown(message: string, cause?: unknown): ConnectorError {
	return new ConnectorError("unknown-outcome", message, { code: "BUEROPLUS_NOT_READ_BACK", cause });
}
