import type { Text } from "@kontor/connector";
import { ENTRY_KINDS, type EntryKind } from "@kontor/documents";
import type { BookkeepingExport } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { Movement, Period } from "./movement.ts";

export type Summary = Pick<BookkeepingExport, "entries" | "corrections" | "totals" | "leftOut">;
type LeftOut = Summary["leftOut"][number];

/** What an export says of itself. @param datev the currency of the file for DATEV; null where there is none */
export function summaryOf(movements: readonly Movement[], datev: string | null, notMoney: readonly LeftOut[]): Summary {
	const kinds = Object.keys(ENTRY_KINDS) as EntryKind[];
	const totals = kinds.flatMap((kind) =>
		byCurrency(movements.filter((movement) => movement.kind === kind)).map((total) => ({
			kind,
			title: ENTRY_KINDS[kind].title,
			...total,
		})),
	);
	const foreign = datev === null ? [] : byCurrency(movements.filter(({ amount }) => amount.currency !== datev));
	return {
		entries: movements.length,
		corrections: movements.filter(({ correction }) => correction).length,
		totals,
		leftOut: [...foreign.map((total) => ({ text: FOREIGN, ...total })), ...notMoney],
	};
}

const FOREIGN: Text = {
	de: "In fremder Währung: braucht einen Kurs und steht nur in der CSV-Datei.",
	en: "In another currency: needs a rate, and is in the CSV file only.",
};
const BY_HAND: Text = {
	de: "Von Hand als bezahlt markiert: Kontor kennt den Weg des Geldes nicht, bitte selbst buchen.",
	en: "Marked as paid by hand: Kontor does not know the way of the money, please book it yourself.",
};

/** What settled orders of the period without money that Kontor knows of. */
export async function byHandLeftOut(tx: MerchantTransaction, { from, to, timeZone }: Period): Promise<LeftOut[]> {
	const rows = await tx.query<{ currency: string; count: bigint; minor: bigint }>(
		`SELECT o.currency, count(*) AS count, sum(a.order_amount)::bigint AS minor
		   FROM assignments a JOIN orders o ON o.merchant_id = a.merchant_id AND o.id = a.order_id
		  WHERE a.merchant_id = $1::uuid AND a.kind = 'byHand' AND a.undone_at IS NULL
		    AND (a.created_at AT TIME ZONE $4)::date BETWEEN $2::date AND $3::date
		  GROUP BY 1 ORDER BY 1`,
		tx.merchantId,
		from,
		to,
		timeZone,
	);
	return leftOutOf(BY_HAND, rows);
}

const OF_PAYOUTS: Text = {
	de: "Teile von Auszahlungen, die zu keiner Bestellung gehören (Gebühren des Marktplatzes, unbekannte Bestellungen): bitte selbst buchen.",
	en: "Parts of payouts that belong to no order (the marketplace's fees, unknown orders): please book them yourself.",
};

/** What payouts of the period gave and took that no order has. */
export async function payoutsLeftOut(tx: MerchantTransaction, { from, to }: Period): Promise<LeftOut[]> {
	const rows = await tx.query<{ currency: string; count: bigint; minor: bigint }>(
		`SELECT p.currency, count(*) AS count, sum(a.amount)::bigint AS minor
		   FROM assignments a JOIN postings p ON p.merchant_id = a.merchant_id AND p.id = a.posting_id
		  WHERE a.merchant_id = $1::uuid AND a.order_id IS NULL AND a.undone_at IS NULL AND p.booking_day BETWEEN $2::date AND $3::date
		  GROUP BY 1 ORDER BY 1`,
		tx.merchantId,
		from,
		to,
	);
	return leftOutOf(OF_PAYOUTS, rows);
}

function leftOutOf(text: Text, rows: readonly { currency: string; count: bigint; minor: bigint }[]): LeftOut[] {
	return rows.map(({ currency, count, minor }) => ({
		text,
		count: Number(count),
		amount: { minor: Number(minor), currency },
	}));
}

function byCurrency(movements: readonly Movement[]): { count: number; amount: Movement["amount"] }[] {
	return [...Map.groupBy(movements, ({ amount }) => amount.currency)].map(([currency, some]) => ({
		count: some.length,
		amount: { minor: some.reduce((sum, { amount }) => sum + amount.minor, 0), currency },
	}));
}
