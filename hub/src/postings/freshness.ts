import { type Day, formatMoney, type Money } from "@kontor/connector";
import type { Freshness } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";

type Gap = Freshness["gaps"][number];

/** How far what is stored of the merchant's accounts reaches, by account. */
export async function freshnessOf(tx: MerchantTransaction): Promise<Map<string, Freshness>> {
	const rows = await tx.query<Row>(NEWEST, tx.merchantId);
	const gaps = await gapsOf(tx);
	return new Map(rows.map((row) => [row.account, freshness(row, gaps.get(row.account) ?? [])]));
}

interface Row {
	account: string;
	currency: string;
	importedAt: Date | null;
	fetchedAt: Date | null;
	consentEndsAt: Date | null;
	newestBookingDay: Day | null;
	from: Day | null;
	to: Day | null;
	opening: bigint | null;
	closing: bigint | null;
	difference: bigint | null;
}

const NEWEST = `
SELECT a.id AS account, a.currency, i.at AS "importedAt", a.fetched_at AS "fetchedAt", a.consent_ends_at AS "consentEndsAt",
       p.booking_day::text AS "newestBookingDay", s.first_day::text AS "from", s.last_day::text AS "to", s.opening, s.closing,
       s.difference
  FROM accounts a
  LEFT JOIN LATERAL (SELECT at FROM imports i WHERE i.merchant_id = a.merchant_id AND i.account_id = a.id
                      ORDER BY at DESC LIMIT 1) i ON true
  LEFT JOIN LATERAL (SELECT booking_day FROM postings p
                      WHERE p.merchant_id = a.merchant_id AND p.account_id = a.id AND p.status IN ('booked', 'split')
                      ORDER BY booking_day DESC LIMIT 1) p ON true
  LEFT JOIN LATERAL (SELECT * FROM bank_statements s WHERE s.merchant_id = a.merchant_id AND s.account_id = a.id
                      ORDER BY last_day DESC, id DESC LIMIT 1) s ON true
 WHERE a.merchant_id = $1::uuid`;

function freshness({ currency, ...row }: Row, gaps: Gap[]): Freshness {
	const money = (minor: bigint | null): Money | null => (minor === null ? null : { minor: Number(minor), currency });
	const { from, to, opening, closing, difference } = row;
	return {
		importedAt: row.importedAt?.toISOString() ?? null,
		fetchedAt: row.fetchedAt?.toISOString() ?? null,
		consentEndsAt: row.consentEndsAt?.toISOString() ?? null,
		newestBookingDay: row.newestBookingDay,
		newestStatement:
			from === null || to === null
				? null
				: {
						from,
						to,
						opening: money(opening),
						closing: money(closing),
						difference: difference === 0n ? null : money(difference),
					},
		gaps,
	};
}

/**
 * Statements whose opening balance nothing before them ends with. What may come before: a statement that ended since the last
 * one which ended earlier, or an earlier day of one that overlaps.
 */
const GAPS = `
SELECT s.account_id AS account, a.currency, before.last_day::text AS after, s.first_day::text AS before,
       s.opening - before.closing AS difference
  FROM bank_statements s
  JOIN accounts a ON a.merchant_id = s.merchant_id AND a.id = s.account_id
  JOIN LATERAL (SELECT b.last_day, b.closing FROM bank_statements b
                 WHERE b.merchant_id = s.merchant_id AND b.account_id = s.account_id AND b.last_day < s.first_day AND b.closing IS NOT NULL
                 ORDER BY b.last_day DESC, b.id DESC LIMIT 1) before ON true
 WHERE s.merchant_id = $1::uuid AND s.opening IS NOT NULL AND s.last_day > $2::date - 400
   AND NOT EXISTS (SELECT FROM bank_statements b
                    WHERE b.merchant_id = s.merchant_id AND b.account_id = s.account_id AND b.id <> s.id AND b.closing = s.opening
                      AND b.last_day BETWEEN before.last_day AND s.last_day)
   AND NOT EXISTS (SELECT FROM statement_days d
                    WHERE d.merchant_id = s.merchant_id AND d.account_id = s.account_id AND d.closing = s.opening
                      AND d.booking_day BETWEEN before.last_day AND s.first_day)
 ORDER BY s.first_day DESC, s.id`;

async function gapsOf(tx: MerchantTransaction): Promise<Map<string, Gap[]>> {
	const rows = await tx.query<{ account: string; currency: string; after: Day; before: Day; difference: bigint }>(
		GAPS,
		tx.merchantId,
		tx.now,
	);
	const gaps = new Map<string, Map<string, Gap>>();
	for (const { account, currency, after, before, difference } of rows) {
		const missing = { minor: Number(difference), currency };
		const ofAccount = gaps.get(account) ?? new Map<string, Gap>();
		// The same statement in two formats misses the same.
		ofAccount.set(`${after} ${before} ${difference}`, {
			after,
			before,
			difference: missing,
			text: textOf(after, before, missing),
		});
		gaps.set(account, ofAccount);
	}
	return new Map([...gaps].map(([account, found]) => [account, [...found.values()]]));
}

function textOf(after: Day, before: Day, missing: Money): Gap["text"] {
	const german = (day: Day) => day.split("-").reverse().join(".");
	return {
		de: `Zwischen den Auszügen bis ${german(after)} und ab ${german(before)} fehlen Umsätze von zusammen ${formatMoney(missing, "de")}.`,
		en: `Between the statements until ${after} and from ${before}, bookings of ${formatMoney(missing, "en")} in all are missing.`,
	};
}
