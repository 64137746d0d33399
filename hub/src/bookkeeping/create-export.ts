import { randomUUID } from "node:crypto";
import type { Day } from "@kontor/connector";
import { type BookkeepingEntry, bookkeepingCsv, datevBatch, type Problem } from "@kontor/documents";
import { type BookkeepingExport, problem } from "@kontor/protocol";
import { dayIn } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { bookedMovements } from "./booked-movements.ts";
import { exportView } from "./list-exports.ts";
import type { Movement, Period } from "./movement.ts";
import { receivedCharges } from "./received-charges.ts";
import { reversals } from "./reversals.ts";
import { bookkeepingSettings, type DatevNumbers, datevSettings } from "./settings.ts";
import { byHandLeftOut, payoutsLeftOut, summaryOf } from "./summary.ts";

/** The books' currency: what was paid in another one needs a rate, and is in the CSV alone. */
const BOOKS = { DE: "EUR", AT: "EUR", CH: "CHF", LI: "CHF" } as Readonly<Record<string, string>>;

/**
 * Exports a period once and for all (PRODUCT L5): its entries are kept as they were written, and what changes afterwards is told by the
 * next export. The same period again is the same export.
 * @throws ProblemError 400, 409 where the period is not over, meets another export, or no file can be written, naming all that is wrong
 */
export async function createExport(
	hub: Hub,
	tx: MerchantTransaction,
	{ from, to }: { readonly from: Day; readonly to: Day },
	by: string,
): Promise<BookkeepingExport> {
	// Two at once would tell the same twice.
	await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('bookkeeping ' || $1, 0))::text`, tx.merchantId);
	const merchant = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	const { timeZone } = merchant;
	const period: Period = { from, to, timeZone, language: merchant.language === "en" ? "en" : "de" };
	const made = await exportOf(tx, period);
	if (made !== null) return made;
	await refuse(tx, period);

	const movements = [
		...(await bookedMovements(tx, period)),
		...(await reversals(tx, period)),
		...(await receivedCharges(hub, tx, period)),
	].toSorted((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
	const { datev } = await bookkeepingSettings(tx);
	const entries = movements.map((movement) => entryOf(movement, datev));
	const currency = BOOKS[merchant.country] ?? "EUR";
	const csv = new TextEncoder().encode(bookkeepingCsv(entries, period.language));
	const batch = datev === null ? null : datevBytes(entries, datev, period, currency, tx.now);
	const summary = summaryOf(movements, datev === null ? null : currency, [
		...(await byHandLeftOut(tx, period)),
		...(await payoutsLeftOut(tx, period)),
	]);
	const stored = await tx.model.bookkeepingExport.create({
		data: {
			merchantId: tx.merchantId,
			id: randomUUID(),
			createdBy: by,
			createdAt: tx.now,
			fromDay: new Date(from),
			toDay: new Date(to),
			summary: { ...summary, datev: batch !== null },
			csv,
			datev: batch,
		},
	});
	await storeEntries(tx, stored.id, movements);
	return exportView(stored);
}

async function exportOf(tx: MerchantTransaction, { from, to }: Period): Promise<BookkeepingExport | null> {
	const { merchantId } = tx;
	const [fromDay, toDay] = [new Date(from), new Date(to)];
	const row = await tx.model.bookkeepingExport.findUnique({
		where: { merchantId_fromDay_toDay: { merchantId, fromDay, toDay } },
	});
	return row === null ? null : exportView(row);
}

async function refuse(tx: MerchantTransaction, { from, to, timeZone }: Period): Promise<void> {
	if (from > to) throw problem("INVALID_REQUEST", { detail: "body.to: expected a day not before body.from" });
	if (to >= dayIn(timeZone, tx.now)) throw problem("CONFLICT", { detail: "not over yet", forMerchant: NOT_OVER });
	const [other] = await tx.query<{ from: Day; to: Day }>(
		`SELECT from_day::text AS "from", to_day::text AS "to" FROM bookkeeping_exports
		  WHERE merchant_id = $1::uuid AND from_day <= $3::date AND to_day >= $2::date ORDER BY from_day LIMIT 1`,
		tx.merchantId,
		from,
		to,
	);
	if (other === undefined) return;
	const german = (day: Day) => day.split("-").reverse().join(".");
	throw problem("CONFLICT", {
		detail: `${other.from} to ${other.to} is exported already`,
		forMerchant: {
			de: `Der Zeitraum ${german(other.from)} bis ${german(other.to)} ist schon exportiert. Was sich seitdem geändert hat, steht im nächsten Export.`,
			en: `The period from ${other.from} to ${other.to} is exported already. What has changed since then is in the next export.`,
		},
	});
}

const NOT_OVER = {
	de: "Der Zeitraum ist noch nicht vorbei: Exportiert wird bis höchstens gestern.",
	en: "The period is not over yet: exports go up to yesterday at most.",
};

function entryOf({ source, kind, day, amount, told }: Movement, datev: DatevNumbers | null): BookkeepingEntry {
	const { customerNumber = "", shopId = "" } = told.order;
	const rate = datev?.cashDiscounts.find(({ shops }) => shops.includes(shopId));
	const own =
		datev?.debtorsByCustomerNumber === true &&
		/^[1-9]\d*$/.test(customerNumber) &&
		customerNumber.length === datev.accountLength + 1;
	return {
		id: source,
		kind,
		day,
		amount,
		...told,
		...(kind === "cashDiscount" && rate !== undefined && { taxPercent: rate.taxPercent }),
		order: { ...told.order, ...(own && { debtorAccount: customerNumber }) },
	};
}

/** @throws ProblemError 409 naming all that a tax adviser's program would refuse */
function datevBytes(
	entries: readonly BookkeepingEntry[],
	datev: DatevNumbers,
	{ from, to }: Period,
	currency: string,
	now: Date,
): Uint8Array<ArrayBuffer> {
	const batch = datevBatch({
		settings: datevSettings(datev, from, currency),
		from,
		to,
		createdAt: now.toISOString(),
		entries: entries.filter(({ amount }) => amount.currency === currency),
	});
	if (batch.ok) return new Uint8Array(batch.value.bytes);
	const said = new Map(
		batch.problems.map(({ forMerchant, code, field }: Problem) => [forMerchant.en, { forMerchant, code, field }]),
	);
	const found = [...said.values()];
	throw problem("CONFLICT", {
		detail: found.map(({ field, forMerchant }) => `${field}: ${forMerchant.en}`).join(" "),
		forMerchant: {
			de: found.map(({ forMerchant }) => forMerchant.de).join(" "),
			en: found.map(({ forMerchant }) => forMerchant.en).join(" "),
		},
		issues: found.map(({ field, code, forMerchant }) => ({ path: field, message: `${code}: ${forMerchant.en}` })),
	});
}

async function storeEntries(tx: MerchantTransaction, exportId: string, movements: readonly Movement[]): Promise<void> {
	await tx.execute(
		`INSERT INTO bookkeeping_entries (merchant_id, source, export_id, kind, day, order_id, assignment_id, amount, currency, body)
		 SELECT $1::uuid, e.source, $3::uuid, e.kind, e.day, e."order", e.assignment, (e.amount->>'minor')::bigint,
		        e.amount->>'currency', e.told
		   FROM jsonb_to_recordset($2::jsonb) AS e(source text, kind text, day date, "order" uuid, assignment uuid, amount jsonb, told jsonb)`,
		tx.merchantId,
		JSON.stringify(movements),
		exportId,
	);
}
