import type { Text } from "@kontor/connector";
import type { MerchantTransaction } from "../../db/database.ts";
import { notify } from "../../notifications/notify.ts";
import type { TrackedOrder } from "../tracked-order.ts";
import type { Update } from "./decide.ts";

const TEXTS: Readonly<Record<NonNullable<Update["tellMerchant"]>, (number: string) => Text>> = {
	closed: (number) => ({
		de: `Die von Hand bearbeitete Bestellung ${number} ist im Shop nicht mehr offen.`,
		en: `Order ${number}, which was edited by hand, is no longer open in the shop.`,
	}),
	gone: (number) => ({
		de: `Die von Hand bearbeitete Bestellung ${number} wurde im Shop gelöscht.`,
		en: `Order ${number}, which was edited by hand, was deleted in the shop.`,
	}),
	received: (number) => ({
		de: `Der Shop meldet für die von Hand bearbeitete Bestellung ${number} einen anderen Zahlungseingang.`,
		en: `The shop reports another amount received for order ${number}, which was edited by hand.`,
	}),
};

/** What the shop does with a detached order is not taken over, only shown (PRODUCT B8). */
export async function noticeDetached(
	tx: MerchantTransaction,
	known: ReadonlyMap<string, TrackedOrder>,
	updates: readonly Update[],
): Promise<void> {
	const told = new Map(updates.map(({ id, tellMerchant }) => [id, tellMerchant] as const));
	const notices = [...known.values()].flatMap(({ id, number, connectionId }) => {
		const what = told.get(id) ?? null;
		if (what === null) return [];
		const about = { order: id, connection: connectionId };
		return [{ code: "DETACHED_ORDER_CHANGED", causeKey: `detached-${what}:${id}`, text: TEXTS[what](number), about }];
	});
	await notify(tx, notices);
}
