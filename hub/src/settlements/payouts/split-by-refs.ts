import { outstanding } from "@kontor/receivables";
import type { MerchantTransaction } from "../../db/database.ts";
import { TRACKED_COLUMNS, type TrackedOrder, type TrackedRow, tracked } from "../../orders/tracked-order.ts";
import type { Part, SplitOver } from "../judge.ts";
import * as says from "../problems.ts";
import type { SettlementLine, StoredSettlement } from "../stored-settlement.ts";

/**
 * Splits a marketplace's payout over the orders of its connection, by its own books: each line names its order by the shop's key. The
 * shop itself has to say that the order is paid, since what it pays out is what it received for it.
 * @param leaveOut a person says that what cannot be booked on its order is booked on none
 */
export async function splitByRefs(
	tx: MerchantTransaction,
	connectionId: string,
	{ currency, lines: given }: StoredSettlement,
	leaveOut: boolean,
): Promise<SplitOver> {
	const orders = await ordersByRef(tx, connectionId, given);
	const parts = new Map<string, Part>();
	let rest = 0;
	const lines = given.map((line) => {
		const order = line.kind === "charge" ? undefined : orders.get(line.reference);
		const problem = line.kind === "charge" ? null : problemOf(order, currency);
		if (order === undefined || problem !== null) {
			rest += line.gross - line.fee;
			return { ...line, order: order?.id ?? null, problem: leaveOut ? null : problem };
		}
		const { gross, fee } = parts.get(order.id) ?? { gross: 0, fee: 0 };
		parts.set(order.id, { gross: gross + line.gross, fee: fee + line.fee });
		return { ...line, order: order.id, problem };
	});
	return { lines, parts, rest };
}

function problemOf(order: TrackedOrder | undefined, currency: string) {
	if (order === undefined) return says.NOT_KNOWN;
	if (order.settlement.currency !== currency) return says.OTHER_CURRENCY;
	return outstanding(order.settlement) > 0 ? says.NOT_PAID_THERE : null;
}

async function ordersByRef(
	tx: MerchantTransaction,
	connectionId: string,
	lines: readonly SettlementLine[],
): Promise<ReadonlyMap<string, TrackedOrder>> {
	const rows = await tx.query<TrackedRow>(
		`SELECT ${TRACKED_COLUMNS} FROM orders o JOIN connections c ON c.merchant_id = o.merchant_id AND c.id = o.connection_id AND NOT c.test_system
		  WHERE o.merchant_id = $1::uuid AND o.connection_id = $2::uuid AND o.ref = ANY($3::text[])`,
		tx.merchantId,
		connectionId,
		lines.map(({ reference }) => reference),
	);
	return new Map(rows.map((row) => [row.ref, tracked(row)] as const));
}
