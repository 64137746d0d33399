import { BOOKING_DAYS, dayIn, lastingStaleness } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { notify, withdraw } from "../notifications/notify.ts";
import { dataStale } from "./notices.ts";
import { coverages } from "./rules-of-scheduling.ts";
import { merchantSettings } from "./rules-of-writing.ts";

/**
 * Tells the merchant of each account whose data have been missing for so long that he should know: nothing is reminded meanwhile
 * (PRODUCT F8). Once while it lasts; it is taken back when they are there.
 */
export async function watchStaleness(tx: MerchantTransaction): Promise<void> {
	const { timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	const today = dayIn(timeZone, tx.now);
	const { warnWhenStaleDays } = (await merchantSettings(tx)).common;
	const accounts = await coverages(tx, timeZone);
	const stale = lastingStaleness(accounts, { calendar: BOOKING_DAYS, today }, warnWhenStaleDays);
	const fresh = new Set(await newAccounts(tx, warnWhenStaleDays));
	// Of an account that was just added, nothing can be missed yet.
	const missed = stale.filter(({ id, coveredUntil }) => coveredUntil !== null || !fresh.has(id));
	await notify(tx, missed.map(dataStale));
	const over = accounts.filter((account) => !missed.includes(account));
	await withdraw(
		tx,
		over.map((account) => dataStale(account).causeKey),
	);
}

async function newAccounts(tx: MerchantTransaction, days: number): Promise<string[]> {
	const since = new Date(tx.now);
	since.setUTCDate(since.getUTCDate() - days);
	const rows = await tx.model.account.findMany({
		where: { merchantId: tx.merchantId, createdAt: { gt: since } },
		select: { id: true },
	});
	return rows.map(({ id }) => id);
}
