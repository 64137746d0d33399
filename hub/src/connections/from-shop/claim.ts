import { problem } from "@kontor/protocol";
import { type ChangeCause, remember } from "../../changes/remember.ts";
import type { MerchantTransaction } from "../../db/database.ts";
import type { Hub } from "../../hub.ts";
import { askCheck } from "../check.ts";
import { addConnection } from "../create-connection.ts";
import { sealSecrets } from "../secrets.ts";
import { asJson, changeConnection, connectionOf, lockConnection, type StoredConnection } from "../stored-connection.ts";
import { hashOfCode } from "./codes.ts";
import { type InstalledShop, openInstallation, type Pending } from "./pending.ts";

/**
 * The merchant shows the code that his shop shows. The same again, by himself, gives the same shop.
 * @throws ProblemError 404 for a code that is unknown, used by another, or too old: which, is nobody's business
 */
export async function claimByCode(
	hub: Hub,
	tx: MerchantTransaction,
	code: string,
	cause: ChangeCause,
): Promise<StoredConnection> {
	const [row] = await tx.query<{
		id: string;
		plugin: string;
		host_id: string;
		sealed: Uint8Array | null;
		expires_at: Date;
		merchant_id: string | null;
		connection_id: string | null;
	}>(
		`SELECT id, plugin, host_id, sealed, expires_at, merchant_id, connection_id FROM shop_installations
		  WHERE claim_hash = $1 FOR UPDATE`,
		hashOfCode(code),
	);
	if (row?.merchant_id === tx.merchantId && row.connection_id !== null) return connectionOf(tx, row.connection_id);
	if (row?.sealed == null || row.expires_at <= tx.now) throw unknownCode();
	const { id, plugin, host_id: hostId } = row;
	return claim(hub, tx, { id, plugin, hostId, shop: openInstallation(hub.vault, id, row.sealed) }, cause);
}

/** From now on it is this merchant's shop: the one he had before under this identity, or a new one. */
export async function claim(
	hub: Hub,
	tx: MerchantTransaction,
	{ id, plugin, hostId, shop }: Pending,
	cause: ChangeCause,
): Promise<StoredConnection> {
	const claimed = await tx.execute(
		`UPDATE shop_installations SET sealed = NULL WHERE id = $1::uuid AND sealed IS NOT NULL`,
		id,
	);
	if (claimed === 0) throw unknownCode();
	const known = await tx.model.connection.findFirst({
		where: { merchantId: tx.merchantId, plugin, identity: shop.identity },
		orderBy: [{ disconnectedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }],
		select: { id: true },
	});
	const connection =
		known === null
			? await addConnection(hub, tx, {
					plugin,
					name: shop.name,
					config: shop.config,
					secrets: shop.secrets,
					hostId,
					identity: shop.identity,
					cause,
				})
			: await takeOver(hub, tx, await lockConnection(tx, known.id), shop);
	await tx.execute(
		`UPDATE shop_installations SET merchant_id = $2::uuid, connection_id = $3::uuid WHERE id = $1::uuid`,
		id,
		tx.merchantId,
		connection.id,
	);
	await remember(tx, connection.id, "claimed", cause);
	return connection;
}

/**
 * A shop that is known was installed again: its new credentials are checked, and where it was connected before, it is
 * again; T, orders and states stay (PRODUCT A8).
 */
export async function takeOver(
	hub: Hub,
	tx: MerchantTransaction,
	connection: StoredConnection,
	{ config, secrets }: Pick<InstalledShop, "config" | "secrets">,
): Promise<StoredConnection> {
	const url = typeof config.url === "string" ? { url: config.url } : {};
	const changed = await changeConnection(tx, connection, {
		...url,
		config: asJson({ ...(connection.config as object), ...config }),
		secrets: sealSecrets(hub.vault, connection, secrets),
		secretsVersion: { increment: 1 },
		refreshBefore: null,
		authorizeUrl: null,
		...(connection.state === "connected" ? {} : { state: "checking" }),
	});
	const wasConnected = connection.connectedAt !== null && connection.description !== null;
	await askCheck(tx, connection.id, { connect: connection.state !== "connected" && wasConnected });
	return changed;
}

function unknownCode() {
	return problem("NOT_FOUND", {
		detail: "no installation waits under this code",
		forMerchant: {
			de: "Diesen Code gibt es nicht, oder nicht mehr. Bitte Kontor im Shop neu öffnen und den Code von dort verwenden.",
			en: "There is no such code, or not any more. Please open Kontor in the shop again and use the code shown there.",
		},
	});
}
