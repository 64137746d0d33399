import type { MerchantTransaction } from "../../db/database.ts";
import { isOfAccount, type StatementRead } from "./read-file.ts";

/** Keeps from when to when statements reach, and from which balance to which; the same one once. */
export async function recordStatements(
	tx: MerchantTransaction,
	accountId: string,
	importId: string,
	statements: readonly StatementRead[],
): Promise<void> {
	const rows = statements.flatMap(({ head, days }) => {
		const period = isOfAccount(head) ? days.period(head) : null;
		if (period === null) return [];
		const { format, number, opening, closing } = head;
		return [
			{
				...period,
				format,
				number,
				opening: opening?.amount.minor,
				closing: closing?.amount.minor,
				difference: days.difference(head),
			},
		];
	});
	if (rows.length === 0) return;
	await tx.execute(
		`INSERT INTO bank_statements (merchant_id, account_id, import_id, format, number, first_day, last_day, opening, closing, difference)
		 SELECT $1::uuid, $2::uuid, $3::uuid, s.format, s.number, s.first, s.last, s.opening, s.closing, s.difference
		   FROM jsonb_to_recordset($4::jsonb)
		        AS s(format text, number text, first date, last date, opening bigint, closing bigint, difference bigint)
		  WHERE NOT EXISTS (
		        SELECT FROM bank_statements b
		         WHERE b.merchant_id = $1::uuid AND b.account_id = $2::uuid AND b.last_day = s.last AND b.first_day = s.first
		           AND b.format = s.format AND (b.number, b.opening, b.closing) IS NOT DISTINCT FROM (s.number, s.opening, s.closing))`,
		tx.merchantId,
		accountId,
		importId,
		JSON.stringify(rows),
	);
}
