import { isDeepStrictEqual } from "node:util";
import { type patchSettings, Settings } from "@kontor/protocol";
import type * as z from "zod";
import { requestAssignment } from "../assigning/request-assignment.ts";
import { type ChangeCause, remember } from "../changes/remember.ts";
import { callPartnerWhenDue } from "../collecting/follow-orders.ts";
import { announceToHosts } from "../connections/announce.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { endTrial } from "./end-trial.ts";

/** The merchant's settings, with the defaults of those that he never touched (PRODUCT A11). */
export async function settingsOf(tx: MerchantTransaction): Promise<Settings> {
	const row = await tx.model.settings.findUnique({ where: { merchantId: tx.merchantId } });
	return Settings.parse(row?.body ?? {});
}

/** Whether anything goes out to shops and customers (PRODUCT E5). */
export type Operation = "live" | "held" | "trial";

export function operationOf({ hold, trial }: Pick<Settings, "hold" | "trial">): Operation {
	if (trial) return "trial";
	return hold ? "held" : "live";
}

/**
 * Changes the named fields, those of `assignment` each by itself. Hosts look at once, and who collects is called, since what was
 * held may go now (PRODUCT E5); what was not assigned is decided again where the ways of deciding changed.
 */
export async function changeSettings(
	tx: MerchantTransaction,
	changes: z.infer<typeof patchSettings.body>,
	cause: ChangeCause,
): Promise<Settings> {
	await tx.execute(
		`INSERT INTO settings (merchant_id, body, updated_at) VALUES ($1::uuid, '{}', $2) ON CONFLICT DO NOTHING`,
		tx.merchantId,
		tx.now,
	);
	const [locked] = await tx.query<{ trial_since: Date | null }>(
		`SELECT trial_since FROM settings WHERE merchant_id = $1::uuid FOR UPDATE`,
		tx.merchantId,
	);
	const before = await settingsOf(tx);
	await tx.execute(
		`UPDATE settings
		    SET body = body || $2::jsonb || CASE WHEN $2::jsonb ? 'assignment' THEN
		               jsonb_build_object('assignment', coalesce(body->'assignment', '{}') || ($2::jsonb->'assignment'))
		             ELSE '{}' END,
		        version = version + 1, updated_at = $3,
		        trial_since = CASE ($2::jsonb->>'trial')::boolean WHEN true THEN coalesce(trial_since, $3) WHEN false THEN NULL ELSE trial_since END
		  WHERE merchant_id = $1::uuid`,
		tx.merchantId,
		JSON.stringify(changes),
		tx.now,
	);
	const after = await settingsOf(tx);
	if (before.trial && !after.trial && locked?.trial_since != null) await endTrial(tx, locked.trial_since);
	await announceToHosts(tx);
	if (operationOf(before) !== "live" && operationOf(after) === "live") await callPartnerWhenDue(tx);
	if (changes.assignment !== undefined || changes.paymentForCancelled !== undefined) await requestAssignment(tx);
	const changed = differences(before, after);
	if (changed.length > 0) await remember(tx, null, "settings-changed", { ...cause, changed });
	return after;
}

interface Difference {
	readonly field: string;
	readonly from?: unknown;
	readonly to?: unknown;
}

/** Field by field; left out: it has none (the merchant's holds, or the default). */
export function differences(before: object, after: object, prefix = ""): Difference[] {
	const [was, is] = [before, after] as Record<string, unknown>[];
	const names = [...new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})])];
	return names.flatMap((name): Difference[] => {
		const [from, to] = [was?.[name], is?.[name]];
		if (isDeepStrictEqual(from, to)) return [];
		if (name === "assignment") return differences(from ?? {}, to ?? {}, "assignment.");
		return [{ field: `${prefix}${name}`, from, to }];
	});
}
