import { Connection } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { problemsOf } from "./connection-problems.ts";
import type { StoredConnection } from "./stored-connection.ts";

/** As the merchant sees it: nothing secret by construction, since each field is named. */
export async function viewsOf(
	tx: MerchantTransaction,
	connections: readonly StoredConnection[],
): Promise<Connection[]> {
	const problems = await problemsOf(
		tx,
		connections.map(({ id }) => id),
	);
	return connections.map((connection) =>
		Connection.parse({
			id: connection.id,
			plugin: connection.plugin,
			name: connection.name,
			url: connection.url,
			state: connection.state,
			testSystem: connection.testSystem,
			mapping: connection.mapping,
			description: connection.description,
			connectedAt: connection.connectedAt?.toISOString() ?? null,
			reachedAt: connection.reachedAt?.toISOString() ?? null,
			authorizeUrl: connection.authorizeUrl,
			problems: problems.get(connection.id) ?? [],
		}),
	);
}

export async function viewOf(tx: MerchantTransaction, connection: StoredConnection): Promise<Connection> {
	const [view] = await viewsOf(tx, [connection]);
	if (view === undefined) throw new Error("one connection has one view");
	return view;
}
