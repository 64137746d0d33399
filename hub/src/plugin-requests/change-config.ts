import { isDeepStrictEqual } from "node:util";
import { type ManifestOnWire, problem } from "@kontor/protocol";
import { remember } from "../changes/remember.ts";
import { revisionOf } from "../connections/config-revision.ts";
import { assertFits } from "../connections/fits-schema.ts";
import { manifestOf } from "../connections/plugins.ts";
import { asJson, changeConnection, connectionOf, lockConnection } from "../connections/stored-connection.ts";
import { lookAt } from "../connections/wishes.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { MerchantCaller } from "../http/authenticate.ts";

type Config = Record<string, unknown>;

/** @throws ProblemError 404 */
export async function configOf(tx: MerchantTransaction, connectionId: string): Promise<Config> {
	return (await connectionOf(tx, connectionId)).config as Config;
}

/**
 * Replaces a connection's configuration, and has it checked. The shop's address has a way of its own: another one may be
 * another shop. A session of the connection's page changes its rules and nothing else.
 * @param ifRevision what it is a change of; undefined: of whatever there is
 * @throws ProblemError 400 naming what does not fit the manifest; 403; 409 for another address; 412 where it was changed meanwhile
 */
export async function changeConfig(
	tx: MerchantTransaction,
	{ connection: ofPage, label: credential }: MerchantCaller,
	connectionId: string,
	config: Config,
	ifRevision: string | undefined,
): Promise<Config> {
	const connection = await lockConnection(tx, connectionId);
	const before = connection.config as Config;
	if (ifRevision !== undefined && ifRevision !== revisionOf(before)) throw problem("VERSION_MOVED");
	const manifest = await manifestOf(tx, connection.plugin);
	const fields = changedFields(before, config);
	if (ofPage !== null && !fields.every((field) => rulesOf(manifest).includes(field))) {
		throw problem("NOT_ALLOWED", { detail: `not from the connection's page: ${fields.join(", ")}` });
	}
	assertFits(manifest.config, config, "body");
	if (config.url !== before.url) throw problem("CONFLICT", { detail: "the address is changed with the connection" });
	if (fields.length === 0) return before;
	await remember(tx, connectionId, "connection-changed", { by: "person", credential, fields });
	const changed = await changeConnection(tx, connection, { config: asJson(config) });
	if (changed.state !== "disconnected") await lookAt(tx, changed, { connect: false });
	return config;
}

function changedFields(before: Config, after: Config): string[] {
	const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
	return [...fields].filter((field) => !isDeepStrictEqual(before[field], after[field]));
}

/** The fields that hold rules: those that the plugin looks at where it looks for what is wrong with rules. */
function rulesOf({ capabilities }: ManifestOnWire): string[] {
	const { properties } = capabilities.requests["check-rules"]?.input ?? {};
	return Object.keys(properties ?? {});
}
