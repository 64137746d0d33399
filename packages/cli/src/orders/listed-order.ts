import type { MatchOrder } from "@kontor/matching";
import type { Lifecycle, Settlement } from "@kontor/receivables";
import type { FileFault } from "../file-fault.ts";

/** An order as a file lists it, before any posting. */
export interface ListedOrder {
	readonly order: MatchOrder;
	readonly settlement: Settlement;
	readonly lifecycle: Lifecycle;
}

export interface OrderList {
	readonly orders: readonly ListedOrder[];
	/** What could not be read; the orders beside it are there. */
	readonly faults: readonly FileFault[];
	/** Columns of the file that nothing was taken from. */
	readonly unused: readonly string[];
}
