import { problem, SettlementLayout } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";

const Layouts = z.array(SettlementLayout);

/** Stored beside the merchant's other settings. */
export async function layoutsOf(tx: MerchantTransaction): Promise<SettlementLayout[]> {
	const row = await tx.model.settings.findUnique({ where: { merchantId: tx.merchantId } });
	const body = row?.body;
	return Layouts.parse(
		typeof body === "object" && body !== null && "settlementLayouts" in body ? body.settlementLayouts : [],
	);
}

/** @throws ProblemError 404 where the merchant has not said how files of this source are read */
export async function layoutOf(tx: MerchantTransaction, source: string): Promise<SettlementLayout> {
	const layout = (await layoutsOf(tx)).find((one) => one.source === source);
	if (layout === undefined)
		throw problem("INVALID_REQUEST", { detail: `query.source: no layout is set for "${source}"` });
	return layout;
}

export async function setLayouts(
	tx: MerchantTransaction,
	items: readonly SettlementLayout[],
): Promise<SettlementLayout[]> {
	await tx.execute(
		`INSERT INTO settings (merchant_id, body, updated_at) VALUES ($1::uuid, $2::jsonb, $3)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET body = settings.body || excluded.body, version = settings.version + 1, updated_at = excluded.updated_at`,
		tx.merchantId,
		JSON.stringify({ settlementLayouts: items }),
		tx.now,
	);
	return [...items];
}
