import { learnFromStanding } from "../assigning/learn-payers.ts";
import { watchConsents } from "../bank-feeds/watch-consents.ts";
import { callPartnerWhenDue } from "../collecting/follow-orders.ts";
import { dropExpired } from "../connections/from-shop/expire.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { removeOldMessages } from "../messages/remove-old.ts";
import { dailyDigest } from "../notifications/digest.ts";
import { removeOverdue } from "../orders/erasing/erase-orders.ts";
import { readGrownUp } from "../orders/watching/young-orders.ts";
import { startDailyRun } from "../reminding/daily-run.ts";
import { lookAtPayouts } from "../settlements/payouts/run.ts";
import { beginWaiting } from "../status-requests/begin.ts";
import { followAbandoned } from "../status-requests/follow-work.ts";
import { giveUpAbandoned } from "../writeback/give-up.ts";
import { readWhatIsDue } from "../writeback/schedule.ts";

const LOOK_EVERYWHERE_MS = 60 * 60 * 1000;

type Look = (tx: MerchantTransaction, hub: Hub) => Promise<unknown>;

/** What is looked at of every merchant, in this order. */
const LOOKS: Readonly<Record<string, Look>> = {
	giveUpAbandoned,
	followAbandoned,
	beginWaiting: (tx) => beginWaiting(tx, null),
	removeOverdue,
	learnFromStanding,
	watchConsents,
	readGrownUp,
	lookAtPayouts,
	removeOldMessages,
	callPartnerWhenDue,
	startDailyRun,
	dailyDigest: (tx, hub) => dailyDigest(hub, tx),
};

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
	for (const { id } of merchants) for (const [name, look] of Object.entries(LOOKS)) await lookAt(hub, id, name, look);
}

/** What is wrong with one thing of one merchant keeps nothing from the others, nor from him. */
async function lookAt(hub: Hub, merchantId: string, name: string, look: Look): Promise<void> {
	await hub.db
		.merchant(merchantId, name, (tx) => look(tx, hub))
		.catch((error: unknown) => {
			hub.log.error({ err: error, merchant: merchantId, look: name }, "looking what is due failed");
		});
}
