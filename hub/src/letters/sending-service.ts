import { join } from "node:path";
import { LetterService as Config, type LetterServiceState, type putLetterService } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { LetterService as StoredService } from "../db/generated/client.ts";
import type { Hub } from "../hub.ts";
import { withdraw } from "../notifications/notify.ts";
import type { LetterService } from "./letter-service.ts";
import { letterxpress } from "./letterxpress.ts";
import { callService } from "./letterxpress-call.ts";
import { LETTER_SERVICE_CAUSE } from "./notices.ts";
import { printFolder } from "./print-folder.ts";

const Secrets = z.object({ apiKey: z.string().optional() });

/** Whether anybody sends letters for the merchant. Without, none is written, and none piles up. */
export async function sendsLetters(hub: Hub, tx: MerchantTransaction): Promise<boolean> {
	return hub.letterFolder !== null || ((await storedService(tx))?.config ?? null) !== null;
}

/** The merchant's own service, else the operator's print folder; null where there is neither. */
export async function sendingService(hub: Hub, tx: MerchantTransaction): Promise<LetterService | null> {
	const stored = await storedService(tx);
	if (stored === null || stored.config === null) {
		return hub.letterFolder === null ? null : printFolder(join(hub.letterFolder, tx.merchantId));
	}
	const secrets = stored.secrets === null ? {} : hub.vault.open(placeOf(tx.merchantId), stored.secrets);
	const config = Config.parse(stored.config);
	const { apiKey = "" } = Secrets.parse(secrets);
	return letterxpress(config, callService(config, apiKey, hub.allowPrivateAddresses));
}

/**
 * Sets the merchant's service, or null for the operator's. A key that is left out stays as it is, as long as address and
 * user are the same: it is never sent to another service than it was entered for.
 */
export async function setService(
	hub: Hub,
	tx: MerchantTransaction,
	{ service, secrets }: z.infer<typeof putLetterService.body>,
): Promise<LetterServiceState> {
	const before = await storedService(tx);
	const known = before?.config == null ? null : Config.parse(before.config);
	const isSame = known !== null && known.url === service?.url && known.user === service.user;
	const kept = isSame && before?.secrets ? Secrets.parse(hub.vault.open(placeOf(tx.merchantId), before.secrets)) : {};
	const sealed = service === null ? null : hub.vault.seal(placeOf(tx.merchantId), { ...kept, ...secrets });
	await tx.execute(
		`INSERT INTO letter_services (merchant_id, config, secrets, updated_at) VALUES ($1::uuid, $2::jsonb, $3, $4)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET config = excluded.config, secrets = excluded.secrets, updated_at = excluded.updated_at,
		        failures = 0, paused_until = NULL, problem = NULL`,
		tx.merchantId,
		service === null ? null : JSON.stringify(service),
		sealed,
		tx.now,
	);
	await withdraw(tx, [LETTER_SERVICE_CAUSE]);
	return serviceState(hub, tx);
}

export async function serviceState(hub: Hub, tx: MerchantTransaction): Promise<LetterServiceState> {
	const stored = await storedService(tx);
	const service = stored?.config == null ? null : Config.parse(stored.config);
	return {
		service,
		sends: service !== null || hub.letterFolder !== null,
		problem: (stored?.problem ?? null) as LetterServiceState["problem"],
		pausedUntil: stored?.pausedUntil?.toISOString() ?? null,
	};
}

function storedService(tx: MerchantTransaction): Promise<StoredService | null> {
	return tx.model.letterService.findUnique({ where: { merchantId: tx.merchantId } });
}

function placeOf(merchantId: string): string {
	return `${merchantId}/letter-service`;
}
