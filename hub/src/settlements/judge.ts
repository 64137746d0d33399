import type { Text } from "@kontor/connector";
import { outstanding, type Settlement } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { type SettlementColumns, settlementOf } from "../orders/tracked-order.ts";
import { ordersByReference } from "./orders-by-reference.ts";
import { splitByRefs } from "./payouts/split-by-refs.ts";
import * as says from "./problems.ts";
import type { SettlementLine, StoredSettlement } from "./stored-settlement.ts";

/** What a settlement comes to by the postings and orders there are now. */
export interface Judged {
	readonly lines: readonly (SettlementLine & { readonly order: string | null; readonly problem: Text | null })[];
	readonly posting: string | null;
	readonly problems: readonly Text[];
	/** Nothing speaks against booking it. */
	readonly fits: boolean;
	/** What it would book on each order. */
	readonly parts: ReadonlyMap<string, Part>;
	/** What of the posting no order gets: of payouts alone. */
	readonly rest: number;
}

/** What was collected for an order, and what of it was kept. */
export interface Part {
	readonly gross: number;
	readonly fee: number;
}

/** What a person says of a settlement that he books. */
export interface Wish {
	/** The posting that he means; left out: the one that is found. */
	readonly posting?: string | undefined;
	/** Parts of a payout that cannot be booked on an order are booked on none. */
	readonly leaveOut?: boolean | undefined;
}

/** How far back a payout's posting is looked for. */
const DAYS = 90;

/** By what there is now; the posting has to be the net sum of all lines to the cent, whatever a person wishes. */
export async function judge(tx: MerchantTransaction, settlement: StoredSettlement, wish: Wish = {}): Promise<Judged> {
	const net = settlement.lines.reduce((sum, { gross, fee }) => sum + gross - fee, 0);
	const { posting, problem } = await postingFor(tx, settlement, net, wish.posting ?? null);
	const { connectionId } = settlement;
	const split =
		connectionId === null
			? await splitByNumbers(tx, settlement)
			: await splitByRefs(tx, connectionId, settlement, wish.leaveOut === true);
	const fits = problem === null && split.lines.every((line) => line.problem === null);
	return { ...split, posting, problems: problem === null ? [] : [problem], fits };
}

/** How a settlement's lines find their orders. */
export type SplitOver = Pick<Judged, "lines" | "parts" | "rest">;

/**
 * Splits a carrier's payout by its own file and nothing else (PRODUCT D3): every line has to name one order that still owes as much.
 */
async function splitByNumbers(tx: MerchantTransaction, settlement: StoredSettlement): Promise<SplitOver> {
	const found = await ordersByReference(
		tx,
		settlement.lines.map(({ reference }) => reference),
	);
	const orders = await moneyOf(tx, [...new Set([...found.values()].flat())]);
	const parts = new Map<string, { gross: number; fee: number }>();
	for (const { reference, gross, fee } of settlement.lines) {
		const [order, ...more] = found.get(reference) ?? [];
		if (order === undefined || more.length > 0) continue;
		const part = parts.get(order) ?? { gross: 0, fee: 0 };
		parts.set(order, { gross: part.gross + gross, fee: part.fee + fee });
	}
	const lines = settlement.lines.map((line) => {
		const [order, ...more] = found.get(line.reference) ?? [];
		if (order === undefined) return { ...line, order: null, problem: says.NO_ORDER };
		if (more.length > 0) return { ...line, order: null, problem: says.SEVERAL_ORDERS };
		const tracked = orders.get(order);
		const part = parts.get(order);
		return {
			...line,
			order,
			problem: tracked && part ? problemOf(tracked, part, settlement.currency) : says.NO_ORDER,
		};
	});
	return { lines, parts, rest: 0 };
}

function problemOf(
	settlement: Settlement,
	{ gross, fee }: { gross: number; fee: number },
	currency: string,
): Text | null {
	if (settlement.currency !== currency) return says.OTHER_CURRENCY;
	if (gross - fee <= 0) return says.NOTHING_LEFT;
	const open = outstanding(settlement);
	return gross > open ? says.moreThanOpen({ minor: open, currency }) : null;
}

async function postingFor(
	tx: MerchantTransaction,
	{ currency, postingId }: StoredSettlement,
	net: number,
	wanted: string | null,
): Promise<{ posting: string | null; problem: Text | null }> {
	const named = wanted ?? postingId;
	const rows = await tx.query<{ id: string; amount: bigint }>(
		`SELECT id, amount FROM postings
		  WHERE merchant_id = $1::uuid AND status = 'booked' AND assigned = 0 AND outcome IS DISTINCT FROM 'assigned' AND amount > 0 AND currency = $2
		    AND CASE WHEN $3::uuid IS NULL THEN amount = $4 AND booking_day >= $5::date AND NOT held ELSE id = $3::uuid END
		  ORDER BY booking_day, id LIMIT 2`,
		tx.merchantId,
		currency,
		named,
		net,
		new Date(tx.now.getTime() - DAYS * 24 * 60 * 60_000),
	);
	const [first, second] = rows;
	if (first === undefined)
		return { posting: null, problem: named === null ? says.noPosting({ minor: net, currency }) : says.POSTING_TAKEN };
	if (second !== undefined) return { posting: null, problem: says.SEVERAL_POSTINGS };
	const { id, amount } = first;
	const differs =
		Number(amount) === net ? null : says.sumDiffers({ minor: Number(amount), currency }, { minor: net, currency });
	return { posting: id, problem: differs };
}

/** How far each is paid. */
async function moneyOf(tx: MerchantTransaction, ids: readonly string[]): Promise<ReadonlyMap<string, Settlement>> {
	const rows = await tx.query<SettlementColumns & { id: string }>(
		`SELECT id, currency, amount, received_in_shop, reported_by_us, assigned, settled_otherwise, repaid, charged
		   FROM orders WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[])`,
		tx.merchantId,
		ids,
	);
	return new Map(rows.map((row) => [row.id, settlementOf(row)]));
}
