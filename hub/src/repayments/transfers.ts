import { randomBytes } from "node:crypto";
import type { Repayment } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { StoredRepayment } from "./stored-repayment.ts";

type Transfer = Repayment["transfers"][number];

/** Short enough for every bank's files, and nobody else's: by its beginning our postings are found. */
export function newEndToEndId(): string {
	return `KR-${randomBytes(10).toString("hex").toUpperCase()}`;
}

interface Row {
	repayment: string;
	endToEndId: string;
	batch: string;
	sentAt: Date;
	amount: bigint;
	left: string | null;
	returned: string | null;
	charges: bigint | null;
}

/** What stands of each way to the bank, by repayment, the newest first. */
export async function transfersOf(
	tx: MerchantTransaction,
	repayments: readonly Pick<StoredRepayment, "id" | "currency">[],
): Promise<Map<string, Transfer[]>> {
	const rows = await tx.query<Row>(
		`SELECT t.repayment_id AS repayment, t.end_to_end_id AS "endToEndId", t.batch_id AS batch, t.sent_at AS "sentAt", t.amount,
		        l.posting_id AS "left", r.posting_id AS returned, r.charges
		   FROM repayment_transfers t
		   LEFT JOIN repayment_bookings l ON l.merchant_id = t.merchant_id AND l.repayment_id = t.repayment_id AND l.end_to_end_id = t.end_to_end_id
		         AND l.kind = 'left' AND l.undone_at IS NULL
		   LEFT JOIN repayment_bookings r ON r.merchant_id = t.merchant_id AND r.repayment_id = t.repayment_id AND r.end_to_end_id = t.end_to_end_id
		         AND r.kind = 'returned' AND r.undone_at IS NULL
		  WHERE t.merchant_id = $1::uuid AND t.repayment_id = ANY($2::uuid[]) ORDER BY t.sent_at DESC, t.end_to_end_id`,
		tx.merchantId,
		repayments.map(({ id }) => id),
	);
	const currencies = new Map(repayments.map(({ id, currency }) => [id, currency]));
	const found = new Map<string, Transfer[]>();
	for (const { repayment, endToEndId, batch, sentAt, amount, left, returned, charges } of rows) {
		const money = (minor: bigint | null) => ({ minor: Number(minor), currency: currencies.get(repayment) ?? "" });
		const transfer = {
			endToEndId,
			batch,
			sentAt: sentAt.toISOString(),
			amount: money(amount),
			left,
			returned: returned === null ? null : { posting: returned, charges: money(charges) },
		};
		found.set(repayment, [...(found.get(repayment) ?? []), transfer]);
	}
	return found;
}

/** Notes how repayments leave in a file. @param endToEndIds by repayment: none that any file has had (K1) */
export async function newTransfers(
	tx: MerchantTransaction,
	batchId: string,
	endToEndIds: ReadonlyMap<string, string>,
): Promise<void> {
	await tx.execute(
		`INSERT INTO repayment_transfers (merchant_id, end_to_end_id, repayment_id, batch_id, amount, payee, iban, text, approved_by,
		                                  approved_at, sent_at)
		 SELECT $1::uuid, t.id, r.id, $3::uuid, r.amount, r.payee, r.iban, r.text, r.approved_by, r.approved_at, $4
		   FROM jsonb_to_recordset($2::jsonb) AS t(repayment uuid, id text)
		   JOIN repayments r ON r.merchant_id = $1::uuid AND r.id = t.repayment`,
		tx.merchantId,
		JSON.stringify([...endToEndIds].map(([repayment, id]) => ({ repayment, id }))),
		batchId,
		tx.now,
	);
}
