import { MailServer, type MailServerState, type putMailServer } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { MailServer as StoredServer } from "../db/generated/client.ts";
import type { Hub } from "../hub.ts";
import { withdraw } from "../notifications/notify.ts";
import { MAIL_SERVER_CAUSE } from "./notices.ts";

const Secrets = z.object({ password: z.string().optional(), dkimKey: z.string().optional() });

/** All that is needed to send by a server. */
export interface SendingServer extends MailServer {
	readonly password: string | undefined;
	readonly dkimKey: string | undefined;
}

/** Whether anybody sends e-mails for the merchant. Without, nothing is written to anybody, and nothing piles up. */
export async function sendsMessages(hub: Hub, tx: MerchantTransaction): Promise<boolean> {
	return hub.mailServer !== null || ((await storedServer(tx))?.config ?? null) !== null;
}

/** The merchant's own server, else the operator's; null where there is neither. */
export async function sendingServer(hub: Hub, tx: MerchantTransaction): Promise<SendingServer | null> {
	const stored = await storedServer(tx);
	if (stored === null || stored.config === null) return hub.mailServer;
	const secrets = stored.secrets === null ? {} : hub.vault.open(placeOf(tx.merchantId), stored.secrets);
	const { password, dkimKey } = Secrets.parse(secrets);
	return { ...MailServer.parse(stored.config), password, dkimKey };
}

/**
 * Sets the merchant's server, or null for the operator's. Secrets that are left out stay as they are, as long as the
 * server is the same: a password is never sent to another one than it was entered for.
 */
export async function setServer(
	hub: Hub,
	tx: MerchantTransaction,
	{ server, secrets }: z.infer<typeof putMailServer.body>,
): Promise<MailServerState> {
	const before = await storedServer(tx);
	const known = before?.config === null || before?.config === undefined ? null : MailServer.parse(before.config);
	const isSame = known !== null && known.host === server?.host && known.user === server.user;
	const kept = isSame && before?.secrets ? Secrets.parse(hub.vault.open(placeOf(tx.merchantId), before.secrets)) : {};
	const sealed = server === null ? null : hub.vault.seal(placeOf(tx.merchantId), { ...kept, ...secrets });
	await tx.execute(
		`INSERT INTO mail_servers (merchant_id, config, secrets, updated_at) VALUES ($1::uuid, $2::jsonb, $3, $4)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET config = excluded.config, secrets = excluded.secrets, updated_at = excluded.updated_at,
		        failures = 0, paused_until = NULL, problem = NULL`,
		tx.merchantId,
		server === null ? null : JSON.stringify(server),
		sealed,
		tx.now,
	);
	await withdraw(tx, [MAIL_SERVER_CAUSE]);
	return serverState(hub, tx);
}

export async function serverState(hub: Hub, tx: MerchantTransaction): Promise<MailServerState> {
	const stored = await storedServer(tx);
	const server = stored?.config == null ? null : MailServer.parse(stored.config);
	return {
		server,
		sends: server !== null || hub.mailServer !== null,
		problem: (stored?.problem ?? null) as MailServerState["problem"],
		pausedUntil: stored?.pausedUntil?.toISOString() ?? null,
	};
}

function storedServer(tx: MerchantTransaction): Promise<StoredServer | null> {
	return tx.model.mailServer.findUnique({ where: { merchantId: tx.merchantId } });
}

function placeOf(merchantId: string): string {
	return `${merchantId}/mail-server`;
}
