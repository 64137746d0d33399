import type { Bench } from "./bench.ts";
import type { Rig } from "./rig.ts";

/** One thing every connector has to get right. Runs on a fresh shop; throws where the connector gets it wrong. */
export interface Check {
	/** What it is about: "pull", "commands: mark-paid". */
	readonly group: string;
	/** What holds, in a sentence that a failed run reads well with. */
	readonly name: string;
	/** Why the check says nothing about this connector; null where it does. */
	skip?(rig: Rig): string | null;
	run(bench: Bench): Promise<void>;
}

export function titleOf(check: Check): string {
	return `${check.group}: ${check.name}`;
}
