import { problem, type putSecrets } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { problemOfFault } from "./answers.ts";
import { found } from "./connection-problems.ts";
import { assertFits } from "./fits-schema.ts";
import { manifestOf } from "./plugins.ts";
import { ask } from "./requests.ts";
import { sealSecrets } from "./secrets.ts";
import type { SettledRequest } from "./settle-request.ts";
import { changeConnection, lockConnection, type StoredConnection } from "./stored-connection.ts";

/** After a renewal that failed; the secrets still work for a while (`beforeExpiry`). */
const AGAIN_MS = 15 * 60 * 1000;

/** The host renewed secrets that expire by themselves. @throws ProblemError 412 when they changed meanwhile. */
export async function replaceSecrets(
	hub: Hub,
	tx: MerchantTransaction,
	connectionId: string,
	{ ifVersion, secrets, refreshBefore }: z.infer<typeof putSecrets.body>,
): Promise<{ secretsVersion: number }> {
	const connection = await lockConnection(tx, connectionId);
	if (connection.secretsVersion !== ifVersion) {
		throw problem("VERSION_MOVED", { detail: `the secrets have version ${connection.secretsVersion}` });
	}
	assertFits((await manifestOf(tx, connection.plugin)).secrets, secrets, "body.secrets");
	const { secretsVersion } = await changeConnection(tx, connection, {
		secrets: sealSecrets(hub.vault, connection, secrets),
		secretsVersion: { increment: 1 },
		refreshBefore,
	});
	if (refreshBefore !== null && connection.state !== "disconnected") {
		await ask(tx, connectionId, "refresh-secrets", null, beforeExpiry(tx.now, new Date(refreshBefore)));
	}
	return { secretsVersion };
}

/** Secrets that nobody has renewed yet are renewed once the shop accepts them: that tells how long they live. */
export async function keepSecretsFresh(tx: MerchantTransaction, connection: StoredConnection): Promise<void> {
	const { capabilities } = await manifestOf(tx, connection.plugin);
	if (!capabilities.refreshesSecrets) return;
	const { refreshBefore } = connection;
	await ask(
		tx,
		connection.id,
		"refresh-secrets",
		null,
		refreshBefore === null ? tx.now : beforeExpiry(tx.now, refreshBefore),
	);
}

/** The secrets themselves came by `putSecrets`: an answer is stored as it is, and must not hold any. */
export async function settleRenewal(
	tx: MerchantTransaction,
	connection: StoredConnection,
	{ outcome }: SettledRequest,
): Promise<void> {
	if (connection.state === "disconnected") return;
	const failed = outcome.kind === "fault" ? [problemOfFault(outcome.fault)] : [];
	await found(tx, connection.id, "secrets", failed);
	if (failed.length > 0) await ask(tx, connection.id, "refresh-secrets", null, new Date(tx.now.getTime() + AGAIN_MS));
}

/** Early enough for several tries: after three quarters of the time that is left. */
function beforeExpiry(now: Date, refreshBefore: Date): Date {
	return new Date(now.getTime() + Math.max(0, refreshBefore.getTime() - now.getTime()) * 0.75);
}
