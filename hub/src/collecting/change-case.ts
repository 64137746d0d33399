import { type CollectionFacts, problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";
import { withdraw } from "../notifications/notify.ts";
import { callPartner } from "./follow-orders.ts";
import { causeOfCase } from "./notices.ts";
import { fileOfCase, lockCase, type StoredCase } from "./stored-case.ts";
import { tellCustomer } from "./tell-customer.ts";

/** What the merchant says of a case that is not with the partner yet; it is looked at again at once. @throws ProblemError 404, 409 */
export async function complete(tx: MerchantTransaction, id: string, facts: CollectionFacts): Promise<void> {
	const stored = await lockCase(tx, id);
	refuseLeft(stored);
	await tx.execute(
		`UPDATE collection_cases SET facts = $3::jsonb, due_at = $4, problem = NULL,
		        state = CASE WHEN state = 'refused' THEN 'waiting' ELSE state END
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		JSON.stringify(facts),
		tx.now,
	);
	await withdraw(tx, [causeOfCase(stored)]);
	await callPartner(tx);
}

/** The merchant has given the file to whoever collects: it is kept as it was. @throws ProblemError 404, 409 */
export async function passOn(hub: Hub, tx: MerchantTransaction, id: string, reference: string | null): Promise<void> {
	const stored = await lockCase(tx, id);
	if (stored.state === "sent" && stored.attempts === 0) return;
	refuseLeft(stored);
	await tx.execute(
		`UPDATE collection_cases SET state = 'sent', sent_at = $3, reference = coalesce($4, reference), file = $5, due_at = NULL,
		        problem = NULL
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		tx.merchantId,
		id,
		tx.now,
		reference,
		await fileOfCase(hub, tx, id),
	);
	await withdraw(tx, [causeOfCase(stored)]);
	await tellCustomer(hub, tx, stored, reference);
}

/** A call under way may have brought it there. */
function refuseLeft({ state, attempts }: StoredCase): void {
	if (state !== "sent" && state !== "ended" && attempts === 0) return;
	throw problem("CONFLICT", { detail: `the case is ${state}`, forMerchant: LEFT });
}

const LEFT = {
	de: "Der Fall ist schon beim Inkassounternehmen, auf dem Weg dorthin oder beendet.",
	en: "The case is with the collection agency already, on its way there, or ended.",
};
