import type { Hub } from "../../hub.ts";

/** Installations that nobody claimed in time go, with their secrets; so do link codes. */
export async function dropExpired(hub: Hub): Promise<void> {
	await hub.db.global("drop-expired-installations", async (tx) => {
		await tx.execute(`DELETE FROM shop_installations WHERE expires_at <= $1`, tx.now);
		await tx.execute(`DELETE FROM link_codes WHERE expires_at <= $1`, tx.now);
	});
}
