import { learnFromStanding } from "../assigning/learn-payers.ts";
import { watchConsents } from "../bank-feeds/watch-consents.ts";
import { callPartnerWhenDue } from "../collecting/follow-orders.ts";
import { dropExpired } from "../connections/from-shop/expire.ts";
import type { Hub } from "../hub.ts";
import { removeOldMessages } from "../messages/remove-old.ts";
import { dailyDigest } from "../notifications/digest.ts";
import { removeOverdue } from "../orders/erasing/erase-orders.ts";
import { startDailyRun } from "../reminding/daily-run.ts";
import { beginWaiting } from "../status-requests/begin.ts";
import { followAbandoned } from "../status-requests/follow-work.ts";
import { giveUpAbandoned } from "../writeback/give-up.ts";
import { readWhatIsDue } from "../writeback/schedule.ts";

const LOOK_EVERYWHERE_MS = 60 * 60 * 1000;

/** When each hub process last looked through all merchants, by its own clock. */
const lastLook = new WeakMap<Hub, Date>();

/**
 * Looks what is due: pulls and comparisons (PRODUCT B2 to B4), commands that ran out of time (E1),
 * payments that nobody took back (D2), bank accesses, messages, the daily look through the orders (F), and consents that end soon (M10). Safe in any number of
 * hub processes at once. Expired leases and pauses need no look: hosts find them when they ask for work.
 */
export async function tick(hub: Hub): Promise<void> {
	const now = hub.clock();
	const { rows } = await hub.db.pool.query<{ merchant_id: string; connections: string[] }>(
		`SELECT merchant_id, array_agg(connection_id::text) AS connections FROM hosted_connections
		  WHERE due_at <= $1 GROUP BY merchant_id`,
		[now],
	);
	for (const { merchant_id, connections } of rows) {
		await hub.db.merchant(merchant_id, "readWhatIsDue", (tx) => readWhatIsDue(tx, connections));
	}
	await hub.accessRuns.look(hub);
	await hub.messageRuns.look(hub);
	const last = lastLook.get(hub);
	if (last === undefined || now.getTime() - last.getTime() >= LOOK_EVERYWHERE_MS) {
		lastLook.set(hub, now);
		await lookEverywhere(hub);
	}
}

async function lookEverywhere(hub: Hub): Promise<void> {
	await dropExpired(hub);
	const merchants = await hub.db.global("merchants", (tx) => tx.query<{ id: string }>(`SELECT id FROM merchants`));
	for (const { id } of merchants) {
		await hub.db.merchant(id, "giveUpAbandoned", giveUpAbandoned);
		await hub.db.merchant(id, "followAbandoned", followAbandoned);
		await hub.db.merchant(id, "beginWaiting", (tx) => beginWaiting(tx, null));
		await hub.db.merchant(id, "removeOverdue", removeOverdue);
		await hub.db.merchant(id, "learnFromStanding", learnFromStanding);
		await hub.db.merchant(id, "watchConsents", watchConsents);
		await hub.db.merchant(id, "removeOldMessages", removeOldMessages);
		await hub.db.merchant(id, "callPartnerWhenDue", callPartnerWhenDue);
		await hub.db.merchant(id, "startDailyRun", startDailyRun);
		await hub.db.merchant(id, "dailyDigest", (tx) => dailyDigest(hub, tx));
	}
}
