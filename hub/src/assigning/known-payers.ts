import type { Day } from "@kontor/connector";
import { type KnownPayer, type listKnownPayers, problem } from "@kontor/protocol";
import type * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import { requestAssignment } from "./request-assignment.ts";

/** Those that count, learned last first. */
export async function pageOfKnownPayers(
	tx: MerchantTransaction,
	{ after, limit, iban }: z.infer<typeof listKnownPayers.query>,
): Promise<{ items: KnownPayer[]; next: string | null }> {
	const rows = await tx.query<KnownPayer & { lastPaidOn: Day }>(
		`SELECT id, iban, customer_number AS "customerNumber", name, payments, last_paid_on::text AS "lastPaidOn"
		   FROM known_payers
		  WHERE merchant_id = $1::uuid AND revoked_at IS NULL AND ($2::uuid IS NULL OR id < $2::uuid)
		    AND ($3::text IS NULL OR iban = $3)
		  ORDER BY id DESC LIMIT $4`,
		tx.merchantId,
		after ?? null,
		iban?.replace(/\s/g, "").toUpperCase() ?? null,
		limit + 1,
	);
	const items = rows.slice(0, limit);
	return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** Once more changes nothing (I4). @throws ProblemError 404 */
export async function revokeKnownPayer(tx: MerchantTransaction, id: string): Promise<void> {
	const [found] = await tx.query<{ revoked: boolean }>(
		`SELECT revoked_at IS NOT NULL AS revoked FROM known_payers WHERE merchant_id = $1::uuid AND id = $2::uuid FOR UPDATE`,
		tx.merchantId,
		id,
	);
	if (found === undefined) throw problem("NOT_FOUND", { detail: "no such known payer" });
	if (found.revoked) return;
	await tx.execute(
		`UPDATE known_payers SET revoked_at = $3, payments = 0 WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		tx.now,
	);
	// What was decided by it and is not assigned has to be looked at again.
	await requestAssignment(tx);
}
