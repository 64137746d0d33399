import { FAULTS } from "@kontor/connector";
import type { FaultOnWire } from "@kontor/protocol";
import { pauseAfter, TRIED_FOR_MS } from "./pauses.ts";
import type { WorkUnderSettlement } from "./work-under-settlement.ts";

type Retry = (typeof FAULTS)[keyof typeof FAULTS]["retry"];

/** When a command is tried again. */
interface NextTry {
	/** `unknown`: it may have had its effect. */
	readonly state: "ready" | "unknown";
	readonly dueAt: Date;
	/** The shop refuses the credentials: the merchant is told. */
	readonly refused: boolean;
}

/** A check that passes brings it back at once; until then it is tried now and then, since some refusals pass. */
const REFUSED_PAUSE_MS = 60 * 60 * 1000;

/** What follows for a command, by what the fault says about repeating it. `null`: it is given up. */
const AFTER: Readonly<Record<Retry, { readonly state: NextTry["state"]; readonly leastMs: number } | null>> = {
	never: null,
	"after-merchant-fix": { state: "ready", leastMs: REFUSED_PAUSE_MS },
	"after-delay": { state: "ready", leastMs: 0 },
	backoff: { state: "ready", leastMs: 0 },
	// The handler looks first whether the command has had its effect.
	"after-read-back": { state: "unknown", leastMs: 0 },
};

/** For seven days from its creation (PRODUCT E1); null: it is given up. */
export function nextTry(
	{ id, attempts, createdAt }: Pick<WorkUnderSettlement, "id" | "attempts" | "createdAt">,
	fault: FaultOnWire,
	now: Date,
): NextTry | null {
	const { retry } = FAULTS[fault.fault];
	const next = AFTER[retry];
	const end = createdAt.getTime() + TRIED_FOR_MS;
	if (next === null || now.getTime() >= end) return null;
	const pause = pauseAfter(id, attempts, Math.max(next.leastMs, fault.retryAfterMs ?? 0));
	const dueAt = new Date(Math.min(now.getTime() + pause, end));
	return { state: next.state, dueAt, refused: retry === "after-merchant-fix" };
}
