import { type PaymentAnswer, problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";

/** Newest first, without the proofs themselves. @throws ProblemError 404 */
export async function answersOf(tx: MerchantTransaction, order: string): Promise<PaymentAnswer[]> {
	const known = await tx.model.order.count({ where: { merchantId: tx.merchantId, id: order } });
	if (known === 0) throw problem("NOT_FOUND");
	const rows = await tx.query<{
		id: string;
		at: Date;
		note: string;
		file_name: string | null;
		content_type: string | null;
		size: number | null;
	}>(
		`SELECT id, at, note, file_name, content_type, length(bytes) AS size FROM payment_answers
		  WHERE merchant_id = $1::uuid AND order_id = $2::uuid ORDER BY id DESC LIMIT 100`,
		tx.merchantId,
		order,
	);
	return rows.map(({ id, at, note, file_name: name, content_type: contentType, size }) => ({
		id,
		at: at.toISOString(),
		note,
		proof: name === null ? null : { name, contentType: contentType ?? "", size: size ?? 0 },
	}));
}

/** @throws ProblemError 404 */
export async function proofOfAnswer(tx: MerchantTransaction, id: string): Promise<Uint8Array<ArrayBuffer>> {
	const answer = await tx.model.paymentAnswer.findUnique({
		where: { merchantId_id: { merchantId: tx.merchantId, id } },
	});
	if (answer === null || answer.bytes === null) throw problem("NOT_FOUND", { detail: "no such proof" });
	return answer.bytes;
}
