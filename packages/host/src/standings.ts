import type { Context, Standing } from "@kontor/connector";
import { listStandings } from "@kontor/protocol";
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
