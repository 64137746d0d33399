import type { OrderRef } from "@kontor/connector";
import type { completeList } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../../db/database.ts";
import { notify } from "../../notifications/notify.ts";
import { lockReadShop } from "./reading-shop.ts";

type Ended = z.infer<typeof completeList.body>;
type Answer = z.infer<typeof completeList.result>;

/** How long a merchant's "that is right" counts for the next comparisons. */
const CONFIRMED_FOR_MS = 24 * 60 * 60 * 1000;

/**
 * Ends a comparison: which orders are open here, were recorded before it began, and are not in it. Nothing follows from
 * that alone: the host reads each of them (PRODUCT B4). A list that shrank suspiciously is held, until the merchant has
 * marked the notification as done (M11).
 */
export async function endList(tx: MerchantTransaction, connectionId: string, ended: Ended): Promise<Answer> {
	await lockReadShop(tx, connectionId);
	const open = await tx.query<{ ref: OrderRef; listed: boolean }>(
		`SELECT ref, last_list IS NOT DISTINCT FROM $3::uuid AS listed FROM orders
		  WHERE merchant_id = $1::uuid AND connection_id = $2::uuid AND open_in_shop AND recorded_at < $4
		  ORDER BY ref`,
		tx.merchantId,
		connectionId,
		ended.list,
		new Date(ended.startedAt),
	);
	const missing = open.filter(({ listed }) => !listed).map(({ ref }) => ref);
	if (!shrankSuspiciously(open.length, missing.length) || (await isConfirmed(tx, connectionId))) {
		return { missing, held: false };
	}
	await ask(tx, connectionId, missing.length, open.length);
	return { missing: [], held: true };
}

/** A few closed orders a day are a shop's life; many at once, or all, are a wrong status filter or a lost permission. */
function shrankSuspiciously(known: number, missing: number): boolean {
	const all = missing === known && known >= 5;
	return all || missing > Math.max(20, known * 0.3);
}

function causeKey(connectionId: string): string {
	return `list-shrank:${connectionId}`;
}

async function isConfirmed(tx: MerchantTransaction, connectionId: string): Promise<boolean> {
	const [row] = await tx.query(
		`SELECT FROM notifications WHERE merchant_id = $1::uuid AND cause_key = $2 AND done_at > $3 LIMIT 1`,
		tx.merchantId,
		causeKey(connectionId),
		new Date(tx.now.getTime() - CONFIRMED_FOR_MS),
	);
	return row !== undefined;
}

async function ask(tx: MerchantTransaction, connectionId: string, missing: number, known: number): Promise<void> {
	const text = {
		de: `Der Shop meldet ${missing} von ${known} offenen Bestellungen nicht mehr. Es wurde nichts geändert. Ist das richtig, diese Meldung als erledigt markieren und den Abgleich erneut starten; sonst Rechte und Statuszuordnung prüfen.`,
		en: `The shop no longer lists ${missing} of ${known} open orders. Nothing was changed. If that is right, mark this notification as done and compare again; if not, check permissions and the status mapping.`,
	};
	await notify(tx, [
		{ code: "LIST_SHRANK", causeKey: causeKey(connectionId), text, about: { connection: connectionId } },
	]);
}
