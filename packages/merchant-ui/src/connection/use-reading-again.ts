import type { Connection } from "@kontor/protocol/connections";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { HubApi } from "../api/hub.ts";
import { connectionQuery } from "./use-connection.ts";

/** For so long it is looked closely; a shop that has not answered by then has a problem, which is shown as one. */
const PATIENCE_MS = 20_000;

/**
 * The shop's lists are read by its host, a moment after they are asked for: first it is looked whether the shop can be
 * reached, then the lists come. So the connection is looked at closely for a while, also after the shop has answered.
 */
export function useReadingAgain(hub: HubApi, { id, reachedAt, state }: Connection) {
	const [asked, setAsked] = useState<{ readonly reachedAt: string | null } | null>(null);
	const [done, setDone] = useState(false);
	useQuery(connectionQuery(hub, id, asked !== null));

	const answered = asked !== null && asked.reachedAt !== reachedAt && state !== "checking";
	useEffect(() => {
		if (answered) setDone(true);
	}, [answered]);
	useEffect(() => {
		if (asked === null) return undefined;
		const over = setTimeout(() => setAsked(null), PATIENCE_MS);
		return () => clearTimeout(over);
	}, [asked]);
	return {
		underWay: asked !== null && !done,
		done,
		begin: () => {
			setDone(false);
			setAsked({ reachedAt });
		},
	};
}
