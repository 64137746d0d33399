import type { Day } from "@kontor/connector";
import { isoDay } from "../days.ts";
import type { Balance } from "../model.ts";
import { amountOrNone, isCredit, signed } from "./money.ts";
import type { RawBalance } from "./raw.ts";

/** What a statement is about, as it says. */
export interface Period {
	readonly from: Day | undefined;
	readonly to: Day | undefined;
}

/**
 * Opening and closing booked balance. A page that begins or ends in the middle of a day says interim (ITBD): the first
 * one opens where nothing else does and another balance closes, the last one closes where nothing else does. A statement
 * of several days may have the balances of each: the earliest opens, the latest closes.
 *
 * @param period the days of a balance without one of its own
 */
export function openingAndClosing(raws: readonly RawBalance[], currency: string | undefined, period: Period) {
	const all = raws.flatMap((raw) => {
		const type = typeOf(raw);
		const balance = readBalance(raw, currency, OPENING.has(type) ? period.from : period.to);
		return balance ? [{ type, balance }] : [];
	});
	const own = all.filter(({ balance }) => currency === undefined || balance.amount.currency === currency);
	const known = own.length > 0 ? own : all;
	const of = (wanted: string) => known.filter(({ type }) => type === wanted).map(({ balance }) => balance);
	const interim = of("ITBD");
	const closed = of("CLBD").reduce<Balance | undefined>(
		(last, one) => (last && last.day > one.day ? last : one),
		undefined,
	);
	const opened =
		earliest(of("OPBD")) ?? earliest(of("PRCD")) ?? (closed || interim.length > 1 ? interim.shift() : undefined);
	return { opening: opened, closing: closed ?? interim.at(-1) };
}

function earliest(balances: readonly Balance[]): Balance | undefined {
	return balances.reduce<Balance | undefined>((first, one) => (first && first.day <= one.day ? first : one), undefined);
}

/** American and Canadian banks give the code of BAI2 for opening and closing ledger instead. */
const BAI: ReadonlyMap<string, string> = new Map([
	["010", "OPBD"],
	["015", "CLBD"],
]);

function typeOf({ type = "" }: RawBalance): string {
	return BAI.get(type) ?? type;
}

const OPENING: ReadonlySet<string> = new Set(["OPBD", "PRCD"]);
const BOOKED: ReadonlySet<string> = new Set(["OPBD", "CLBD", "ITBD", "PRCD"]);

/** Whether all that the bank gives are expected or available balances: then it does not speak of booked money. */
export function onlyForecasts(raws: readonly RawBalance[]): boolean {
	return raws.length > 0 && raws.every((raw) => raw.type !== undefined && !BOOKED.has(typeOf(raw)));
}

/** The day of all booked balances, where they are of one day: then the statement is of that day. */
export function onlyDay(raws: readonly RawBalance[]): Day | undefined {
	const days = new Set(raws.flatMap((raw) => (BOOKED.has(typeOf(raw)) ? [isoDay(raw.date ?? "")] : [])));
	const [day, ...others] = days;
	return others.length === 0 ? day : undefined;
}

/** Some banks leave the sign out where it is a credit, so only DBIT makes it negative. */
function readBalance(raw: RawBalance, currency: string | undefined, otherwise: Day | undefined): Balance | undefined {
	const amount = amountOrNone(raw.amount, raw.currency ?? currency);
	const day = isoDay(raw.date ?? "") ?? otherwise;
	if (!amount || day === undefined) return undefined;
	return { amount: signed(amount, isCredit(raw.indicator) !== false), day };
}
