import type { MerchantTransaction } from "../../db/database.ts";
import type { Hub } from "../../hub.ts";
import { hashOfCode, newCode } from "./codes.ts";

/** Time to carry it from one window to another. */
const VALID_MS = 60 * 60 * 1000;

/** The code is shown this once: only its hash is kept. */
export async function makeLinkCode(tx: MerchantTransaction): Promise<{ code: string; expiresAt: string }> {
	const code = newCode();
	const expiresAt = new Date(tx.now.getTime() + VALID_MS);
	await tx.model.linkCode.create({ data: { codeHash: hashOfCode(code), merchantId: tx.merchantId, expiresAt } });
	return { code, expiresAt: expiresAt.toISOString() };
}

/** Whose code it is, used or not; null where it is nobody's. */
export async function merchantOfLinkCode(hub: Hub, code: string): Promise<string | null> {
	const found = await hub.db.global("find-link-code", (tx) =>
		tx.model.linkCode.findUnique({ where: { codeHash: hashOfCode(code) } }),
	);
	return found?.merchantId ?? null;
}

/** False where it was used before, or is too old. */
export async function useLinkCode(tx: MerchantTransaction, code: string): Promise<boolean> {
	const used = await tx.execute(
		`UPDATE link_codes SET used_at = $3 WHERE merchant_id = $1::uuid AND code_hash = $2 AND used_at IS NULL AND expires_at > $3`,
		tx.merchantId,
		hashOfCode(code),
		tx.now,
	);
	return used > 0;
}
