import { type patchSettings, Settings } from "@kontor/protocol";
import type * as z from "zod";
import { requestAssignment } from "../assigning/request-assignment.ts";
import { announceToHosts } from "../connections/announce.ts";
import type { MerchantTransaction } from "../db/database.ts";

/** The merchant's settings, with the defaults of those that he never touched (PRODUCT A11). */
export async function settingsOf(tx: MerchantTransaction): Promise<Settings> {
	const row = await tx.model.settings.findUnique({ where: { merchantId: tx.merchantId } });
	return Settings.parse(row?.body ?? {});
}

/**
 * Changes the named fields, those of `assignment` each by itself. Hosts look at once, since what was held may go now
 * (PRODUCT E5); what was not assigned is decided again where the ways of deciding changed.
 */
export async function changeSettings(
	tx: MerchantTransaction,
	changes: z.infer<typeof patchSettings.body>,
): Promise<Settings> {
	await tx.execute(
		`INSERT INTO settings (merchant_id, body, updated_at) VALUES ($1::uuid, $2::jsonb, $3)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET body = settings.body || excluded.body || CASE WHEN excluded.body ? 'assignment' THEN
		               jsonb_build_object('assignment', coalesce(settings.body->'assignment', '{}') || (excluded.body->'assignment'))
		             ELSE '{}' END,
		        version = settings.version + 1, updated_at = excluded.updated_at`,
		tx.merchantId,
		JSON.stringify(changes),
		tx.now,
	);
	await announceToHosts(tx);
	if (changes.assignment !== undefined || changes.paymentForCancelled !== undefined) await requestAssignment(tx);
	return settingsOf(tx);
}
