import type { Day } from "@kontor/connector";

/** How long bookkeeping has to keep its vouchers, in years from the end of the year in which they arose. */
interface Retention {
	readonly country: string;
	/** Also for periods that were running on this day. */
	readonly validFrom: Day;
	readonly years: number;
	readonly source: string;
}

const RETENTION: readonly Retention[] = [
	{ country: "DE", validFrom: "2025-01-01", years: 8, source: "§ 147 (3) AO, § 257 (4) HGB, as of BEG IV" },
];

/**
 * The day on which a voucher's data goes for good: the first after its period. Null where the law of the country is not
 * known here: it stays blocked until a person removes it.
 */
export function removeOn(country: string, voucherDay: Day, today: Day): Day | null {
	const rule = RETENTION.filter((one) => one.country === country && one.validFrom <= today).at(-1);
	return rule === undefined ? null : `${Number(voucherDay.slice(0, 4)) + rule.years + 1}-01-01`;
}
