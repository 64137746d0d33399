import type { MerchantTransaction } from "../db/database.ts";
import { noticeConsentEnd } from "./notices.ts";

/** Ahead of the end of a consent (PRODUCT M10). */
const NOTICE_MS = 7 * 24 * 60 * 60 * 1000;

/** Tells the merchant of consents that end within seven days, each once. */
export async function watchConsents(tx: MerchantTransaction): Promise<void> {
	const ending = await tx.query<{ id: string; name: string; endsAt: Date; timeZone: string }>(
		`SELECT b.id, b.name, b.consent_ends_at AS "endsAt", m.time_zone AS "timeZone"
		   FROM bank_accesses b JOIN merchants m ON m.id = b.merchant_id
		  WHERE b.merchant_id = $1::uuid AND b.consent_ends_at BETWEEN $2 AND $3`,
		tx.merchantId,
		tx.now,
		new Date(tx.now.getTime() + NOTICE_MS),
	);
	for (const access of ending) await noticeConsentEnd(tx, access);
}
