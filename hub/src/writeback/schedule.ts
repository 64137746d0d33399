import type { Settings } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { settingsOfShops } from "../merchants/shop-settings.ts";
import { guardLanesOf } from "./enqueue-request.ts";
import { nextComparison } from "./next-comparison.ts";
import { promoteLanes } from "./promote-lanes.ts";

interface Scheduled {
	readonly id: string;
	readonly next_pull_at: Date | null;
	readonly next_compare_at: Date | null;
	readonly events_work: boolean;
}

type Reading = "pull" | "compare";

/** Has hosts read what is due of some connections, and plans the next time. */
export async function readWhatIsDue(tx: MerchantTransaction, connectionIds: readonly string[]): Promise<void> {
	const rules = await rulesOf(tx, connectionIds);
	for (const id of [...connectionIds].sort()) {
		await guardLanesOf(tx, id);
		const shop = await connected(tx, id);
		if (shop === null) continue;
		const pull = isDue(tx, shop.next_pull_at);
		const compare = isDue(tx, shop.next_compare_at);
		if (pull) await enqueueReading(tx, id, "pull");
		if (compare) await enqueueReading(tx, id, "compare");
		await plan(tx, shop, rules, { pull, compare });
	}
}

/** After a reading has ended, however: when the next one begins. */
export async function planNext(tx: MerchantTransaction, connectionId: string, reading: Reading): Promise<void> {
	const shop = await connected(tx, connectionId);
	if (shop === null) return;
	await plan(tx, shop, await rulesOf(tx, [connectionId]), { pull: reading === "pull", compare: reading === "compare" });
}

interface Rules {
	readonly settings: (connectionId: string) => Settings;
	readonly timeZone: string;
}

async function rulesOf(tx: MerchantTransaction, connectionIds: readonly string[]): Promise<Rules> {
	const settings = await settingsOfShops(tx, connectionIds);
	const { timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	return { settings, timeZone };
}

/** PRODUCT B2, B3: rarely where the shop's own events work, often where there are none. PRODUCT B4: at quiet hours. */
async function plan(
	tx: MerchantTransaction,
	shop: Scheduled,
	rules: Rules,
	{ pull, compare }: { pull: boolean; compare: boolean },
): Promise<void> {
	if (!pull && !compare) return;
	const settings = rules.settings(shop.id);
	const minutes = shop.events_work ? settings.pullMinutes : settings.pullMinutesWithoutEvents;
	const nextPull = pull ? new Date(tx.now.getTime() + minutes * 60_000) : shop.next_pull_at;
	const nextCompare = compare
		? nextComparison(tx.now, rules.timeZone, settings.comparisonsPerDay, shop.id)
		: shop.next_compare_at;
	await tx.execute(
		`UPDATE connections SET next_pull_at = $3, next_compare_at = $4 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		shop.id,
		nextPull,
		nextCompare,
	);
}

/** One at a time per connection: while one is under way the next one is not even queued. */
async function enqueueReading(tx: MerchantTransaction, connectionId: string, reading: Reading): Promise<void> {
	const lane = `${reading}:${connectionId}`;
	const body = reading === "pull" ? {} : { request: "compare", input: null };
	await tx.execute(
		`INSERT INTO work (merchant_id, id, connection_id, kind, lane, body, state, due_at, created_at)
		 SELECT $1::uuid, uuidv7(), $2::uuid, $3, $4, $5::jsonb, 'waiting', $6, $6
		  WHERE NOT EXISTS (SELECT FROM work WHERE merchant_id = $1::uuid AND lane = $4 AND state IN ('waiting', 'ready', 'leased', 'unknown'))`,
		tx.merchantId,
		connectionId,
		reading === "pull" ? "pull" : "request",
		lane,
		JSON.stringify(body),
		tx.now,
	);
	await promoteLanes(tx, [lane]);
}

async function connected(tx: MerchantTransaction, id: string): Promise<Scheduled | null> {
	const [row] = await tx.query<Scheduled>(
		`SELECT id, next_pull_at, next_compare_at, events_work FROM connections
		  WHERE merchant_id = $1::uuid AND id = $2::uuid AND state = 'connected'`,
		tx.merchantId,
		id,
	);
	return row ?? null;
}

function isDue(tx: MerchantTransaction, at: Date | null): boolean {
	return at !== null && at <= tx.now;
}
