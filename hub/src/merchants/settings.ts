import { type patchSettings, Settings } from "@kontor/protocol";
import type * as z from "zod";
import { announceToHosts } from "../connections/announce.ts";
import type { MerchantTransaction } from "../db/database.ts";

/** The merchant's settings, with the defaults of those that he never touched (PRODUCT A11). */
export async function settingsOf(tx: MerchantTransaction): Promise<Settings> {
	const row = await tx.model.settings.findUnique({ where: { merchantId: tx.merchantId } });
	return Settings.parse(row?.body ?? {});
}

/** Changes the named fields. Hosts look at once, since what was held may go now (PRODUCT E5). */
export async function changeSettings(
	tx: MerchantTransaction,
	changes: z.infer<typeof patchSettings.body>,
): Promise<Settings> {
	await tx.execute(
		`INSERT INTO settings (merchant_id, body, updated_at) VALUES ($1::uuid, $2::jsonb, $3)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET body = settings.body || excluded.body, version = settings.version + 1, updated_at = excluded.updated_at`,
		tx.merchantId,
		JSON.stringify(changes),
		tx.now,
	);
	await announceToHosts(tx);
	return settingsOf(tx);
}
