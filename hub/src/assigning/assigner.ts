import type { AssigningHub } from "./run.ts";
import { runAssignment } from "./run.ts";

/** Where the merchants' assignment runs take place. */
export interface Assigner {
	/** Decides what is undecided of a merchant. Rejects where that failed: the job is tried again. */
	run(merchantId: string): Promise<void>;
	/** To be called when no run is under way. */
	close(): Promise<void>;
}

/** In this thread: while a part is decided, nothing else gets its turn. */
export function assignHere(hub: AssigningHub): Assigner {
	return { run: (merchantId) => runAssignment(hub, merchantId), close: () => Promise.resolve() };
}
