import type { Connection } from "@kontor/protocol/connections";
import { getConfig } from "@kontor/protocol/plugin-requests";
import { queryOptions } from "@tanstack/react-query";
import type { HubApi } from "../api/hub.ts";
import { ask } from "./ask.ts";
import { Editor, Findings, Layouts, type RuleSet } from "./shapes.ts";

const ONCE = { staleTime: Number.POSITIVE_INFINITY } as const;

/** What the form for the rules of a connection asks hub and plugin. */
export function ruleQueries(hub: HubApi, id: string) {
	return {
		/** What the form is made from. */
		editor: queryOptions({
			queryKey: ["rules", id, "editor"],
			queryFn: async ({ signal }) => Editor.parse(await ask(hub, id, "rule-editor", {}, signal)),
			...ONCE,
		}),
		layouts: queryOptions({
			queryKey: ["rules", id, "layouts"],
			queryFn: async ({ signal }) => Layouts.parse(await ask(hub, id, "layouts", {}, signal)).layouts,
			staleTime: 60_000,
		}),
		/** The whole configuration; by its revision, so that another one is another one. */
		config: ({ configRevision }: Pick<Connection, "configRevision">) =>
			queryOptions({
				queryKey: ["rules", id, "config", configRevision],
				queryFn: ({ signal }) => hub.call(getConfig, { params: { connection: id } }, { signal }),
				...ONCE,
			}),
		findings: (ruleSets: readonly RuleSet[]) =>
			queryOptions({
				queryKey: ["rules", id, "findings", ruleSets],
				queryFn: async ({ signal }) => Findings.parse(await ask(hub, id, "check-rules", { ruleSets }, signal)).findings,
				...ONCE,
			}),
	};
}
