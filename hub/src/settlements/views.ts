import type { listSettlements, Settlement } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { judge } from "./judge.ts";
import { type StoredSettlement, settlementById, stored } from "./stored-settlement.ts";

/** @throws ProblemError 404 */
export async function settlementView(tx: MerchantTransaction, id: string): Promise<Settlement> {
	return viewOf(tx, await settlementById(tx, id));
}

/** Newest first. */
export async function settlementsOf(
	tx: MerchantTransaction,
	{ after, limit }: z.infer<typeof listSettlements.query>,
): Promise<z.infer<typeof listSettlements.result>> {
	const { merchantId } = tx;
	const rows = await tx.model.settlement.findMany({
		where: { merchantId },
		orderBy: [{ createdAt: "desc" }, { id: "desc" }],
		take: limit + 1,
		...(after !== undefined && { cursor: { merchantId_id: { merchantId, id: after } }, skip: 1 }),
	});
	const items: Settlement[] = [];
	for (const row of rows.slice(0, limit)) items.push(await viewOf(tx, stored(row)));
	return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

async function viewOf(tx: MerchantTransaction, settlement: StoredSettlement): Promise<Settlement> {
	const { id, state, currency, postingId, createdAt, bookedAt, connectionId: connection } = settlement;
	const { lines, posting, problems, fits } = await judge(tx, settlement);
	const money = (minor: number) => ({ minor, currency });
	const sum = (of: "gross" | "fee") => settlement.lines.reduce((total, line) => total + line[of], 0);
	const isOpen = state === "open";
	return {
		id,
		source: connection === null ? settlement.source : await nameOf(tx, connection),
		connection,
		payout: payoutOf(settlement),
		state: isOpen ? (fits ? "proposed" : "review") : state,
		posting: isOpen ? posting : postingId,
		gross: money(sum("gross")),
		fee: money(sum("fee")),
		net: money(sum("gross") - sum("fee")),
		lines: lines.map(({ reference, kind, order, gross, fee, problem }) => ({
			reference,
			kind,
			order,
			gross: money(gross),
			fee: money(fee),
			net: money(gross - fee),
			// What is booked is not owed any more: that is no problem.
			problem: isOpen ? problem : null,
		})),
		problems: isOpen ? [...problems] : [],
		createdAt: createdAt.toISOString(),
		bookedAt: bookedAt?.toISOString() ?? null,
	};
}

function payoutOf({ connectionId, key, paidOutAt, foundBy }: StoredSettlement): Settlement["payout"] {
	if (connectionId === null || paidOutAt === null || foundBy === null) return null;
	return { id: key, paidOutAt: paidOutAt.toISOString(), foundBy };
}

async function nameOf(tx: MerchantTransaction, id: string): Promise<string> {
	const row = await tx.model.connection.findUnique({
		where: { merchantId_id: { merchantId: tx.merchantId, id } },
		select: { name: true },
	});
	return row?.name ?? "";
}
