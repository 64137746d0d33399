import { problem } from "@kontor/protocol";
import { assertFits } from "../connections/fits-schema.ts";
import { manifestOf } from "../connections/plugins.ts";
import { asJson, changeConnection, connectionOf, lockConnection } from "../connections/stored-connection.ts";
import { lookAt } from "../connections/wishes.ts";
import type { MerchantTransaction } from "../db/database.ts";

type Config = Record<string, unknown>;

/** @throws ProblemError 404 */
export async function configOf(tx: MerchantTransaction, connectionId: string): Promise<Config> {
	return (await connectionOf(tx, connectionId)).config as Config;
}

/**
 * Replaces a connection's configuration, and has it checked. The shop's address has a way of its own: another one may be
 * another shop.
 * @throws ProblemError 400 naming what does not fit the manifest; 409 for another address
 */
export async function changeConfig(tx: MerchantTransaction, connectionId: string, config: Config): Promise<Config> {
	const connection = await lockConnection(tx, connectionId);
	assertFits((await manifestOf(tx, connection.plugin)).config, config, "body");
	const { url } = connection.config as Config;
	if (config.url !== url) throw problem("CONFLICT", { detail: "the address is changed with the connection" });
	const changed = await changeConnection(tx, connection, { config: asJson(config) });
	if (changed.state !== "disconnected") await lookAt(tx, changed, { connect: false });
	return config;
}
