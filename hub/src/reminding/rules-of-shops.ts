import type { Day } from "@kontor/connector";
import type { Account } from "@kontor/protocol";
import {
	type AccountCoverage,
	BOOKING_DAYS,
	bankingCalendar,
	coveredUntil,
	dayIn,
	effectiveSettings,
	type ReceivablesSettings,
	type RunContext,
	type SettingsOverride,
	SettingsOverride as StoredOverride,
	staleness,
} from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { operationOf, settingsOf } from "../merchants/settings.ts";
import { sendsMessages } from "../messages/mail-server.ts";
import { listAccounts } from "../postings/accounts.ts";
import { freshnessOf } from "../postings/freshness.ts";
import { paymentAccount } from "../postings/payment-account.ts";

/** A shop as far as its orders' schedules depend on it. */
interface AskingShop {
	readonly id: string;
	readonly name: string;
	readonly settings: ReceivablesSettings;
	readonly testSystem: boolean;
	readonly disconnected: boolean;
	readonly reachedAt: string | null;
}

/** What holds for all orders of a merchant in one look at them. */
export interface RulesOfShops {
	readonly timeZone: string;
	readonly country: string;
	readonly today: Day;
	/** Somebody sends e-mails for the merchant. */
	readonly sends: boolean;
	/** The account that an order is to be paid to (PRODUCT C2); null where none is for it. */
	account(connection: string, country: string | undefined, currency: string): Account | null;
	/** Orders that a posting in review may belong to. */
	readonly inReview: ReadonlySet<string>;
	settings(connection: string): ReceivablesSettings;
	/** What the schedule of an order of this shop and billing country goes by. */
	context(connection: string, country: string | undefined): RunContext;
}

/** Reads everything but the orders themselves, once for many of them. */
export async function rulesOfShops(hub: Hub, tx: MerchantTransaction): Promise<RulesOfShops> {
	const { timeZone, country } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	const today = dayIn(timeZone, tx.now);
	const operation = operationOf(await settingsOf(tx));
	const shops = await askingShops(tx);
	const accounts = await coverages(tx, timeZone);
	const inReview = await ordersInReview(tx);
	const sends = await sendsMessages(hub, tx);
	const { items } = await listAccounts(tx);
	const contexts = new Map<string, RunContext>();

	function shopOf(connection: string): AskingShop {
		const shop = shops.get(connection);
		if (shop === undefined) throw new Error(`no connection ${connection}`);
		return shop;
	}
	function newContext(connection: string, billing: string | undefined): RunContext {
		const { id, name, settings, testSystem, disconnected, reachedAt } = shopOf(connection);
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
		timeZone,
		country,
		today,
		inReview,
		sends,
		account: (connection, billing = "", currency) => paymentAccount(items, { connection, country: billing, currency }),
		settings: (connection) => shopOf(connection).settings,
		context(connection, billing) {
			const key = `${connection} ${billing ?? ""}`;
			const known = contexts.get(key) ?? newContext(connection, billing);
			contexts.set(key, known);
			return known;
		},
	};
}

async function askingShops(tx: MerchantTransaction): Promise<Map<string, AskingShop>> {
	const merchant = await merchantOverride(tx);
	const rows = await tx.model.connection.findMany({
		where: { merchantId: tx.merchantId },
		select: { id: true, name: true, state: true, testSystem: true, reachedAt: true, settings: true },
	});
	return new Map(
		rows.map(({ id, name, state, testSystem, reachedAt, settings }) => [
			id,
			{
				id,
				name,
				testSystem,
				settings: effectiveSettings(merchant, overrideIn(settings)),
				disconnected: state === "disconnected",
				reachedAt: reachedAt?.toISOString() ?? null,
			},
		]),
	);
}

/** What the merchant himself has set of the receivables' settings. */
export async function merchantOverride(tx: MerchantTransaction): Promise<SettingsOverride> {
	const row = await tx.model.settings.findUnique({ where: { merchantId: tx.merchantId } });
	return overrideIn(row?.body);
}

/** They stand beside the others, under a name of their own. */
export function overrideIn(body: unknown): SettingsOverride {
	const given = typeof body === "object" && body !== null && "receivables" in body ? body.receivables : {};
	return StoredOverride.parse(given);
}

async function coverages(tx: MerchantTransaction, timeZone: string): Promise<AccountCoverage[]> {
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
