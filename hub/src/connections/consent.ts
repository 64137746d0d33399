import { createHash, randomBytes } from "node:crypto";
import { type install, problem } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { HostCaller } from "../http/authenticate.ts";
import type { Hub } from "../hub.ts";
import { answered } from "./answers.ts";
import { askCheck } from "./check.ts";
import { found } from "./connection-problems.ts";
import { assertFits } from "./fits-schema.ts";
import { merchantOfConnection } from "./hosted.ts";
import { manifestOf } from "./plugins.ts";
import { ask } from "./requests.ts";
import { sealSecrets } from "./secrets.ts";
import type { SettledRequest } from "./settle-request.ts";
import { afterAnswer } from "./states.ts";
import { changeConnection, lockConnection, type StoredConnection } from "./stored-connection.ts";

/** Time for a person to log in to his shop and to read what he consents to. */
const VALID_MS = 60 * 60 * 1000;

/**
 * Has the host fetch the address of the shop's consent page. The nonce says whose consent it is when the shop answers;
 * an earlier one is worth nothing any more.
 */
export async function beginConsent(
	tx: MerchantTransaction,
	connection: { readonly id: string; readonly plugin: string },
	returnUrl: string | null,
): Promise<void> {
	const nonce = randomBytes(32).toString("base64url");
	await tx.model.installation.deleteMany({ where: { merchantId: tx.merchantId, connectionId: connection.id } });
	await tx.model.installation.create({
		data: {
			nonceHash: hashOf(nonce),
			plugin: connection.plugin,
			merchantId: tx.merchantId,
			connectionId: connection.id,
			expiresAt: new Date(tx.now.getTime() + VALID_MS),
		},
	});
	await ask(tx, connection.id, "begin-connect", { nonce, returnUrl });
}

/** The address is shown to the merchant, who goes there with his browser. */
export async function settleConsentPage(
	tx: MerchantTransaction,
	connection: StoredConnection,
	{ outcome }: SettledRequest,
): Promise<void> {
	if (connection.state !== "authorizing" && connection.state !== "connected") return;
	const answer = answered("begin-connect", outcome);
	await found(tx, connection.id, "check", answer.ok ? [] : [answer.problem]);
	await changeConnection(
		tx,
		connection,
		answer.ok ? { authorizeUrl: answer.result.redirect } : { state: afterAnswer(connection.state, "refused") },
	);
}

/**
 * The shop's consent page sent credentials: they are stored and checked.
 * @throws ProblemError 404 for a nonce that is unknown, used, expired or another host's: which, is nobody's business.
 */
export async function redeemConsent(
	hub: Hub,
	caller: HostCaller,
	{ plugin, nonce, secrets }: z.infer<typeof install.body>,
): Promise<{ connection: string }> {
	const installation = await hub.db.global("find-installation", (tx) =>
		tx.model.installation.findUnique({ where: { nonceHash: hashOf(nonce) } }),
	);
	if (installation === null || installation.plugin !== plugin) throw problem("NOT_FOUND");
	const { connectionId } = installation;
	const merchantId = await merchantOfConnection(hub, caller, connectionId);
	await hub.db.merchant(merchantId, "install", async (tx) => {
		await redeem(tx, nonce);
		assertFits((await manifestOf(tx, plugin)).secrets, secrets, "body.secrets");
		const connection = await lockConnection(tx, connectionId);
		const state = afterAnswer(connection.state, "consented");
		await changeConnection(tx, connection, {
			state,
			secrets: sealSecrets(hub.vault, connection, secrets),
			secretsVersion: { increment: 1 },
			refreshBefore: null,
			authorizeUrl: null,
		});
		if (state === "checking" || state === "connected") {
			// One that was connected before goes on by itself (PRODUCT A8).
			const wasConnected = connection.connectedAt !== null && connection.description !== null;
			await askCheck(tx, connectionId, { connect: state === "checking" && wasConnected });
		}
	});
	return { connection: connectionId };
}

/** Taken back with the transaction where the credentials do not fit. */
async function redeem(tx: MerchantTransaction, nonce: string): Promise<void> {
	const redeemed = await tx.execute(
		`UPDATE installations SET redeemed_at = $3
		  WHERE merchant_id = $1::uuid AND nonce_hash = $2 AND redeemed_at IS NULL AND expires_at > $3`,
		tx.merchantId,
		hashOf(nonce),
		tx.now,
	);
	if (redeemed === 0) throw problem("NOT_FOUND");
}

function hashOf(nonce: string): Uint8Array<ArrayBuffer> {
	return new Uint8Array(createHash("sha256").update(nonce).digest());
}
