import { problem, Repayment } from "@kontor/protocol";
import { dayIn, effectiveSettings, leavesOn, type ReceivablesSettings, type RepaymentState } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import type { Repayment as Row } from "../db/generated/client.ts";
import { merchantOverride } from "../reminding/rules-of-writing.ts";
import { transfersOf } from "./transfers.ts";

export type StoredRepayment = Omit<Row, "state"> & { readonly state: RepaymentState };

/** Whoever changes a repayment waits here for the others. @throws ProblemError 404 */
export async function lockRepayment(tx: MerchantTransaction, id: string): Promise<StoredRepayment> {
	await tx.query(
		`SELECT FROM repayments WHERE merchant_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE`,
		tx.merchantId,
		id,
	);
	return repaymentOf(tx, id);
}

/** @throws ProblemError 404 */
async function repaymentOf(tx: MerchantTransaction, id: string): Promise<StoredRepayment> {
	const row = await tx.model.repayment.findUnique({ where: { merchantId_id: { merchantId: tx.merchantId, id } } });
	if (row === null) throw problem("NOT_FOUND", { detail: "no such repayment" });
	return stored(row);
}

/** What is stored was written by the table of their states. */
export function stored(row: Row): StoredRepayment {
	return { ...row, state: row.state as RepaymentState };
}

/** How the merchant wants money to leave: for all of his shops together. */
export async function repaymentRules(
	tx: MerchantTransaction,
): Promise<{ readonly timeZone: string; readonly settings: ReceivablesSettings["repayments"] }> {
	const { timeZone } = await tx.model.merchant.findUniqueOrThrow({ where: { id: tx.merchantId } });
	return { timeZone, settings: effectiveSettings(await merchantOverride(tx)).repayments };
}

export async function viewsOf(tx: MerchantTransaction, rows: readonly StoredRepayment[]): Promise<Repayment[]> {
	const { timeZone, settings } = await repaymentRules(tx);
	const numbers = await orderNumbers(tx, rows);
	const transfers = await transfersOf(tx, rows);
	return rows.map((row) => {
		const { arrangedAt, approvedAt } = row;
		const own = transfers.get(row.id) ?? [];
		const approved =
			approvedAt === null
				? null
				: leavesOn({ arrangedOn: dayIn(timeZone, arrangedAt), approvedOn: dayIn(timeZone, approvedAt) }, settings);
		return Repayment.parse({
			id: row.id,
			order: row.orderId,
			orderNumber: numbers.get(row.orderId) ?? "",
			amount: { minor: Number(row.amount), currency: row.currency },
			payee: row.payee,
			iban: row.iban,
			text: row.text,
			state: row.state,
			arrangedBy: row.arrangedBy,
			arrangedAt: arrangedAt.toISOString(),
			approvedBy: row.approvedBy,
			leavesOn: approved,
			batch: own[0]?.batch ?? null,
			posting: own.map(({ left, returned }) => returned?.posting ?? left).find((one) => one !== null) ?? null,
			bouncedAt: row.bouncedAt?.toISOString() ?? null,
			transfers: own,
		});
	});
}

export async function viewOf(tx: MerchantTransaction, id: string): Promise<Repayment> {
	const [view] = await viewsOf(tx, [await repaymentOf(tx, id)]);
	if (view === undefined) throw problem("NOT_FOUND");
	return view;
}

async function orderNumbers(tx: MerchantTransaction, rows: readonly StoredRepayment[]): Promise<Map<string, string>> {
	const found = await tx.query<{ id: string; number: string }>(
		`SELECT id, number FROM orders WHERE merchant_id = $1::uuid AND id = ANY($2::uuid[])`,
		tx.merchantId,
		rows.map(({ orderId }) => orderId),
	);
	return new Map(found.map(({ id, number }) => [id, number]));
}
