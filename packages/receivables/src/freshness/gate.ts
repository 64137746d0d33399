import type { Day, Instant } from "@kontor/connector";
import { type BankingCalendar, bankingDayBefore } from "../calendar/banking-calendar.ts";

/** An account, as far as it says whether a payment would have been seen. */
export interface AccountCoverage {
	readonly id: string;
	readonly name: string;
	/** The shops and billing countries it is for; empty: all (C2). */
	readonly connections: readonly string[];
	readonly countries: readonly string[];
	/** The last day of which every posting is there. */
	readonly coveredUntil: Day | null;
	/** How many banking days it may lag behind: 1 means that the banking day before is needed. */
	readonly limitDays: number;
}

export interface ShopReach {
	readonly connection: string;
	readonly name: string;
	/** When its orders were last read successfully; null: never. */
	readonly reachedAt: Instant | null;
	readonly limitHours: number;
}

/** Why nothing may be demanded now (F8, I10). */
export type Stale =
	| {
			readonly code: "stale-account";
			readonly account: string;
			readonly name: string;
			readonly covered: Day | null;
			readonly needed: Day;
	  }
	| { readonly code: "no-account" }
	| {
			readonly code: "stale-shop";
			readonly connection: string;
			readonly name: string;
			readonly reachedAt: Instant | null;
	  };

export interface Gate {
	readonly accounts: readonly AccountCoverage[];
	readonly shop: ShopReach;
	/** ISO 3166, of the billing address; undefined where the shop does not know it: every account of the shop counts. */
	readonly country: string | undefined;
	/** On which days payments are booked: `BOOKING_DAYS`, whatever days the merchant's steps keep to. */
	readonly calendar: BankingCalendar;
	readonly today: Day;
	readonly now: Instant;
}

/**
 * Everything that keeps a payment for orders of this shop and country from being seen; empty where all is fresh. Every account that
 * could hold the payment has to be, not only the one the customer was told.
 */
export function staleness({ accounts, shop, country, calendar, today, now }: Gate): readonly Stale[] {
	const stale: Stale[] = [];
	const able = accounts.filter(
		({ connections, countries }) =>
			(connections.length === 0 || connections.includes(shop.connection)) &&
			(country === undefined || countries.length === 0 || countries.includes(country)),
	);
	// An order that nothing can be paid to must not be reminded either.
	if (able.length === 0) stale.push({ code: "no-account" });
	for (const { id, name, coveredUntil: covered, limitDays } of able) {
		const needed = bankingDayBefore(calendar, today, limitDays);
		if (covered === null || covered < needed) stale.push({ code: "stale-account", account: id, name, covered, needed });
	}
	const { connection, name, reachedAt, limitHours } = shop;
	if (reachedAt === null || Date.parse(now) - Date.parse(reachedAt) > limitHours * 3_600_000) {
		stale.push({ code: "stale-shop", connection, name, reachedAt });
	}
	return stale;
}

/** The accounts whose data have been missing for so many banking days beyond their limit that the merchant is to be told. */
export function lastingStaleness(
	accounts: readonly AccountCoverage[],
	{ calendar, today }: Pick<Gate, "calendar" | "today">,
	warnAfterDays: number,
): AccountCoverage[] {
	return accounts.filter(({ coveredUntil, limitDays }) => {
		const needed = bankingDayBefore(calendar, today, limitDays + warnAfterDays - 1);
		return coveredUntil === null || coveredUntil < needed;
	});
}
