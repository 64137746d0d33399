import type { Text } from "@kontor/connector";
import { Connection, type Settings } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { settingsOfShops } from "../merchants/shop-settings.ts";
import { revisionOf } from "./config-revision.ts";
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
	const settings = await settingsOfShops(
		tx,
		connections.map(({ id }) => id),
	);
	const offers = await offersOf(
		tx,
		connections.map(({ plugin }) => plugin),
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
			reading: readingOf(connection, settings(connection.id)),
			offers: offers.get(connection.plugin),
			configRevision: revisionOf(connection.config),
			problems: problems.get(connection.id) ?? [],
		}),
	);
}

/** By plugin. Read out of the manifests: a list of shops needs nothing else of them. */
async function offersOf(
	tx: MerchantTransaction,
	plugins: readonly string[],
): Promise<ReadonlyMap<string, Connection["offers"]>> {
	const rows = await tx.query<{ id: string; consent: boolean; requests: string[] }>(
		`SELECT id, (manifest #>> '{capabilities,connect}')::boolean AS consent,
		        ARRAY(SELECT jsonb_object_keys(manifest #> '{capabilities,requests}')) AS requests
		   FROM plugins WHERE id = ANY($1::text[])`,
		plugins,
	);
	return new Map(rows.map(({ id, ...offers }) => [id, offers]));
}

function readingOf(connection: StoredConnection, settings: Settings): Connection["reading"] {
	const { state, eventsWork: reports, nextPullAt, nextCompareAt } = connection;
	if (state !== "connected") return null;
	const everyMinutes = reports ? settings.pullMinutes : settings.pullMinutesWithoutEvents;
	return {
		reports,
		everyMinutes,
		nextAt: nextPullAt?.toISOString() ?? null,
		comparedAt: nextCompareAt?.toISOString() ?? null,
		warning: reports || everyMinutes > OFTEN_MINUTES ? null : loadWarning(everyMinutes),
	};
}

/** More often than this a shop on a small server notices. */
const OFTEN_MINUTES = 10;

/** PRODUCT B3. */
function loadWarning(minutes: number): Text {
	return {
		de: `Der Shop meldet neue Bestellungen nicht von selbst und wird deshalb alle ${minutes} Minuten gefragt. Das belastet ihn: Bitte seine Benachrichtigungen einrichten, oder seltener fragen lassen.`,
		en: `The shop does not report new orders by itself, so it is asked every ${minutes} minutes. That is load on it: please set up its notifications, or have it asked less often.`,
	};
}

export async function viewOf(tx: MerchantTransaction, connection: StoredConnection): Promise<Connection> {
	const [view] = await viewsOf(tx, [connection]);
	if (view === undefined) throw new Error("one connection has one view");
	return view;
}
