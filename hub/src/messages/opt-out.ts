import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { addressHash } from "./queue-messages.ts";

/** Where the token of such a link belongs: nothing else that is sealed opens there. */
const PLACE = "opt-out";

interface OptOut {
	readonly merchant: string;
	/** SHA-256 of the address in hex: the link in a mail that is passed on tells nobody's address. */
	readonly address: string;
}

/** The link by which a customer declines optional messages (PRODUCT F10); it needs no login and never ends. */
export function optOutUrl(hub: Hub, merchant: string, address: string): string {
	const token = hub.vault.seal(PLACE, { merchant, address: addressHash(address).toString("hex") } satisfies OptOut);
	return `${hub.publicUrl()}/opt-out/${Buffer.from(token).toString("base64url")}`;
}

/** Null for a token that is not ours, or damaged. */
export function optOutOf(hub: Hub, token: string): OptOut | null {
	try {
		return hub.vault.open(PLACE, Buffer.from(token, "base64url")) as OptOut;
	} catch {
		return null;
	}
}

export async function decline(
	tx: MerchantTransaction,
	addressHashes: Uint8Array,
	decidedBy: "customer" | "merchant",
): Promise<void> {
	await tx.execute(
		`INSERT INTO opt_outs (merchant_id, address_hash, decided_by, at) VALUES ($1::uuid, $2, $3, $4) ON CONFLICT DO NOTHING`,
		tx.merchantId,
		addressHashes,
		decidedBy,
		tx.now,
	);
}

/** Of the merchant's own decision, or with the customer's word: he knows his customer. */
export async function allowAgain(tx: MerchantTransaction, hash: Uint8Array): Promise<void> {
	await tx.execute(`DELETE FROM opt_outs WHERE merchant_id = $1::uuid AND address_hash = $2`, tx.merchantId, hash);
}
