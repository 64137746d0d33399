import type { Assignment } from "@kontor/matching";
import { problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import { askToTell } from "../reminding/tell-payment-received.ts";
import type { StoredReason } from "./reasons.ts";

export interface NewAssignment extends Assignment {
	readonly posting: string;
	readonly decidedBy: "machine" | "person";
	/** Why. */
	readonly evidence: readonly StoredReason[];
}

export interface MadeAssignment extends NewAssignment {
	readonly id: string;
}

/**
 * Books parts of postings on orders; the database keeps the totals and refuses what exceeds a posting (I1).
 * @throws ProblemError CONFLICT then: somebody else was faster
 */
export async function insertAssignments(
	tx: MerchantTransaction,
	assignments: readonly NewAssignment[],
): Promise<MadeAssignment[]> {
	if (assignments.length === 0) return [];
	// Rising ids: what was made first is listed first.
	const ids = await tx.query<{ id: string }>(
		`SELECT uuidv7()::text AS id FROM generate_series(1, $1::int) ORDER BY 1`,
		assignments.length,
	);
	const made = assignments.map((assignment, index) => ({ ...assignment, id: ids[index]?.id ?? "" }));
	try {
		await tx.execute(
			`INSERT INTO assignments (merchant_id, id, posting_id, order_id, kind, amount, order_amount, decided_by, evidence, created_at)
			 SELECT $1::uuid, a.id, a.posting, a."order", a.kind, a.minor, a."orderMinor", a."decidedBy", a.evidence, $3
			   FROM jsonb_to_recordset($2::jsonb) AS a(id uuid, posting uuid, "order" uuid, kind text, minor bigint,
			        "orderMinor" bigint, "decidedBy" text, evidence jsonb)`,
			tx.merchantId,
			JSON.stringify(made),
			tx.now,
		);
	} catch (error) {
		if (String(error).includes("assigned_within_amount")) throw exceeded();
		throw error;
	}
	await askToTell(tx, made);
	return made;
}

export function exceeded() {
	return problem("CONFLICT", {
		detail: "the assignments exceed what is left of the posting",
		forMerchant: {
			de: "So viel ist von dieser Buchung nicht mehr frei. Bitte laden Sie die Buchung neu.",
			en: "That much is not left of this posting. Please reload it.",
		},
	});
}
