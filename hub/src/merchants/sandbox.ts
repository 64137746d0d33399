import type { MerchantTransaction } from "../db/database.ts";

/** Whether the merchant is a partner's to try a plugin with: nothing leaves it, now or later (PRODUCT L7). */
export async function isSandbox(tx: MerchantTransaction): Promise<boolean> {
	const merchant = await tx.model.merchant.findUnique({ where: { id: tx.merchantId }, select: { sandbox: true } });
	return merchant?.sandbox === true;
}
