import type { Context, Standing } from "@kontor/connector";
import { listPaidOrders, listStandings } from "@kontor/protocol";
import type { Desk } from "./desk.ts";

/** As many as the hub answers for at a time. */
const PORTION = 500;

/** How far a connection's status requests are, as the hub has it. */
export function standingsFrom(
	{ hub }: Pick<Desk, "hub">,
	connection: string,
	signal: AbortSignal,
): NonNullable<Context["standing"]> {
	return async (subjects) => {
		const all: Standing[] = [];
		for (let from = 0; from < subjects.length; from += PORTION) {
			const body = { subjects: subjects.slice(from, from + PORTION) };
			all.push(...(await hub.persist(listStandings, { params: { connection }, body }, signal)).standings);
		}
		return all;
	};
}

/** Which platforms' orders are paid, as the hub has it. */
export function paidFrom(
	{ hub }: Pick<Desk, "hub">,
	connection: string,
	signal: AbortSignal,
): NonNullable<Context["paidAtPlatform"]> {
	return async (orders) => {
		const all: boolean[] = [];
		for (let from = 0; from < orders.length; from += PORTION) {
			const body = { orders: orders.slice(from, from + PORTION) };
			all.push(...(await hub.persist(listPaidOrders, { params: { connection }, body }, signal)).paid);
		}
		return all;
	};
}
