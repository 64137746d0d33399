import type { Day, Money } from "@kontor/connector";
import { isoDay } from "../days.ts";
import { unreadable } from "../fault.ts";
import type { Account, Detail, Entry, Position, Posting, PostingStatus } from "../model.ts";
import { referenceOrNone } from "../text.ts";
import { bookedAmount, detailAmount, isCredit, signed } from "./money.ts";
import { postingOf } from "./posting.ts";
import type { PostingTexts, RawEntry, RawPosting } from "./raw.ts";

/** What an entry takes from its statement. */
export interface EntryContext {
	readonly account: Account;
	/** Of the account, for amounts without one of their own. */
	readonly currency: string | undefined;
	/** The day of entries without any date. */
	readonly undated: () => Day | undefined;
	/** For entries that do not say. */
	readonly status: PostingStatus;
	readonly position: Position;
	readonly raw: string;
}

/** @throws Unreadable where amount, sign or every date is missing or wrong */
export function readEntry(raw: RawEntry, context: EntryContext): Entry {
	const { position } = context;
	const amount = bookedAmount(raw, context.currency, position);
	const dates = datesOf(raw, context);
	const status = statusOf(raw.status) ?? context.status;
	const common = { ...dates, status, reversal: raw.reversal === "true" || raw.reversal === "1" };
	const batchSize = batchSizeOf(raw);
	const [only] = raw.details;
	const single = raw.details.length === 1 && only && (batchSize ?? 1) <= 1 ? only : undefined;
	const own = postingOf(single ? merged(single, raw) : raw, amount.minor >= 0, amount, context.account);
	const keepsSingle = single !== undefined && isOtherAmount(detailAmount(single), amount);
	const details = single && !keepsSingle ? [] : detailsOf(raw, amount, common, context.account);
	return { amount, ...common, ...own, details, batchSize, raw: context.raw, position };
}

/** What the bank says of the only payment is said of the entry. */
function merged(detail: RawPosting, entry: RawEntry): RawPosting {
	const empty = (party: object) => Object.keys(party).length === 0;
	return {
		...entry,
		...detail,
		bankReference: referenceOrNone(entry.bankReference) ?? detail.bankReference,
		information: entry.information ?? detail.information,
		charges: detail.charges.length > 0 ? detail.charges : entry.charges,
		debtor: empty(detail.debtor) ? entry.debtor : detail.debtor,
		creditor: empty(detail.creditor) ? entry.creditor : detail.creditor,
		returned: detail.returned || entry.returned,
	};
}

function detailsOf(
	raw: RawEntry,
	booked: Money,
	common: Pick<Posting, "bookingDay" | "status" | "reversal">,
	account: Account,
): Detail[] {
	const credit = booked.minor >= 0;
	const credits = raw.details.map(({ indicator }) => isCredit(indicator) ?? credit);
	// A batch cannot consist of payments that all go the other way: then the indicators are the clearing's, not ours.
	const inverted = credits.every((own) => own !== credit);
	return raw.details.map((detail, at) => {
		const isIn = inverted ? credit : (credits[at] ?? credit);
		const unsigned = detailAmount(detail);
		const amount = unsigned && signed(unsigned, isIn);
		const withCodes = hasCode(detail) ? detail : { ...detail, ...codesOf(raw) };
		return { amount, ...common, ...postingOf(withCodes, isIn, amount, account) };
	});
}

/** Booking day, value day, or the day of the statement; a pending entry may have but the last. */
function datesOf(raw: RawEntry, { undated, position }: EntryContext) {
	// Nothing hangs on it, so a value date that is none ("0000-00-00") is only kept as written.
	const valueDay = isoDay(raw.valueDate ?? "");
	const bookingDay = dayAt(raw.bookingDate, position, "BookgDt") ?? valueDay ?? undated();
	if (bookingDay === undefined) throw unreadable(within(position, "BookgDt"), DATE, "");
	return { bookingDay, valueDay, valueDayRaw: raw.valueDate };
}

function dayAt(text: string | undefined, position: Position, element: string): Day | undefined {
	if (text === undefined) return undefined;
	const day = isoDay(text);
	if (day === undefined) throw unreadable(within(position, element), DATE, text);
	return day;
}

function within(position: Position, element: string): Position {
	return { line: position.line, element: `${position.element}/${element}` };
}

function statusOf(text: string | undefined): PostingStatus | undefined {
	if (text === undefined) return undefined;
	if (text === "BOOK") return "booked";
	if (text === "INFO") return "info";
	// PDNG, FUTR and whatever else a bank invents: not booked.
	return "pending";
}

function batchSizeOf({ batchSize }: RawEntry): number | undefined {
	const size = Number(batchSize);
	return batchSize !== undefined && Number.isSafeInteger(size) && size >= 0 ? size : undefined;
}

function isOtherAmount(detail: Money | undefined, booked: Money): boolean {
	return (
		detail !== undefined && (detail.currency !== booked.currency || Math.abs(detail.minor) !== Math.abs(booked.minor))
	);
}

function hasCode({ domain, proprietaryCode }: RawPosting): boolean {
	return domain !== undefined || proprietaryCode !== undefined;
}

function codesOf({ domain, family, subFamily, proprietaryCode, codeIssuer }: RawPosting): PostingTexts {
	return { domain, family, subFamily, proprietaryCode, codeIssuer };
}

const DATE = { de: "ein Datum JJJJ-MM-TT", en: "a date YYYY-MM-DD" };
