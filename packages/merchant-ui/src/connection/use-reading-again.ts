import type { Connection } from "@kontor/protocol/connections";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { HubApi } from "../api/hub.ts";
import { connectionQuery } from "./use-connection.ts";

/** A shop that has not answered by then has a problem, which is shown as one. */
const PATIENCE_MS = 20_000;

/**
 * The shop's lists are read by its host, a moment after they are asked for: until the shop was reached again, the
 * connection is looked at closely.
 */
export function useReadingAgain(hub: HubApi, { id, reachedAt, state }: Connection) {
	const [asked, setAsked] = useState<{ readonly reachedAt: string | null } | null>(null);
	const [done, setDone] = useState(false);
	const underWay = asked !== null;
	useQuery(connectionQuery(hub, id, underWay));

	const answered = asked !== null && asked.reachedAt !== reachedAt && state !== "checking";
	useEffect(() => {
		if (!underWay) return undefined;
		const over = setTimeout(() => setAsked(null), answered ? 0 : PATIENCE_MS);
		if (answered) setDone(true);
		return () => clearTimeout(over);
	}, [underWay, answered]);
	return {
		underWay,
		done: done && !underWay,
		begin: () => {
			setDone(false);
			setAsked({ reachedAt });
		},
	};
}
