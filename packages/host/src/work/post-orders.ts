import { batchOrders, type ItemResult, MAX_BATCH, type OrdersBatch } from "@kontor/protocol";
import type { Desk } from "../desk.ts";

/** Posts items in the hub's portions; the cursor goes with the last of them, when all of its page is stored. */
export async function postOrders(
	{ hub, log }: Desk,
	connection: string,
	{ items, cursor, list }: OrdersBatch,
	signal?: AbortSignal,
): Promise<void> {
	for (let from = 0; from === 0 || from < items.length; from += MAX_BATCH) {
		const last = from + MAX_BATCH >= items.length;
		const body: OrdersBatch = {
			items: items.slice(from, from + MAX_BATCH),
			...(last && cursor !== undefined ? { cursor } : {}),
			...(list === undefined ? {} : { list }),
		};
		const given = { params: { connection }, body };
		// A shop that waits for its webhook's answer repeats it by itself: there one try is enough.
		const { results } = await (signal === undefined
			? hub.call(batchOrders, given)
			: hub.persist(batchOrders, given, signal));
		for (const rejected of results.filter(({ result }) => result === "rejected")) {
			log.warn({ connection, ref: rejected.ref, issues: issuesOf(rejected) }, "hub rejected an order");
		}
	}
}

function issuesOf({ issues = [] }: ItemResult): string {
	return issues.map(({ path, message }) => `${path}: ${message}`).join("; ");
}
