import type { MerchantTransaction } from "../../db/database.ts";
import { expectOfWaiting } from "../../writeback/expect-of-waiting.ts";
import type { Update } from "./decide.ts";

/**
 * An order that the shop still holds as open, in whatever status, waits for its money as before: commands that are not
 * begun yet expect the new status. Where it was closed they keep expecting the old one, and are declined: that is the
 * merchant's own decision (PRODUCT E4).
 */
export async function refreshExpectations(tx: MerchantTransaction, updates: readonly Update[]): Promise<void> {
	const open = updates.filter(({ openInShop }) => openInShop);
	await expectOfWaiting(
		tx,
		open.map(({ id, statuses }) => ({ orderId: id, statuses })),
	);
}
