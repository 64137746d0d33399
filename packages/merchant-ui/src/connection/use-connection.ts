import type { Mapping } from "@kontor/connector";
import {
	authorizeConnection,
	type Connection,
	checkConnection,
	connectConnection,
	disconnectConnection,
	getConnection,
	putMapping,
} from "@kontor/protocol/connections";
import { ProblemError } from "@kontor/protocol/problem";
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { HubApi } from "../api/hub.ts";

/** A shop that is being looked at is looked at closely; others change seldom. */
const SOON_MS = 1_000;
const LATER_MS = 30_000;

const keyOf = (id: string) => ["connection", id] as const;

/** @param watched whether something was asked for just now that shows in the connection */
export function connectionQuery(hub: HubApi, id: string, watched = false) {
	return queryOptions({
		queryKey: keyOf(id),
		queryFn: ({ signal }) => hub.call(getConnection, { params: { connection: id } }, { signal }),
		refetchInterval: ({ state }) =>
			state.error !== null ? false : watched || isLookedAt(state.data) ? SOON_MS : LATER_MS,
	});
}

function isLookedAt(connection: Connection | undefined): boolean {
	return connection?.state === "checking" || connection?.state === "authorizing";
}

/** What can be done with a connection; each answer is the connection as it is then. */
export function useConnectionActions(hub: HubApi, id: string) {
	const client = useQueryClient();
	const params = { connection: id };
	const onSuccess = (connection: Connection) => keep(client, connection);
	return {
		save: useMutation({
			mutationFn: (mapping: Mapping) => hub.call(putMapping, { params, body: mapping }),
			onSuccess,
		}),
		check: useMutation({ mutationFn: () => hub.call(checkConnection, { params }), onSuccess }),
		connect: useMutation({ mutationFn: () => hub.call(connectConnection, { params }), onSuccess }),
		disconnect: useMutation({ mutationFn: () => hub.call(disconnectConnection, { params }), onSuccess }),
		authorize: useMutation({ mutationFn: () => hub.call(authorizeConnection, { params, body: {} }), onSuccess }),
	};
}

export function keep(client: QueryClient, connection: Connection): void {
	client.setQueryData(keyOf(connection.id), connection);
}

/** What the hub said for good is not asked again. */
export function retries(failures: number, error: Error): boolean {
	return failures < 2 && !(error instanceof ProblemError && error.problem.retry === "never");
}

/**
 * Why a change was not made. A session that had ended is none any more once the page could be read again.
 * @param readAt when the connection was read last
 */
export function failureOf(
	{ error, submittedAt }: { readonly error: Error | null; readonly submittedAt: number },
	readAt: number,
): Error | null {
	const over = error instanceof ProblemError && error.problem.code === "NO_CREDENTIAL";
	return over && readAt > submittedAt ? null : error;
}
