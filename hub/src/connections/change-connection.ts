import { Mapping } from "@kontor/connector";
import { type patchConnection, problem } from "@kontor/protocol";
import type * as z from "zod";
import { requestAssignment } from "../assigning/request-assignment.ts";
import { remember } from "../changes/remember.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { descriptionOf } from "./describe.ts";
import { assertFits, compileSchema } from "./fits-schema.ts";
import { issuesOfMapping } from "./mapping.ts";
import { manifestOf } from "./plugins.ts";
import { sealSecrets } from "./secrets.ts";
import {
	asJson,
	type ConnectionChange,
	changeConnection,
	lockConnection,
	type StoredConnection,
} from "./stored-connection.ts";
import { lookAt } from "./wishes.ts";

type Changes = z.infer<typeof patchConnection.body>;

/** A change as a person made it, with the name of the key he used; written into the connection's history. */
export async function changeByPerson(
	hub: Hub,
	tx: MerchantTransaction,
	id: string,
	{ credential, ...changes }: Changes & { readonly credential: string },
): Promise<StoredConnection> {
	const changed = await changeByMerchant(hub, tx, id, changes);
	// What was changed, not to what: a secret may be among it.
	const fields = Object.keys(changes);
	if (fields.length > 0) await remember(tx, id, "connection-changed", { by: "person", credential, fields });
	return changed;
}

/** Changes what the request names; new credentials or a new address are checked at once, unless it is disconnected. */
export async function changeByMerchant(
	hub: Hub,
	tx: MerchantTransaction,
	id: string,
	changes: Changes,
): Promise<StoredConnection> {
	const connection = await lockConnection(tx, id);
	const change: ConnectionChange = {
		...(changes.name === undefined ? {} : { name: changes.name }),
		...(changes.testSystem === undefined ? {} : { testSystem: changes.testSystem }),
		...(changes.mapping === undefined ? {} : changedMapping(tx, connection, changes.mapping)),
		...(changes.url === undefined ? {} : await changedUrl(tx, connection, changes.url)),
		...(changes.secrets === undefined ? {} : await changedSecrets(hub, tx, connection, changes.secrets)),
	};
	if (Object.keys(change).length === 0) return connection;
	const changed = await changeConnection(tx, connection, change);
	// Its orders take part in assignment now, or do not any more.
	if (changes.testSystem !== undefined) await requestAssignment(tx);
	const toCheck = change.secrets !== undefined || change.config !== undefined;
	return toCheck && changed.state !== "disconnected" ? lookAt(tx, changed, { connect: false }) : changed;
}

/** @throws ProblemError 400 naming what the shop does not have; 409 before it is known. */
function changedMapping(tx: MerchantTransaction, connection: StoredConnection, mapping: Mapping): ConnectionChange {
	const description = descriptionOf(connection);
	if (description === null) throw problem("CONFLICT", { detail: "the shop is not described yet: check it first" });
	const issues = issuesOfMapping(mapping, description, Mapping.parse(connection.mapping)).map(({ path, message }) => ({
		path: `body.mapping.${path}`,
		message,
	}));
	const [first] = issues;
	if (first !== undefined) throw problem("INVALID_REQUEST", { detail: `${first.path}: ${first.message}`, issues });
	// Orders that were left out by the old mapping show in a comparison only.
	const read = connection.state === "connected" ? { nextCompareAt: tx.now } : {};
	return { mapping: asJson(mapping), ...read };
}

/**
 * The address of a shop that is not connected. One that the plugin accepts is where the shop is looked for from now on,
 * and it may be found to be another one; any other text is only a name, for a disconnected shop (PRODUCT A8, A10).
 */
async function changedUrl(
	tx: MerchantTransaction,
	connection: StoredConnection,
	url: string,
): Promise<ConnectionChange> {
	if (url === connection.url) return {};
	if (connection.state === "connected")
		throw problem("CONFLICT", { detail: "disconnect the shop to change its address" });
	const { config: schema } = await manifestOf(tx, connection.plugin);
	const config = { ...(connection.config as object), url };
	const reachable = compileSchema(schema)(config);
	if (!reachable && connection.state !== "disconnected") assertFits(schema, config, "body");
	return reachable ? { url, config, identity: null } : { url };
}

async function changedSecrets(
	hub: Hub,
	tx: MerchantTransaction,
	connection: StoredConnection,
	secrets: Record<string, unknown>,
): Promise<ConnectionChange> {
	assertFits((await manifestOf(tx, connection.plugin)).secrets, secrets, "body.secrets");
	return {
		secrets: sealSecrets(hub.vault, connection, secrets),
		secretsVersion: { increment: 1 },
		refreshBefore: null,
		authorizeUrl: null,
	};
}
