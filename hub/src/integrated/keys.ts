import { randomBytes, randomUUID } from "node:crypto";
import { type createIntegrationKey, type IntegrationKey, problem } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { lockAccount } from "../postings/accounts.ts";

/** More are not needed to rotate, and each is tried for every delivery. */
const MOST_KEYS = 5;

const Key = z.string();
const placeOf = (merchantId: string, id: string) => `${merchantId}/integration-keys/${id}`;

/** A new key; the older ones are good beside it. @throws ProblemError 404; 409 where there are too many */
export async function addKey(
	hub: Hub,
	tx: MerchantTransaction,
	accountId: string,
): Promise<z.infer<typeof createIntegrationKey.result>> {
	await lockAccount(tx, accountId);
	const good = await tx.model.integrationKey.count({
		where: { merchantId: tx.merchantId, accountId, revokedAt: null },
	});
	if (good >= MOST_KEYS) {
		throw problem("CONFLICT", {
			detail: `there are ${good} keys already`,
			forMerchant: {
				de: `Es gibt schon ${good} Schlüssel für dieses Konto. Bitte widerrufen Sie zuerst einen.`,
				en: `There are ${good} keys for this account already. Please revoke one first.`,
			},
		});
	}
	await tx.execute(
		`INSERT INTO integrated_accounts (account_id, merchant_id) VALUES ($1::uuid, $2::uuid) ON CONFLICT DO NOTHING`,
		accountId,
		tx.merchantId,
	);
	const id = randomUUID();
	const key = `whsec_${randomBytes(32).toString("base64")}`;
	await tx.model.integrationKey.create({
		data: {
			merchantId: tx.merchantId,
			id,
			accountId,
			key: hub.vault.seal(placeOf(tx.merchantId, id), key),
			createdAt: tx.now,
		},
	});
	return { id, key, createdAt: tx.now.toISOString(), revokedAt: null };
}

/** @throws ProblemError 404 */
export async function keysOf(tx: MerchantTransaction, accountId: string): Promise<IntegrationKey[]> {
	const account = await tx.model.account.count({ where: { merchantId: tx.merchantId, id: accountId } });
	if (account === 0) throw problem("NOT_FOUND", { detail: "no such account" });
	const rows = await tx.model.integrationKey.findMany({
		where: { merchantId: tx.merchantId, accountId },
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
	});
	return rows.map(({ id, createdAt, revokedAt }) => ({
		id,
		createdAt: createdAt.toISOString(),
		revokedAt: revokedAt?.toISOString() ?? null,
	}));
}

/** Revoked once stays revoked. @throws ProblemError 404 */
export async function revokeKey(tx: MerchantTransaction, accountId: string, id: string): Promise<void> {
	const found = await tx.execute(
		`UPDATE integration_keys SET revoked_at = coalesce(revoked_at, $4)
		  WHERE merchant_id = $1::uuid AND account_id = $2::uuid AND id = $3::uuid`,
		tx.merchantId,
		accountId,
		id,
		tx.now,
	);
	if (found === 0) throw problem("NOT_FOUND", { detail: "no such key" });
}

/** The secrets that deliveries may be signed with. */
export async function goodKeys(hub: Hub, tx: MerchantTransaction, accountId: string): Promise<string[]> {
	const rows = await tx.model.integrationKey.findMany({
		where: { merchantId: tx.merchantId, accountId, revokedAt: null },
	});
	return rows.map(({ id, key }) => Key.parse(hub.vault.open(placeOf(tx.merchantId, id), key)));
}
