import type { Day } from "@kontor/connector";
import {
	type AccountCoverage,
	BOOKING_DAYS,
	bankingCalendar,
	coveredUntil,
	dayIn,
	type RunContext,
	staleness,
} from "@kontor/receivables";
import { mayBeDecided } from "../assigning/undecided-postings.ts";
import type { MerchantTransaction } from "../db/database.ts";
import { operationOf, settingsOf } from "../merchants/settings.ts";
import { freshnessOf } from "../postings/freshness.ts";
import { type RulesOfWriting, rulesOfWriting } from "./rules-of-writing.ts";

/** What the schedules of a merchant's orders go by in one look at them. */
export interface RulesOfScheduling extends RulesOfWriting {
	/** Orders that a posting in review may belong to. */
	readonly inReview: ReadonlySet<string>;
	/** What the schedule of an order of this shop and billing country goes by. */
	context(connection: string, country: string | undefined): RunContext;
}

/** Reads everything but the orders themselves, once for many of them. */
export async function rulesOfScheduling(tx: MerchantTransaction): Promise<RulesOfScheduling> {
	const writing = await rulesOfWriting(tx);
	const { timeZone, country, today } = writing;
	const operation = operationOf(await settingsOf(tx));
	const decided = await decidedUntil(tx);
	const accounts = (await coverages(tx, timeZone)).map((account) => limitedTo(decided.get(account.id), account));
	const inReview = await ordersInReview(tx);
	const contexts = new Map<string, RunContext>();

	function newContext(connection: string, billing: string | undefined): RunContext {
		const { id, name, settings, testSystem, disconnected, reachedAt } = writing.shop(connection);
		const calendar = bankingCalendar(country, settings.common.holidayRegion);
		const stale = staleness({
			accounts,
			shop: { connection: id, name, reachedAt, limitHours: settings.common.shopReachHours },
			country: billing,
			calendar: BOOKING_DAYS,
			today,
			now: tx.now.toISOString(),
		});
		return { settings, calendar, stale, operation, testSystem, disconnected, today };
	}
	return {
		...writing,
		inReview,
		context(connection, billing) {
			const key = `${connection} ${billing ?? ""}`;
			const known = contexts.get(key) ?? newContext(connection, billing);
			contexts.set(key, known);
			return known;
		},
	};
}

/** How far the postings of each account reach. */
export async function coverages(tx: MerchantTransaction, timeZone: string): Promise<AccountCoverage[]> {
	const accounts = await tx.model.account.findMany({ where: { merchantId: tx.merchantId } });
	const freshness = await freshnessOf(tx);
	const day = (at: string | null | undefined) => (at == null ? null : dayIn(timeZone, at));
	return accounts.map(({ id, name, connections, countries, lagDays }) => {
		const known = freshness.get(id);
		const until = coveredUntil({
			statementTo: known?.newestStatement?.to ?? null,
			fetchedOn: day(known?.fetchedAt),
			newestBookingOn: known?.newestBookingDay ?? null,
			importedOn: day(known?.importedAt),
		});
		return { id, name, connections, countries, coveredUntil: until, limitDays: lagDays };
	});
}

/** The accounts with postings that were not decided yet, each with the day before the oldest of them. */
async function decidedUntil(tx: MerchantTransaction): Promise<Map<string, Day>> {
	const rows = await tx.query<{ account: string; day: Day }>(
		`SELECT p.account_id AS account, (min(p.booking_day) - 1)::text AS day FROM postings p
		  WHERE p.merchant_id = $1::uuid AND ${mayBeDecided("p")} AND p.outcome IS NULL GROUP BY p.account_id`,
		tx.merchantId,
	);
	return new Map(rows.map(({ account, day }) => [account, day]));
}

/** What was imported and not decided yet may be the payment: until then its account is not up to date, whatever its limit (I10). */
function limitedTo(decided: Day | undefined, account: AccountCoverage): AccountCoverage {
	if (decided === undefined) return account;
	const { coveredUntil: until } = account;
	return { ...account, coveredUntil: until === null || until < decided ? until : decided, limitDays: 0 };
}

async function ordersInReview(tx: MerchantTransaction): Promise<Set<string>> {
	const rows = await tx.query<{ id: string }>(
		`SELECT DISTINCT suggested->>'order' AS id
		   FROM postings p CROSS JOIN LATERAL jsonb_array_elements(p.decision->'suggestions') AS suggestion
		  CROSS JOIN LATERAL jsonb_array_elements(suggestion->'orders') AS suggested
		  WHERE p.merchant_id = $1::uuid AND p.outcome = 'review' AND p.status = 'booked'`,
		tx.merchantId,
	);
	return new Set(rows.map(({ id }) => id));
}
