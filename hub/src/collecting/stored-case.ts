import { handover, zipOf } from "@kontor/documents";
import { type CollectionCase, CollectionCaseDetail, CollectionFacts, problem } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { CollectionCase as Row } from "../db/generated/client.ts";
import type { Hub } from "../hub.ts";
import { claimOfCase, type MadeClaim } from "./claim-of-case.ts";
import { documentsOf } from "./documents-of-case.ts";
import { partnerOf } from "./partner.ts";

export interface StoredCase extends Omit<Row, "facts" | "state"> {
	readonly state: CollectionCase["state"];
	readonly facts: CollectionFacts;
}

/** Whoever changes a case waits here for the others. @throws ProblemError 404 */
export async function lockCase(tx: MerchantTransaction, id: string): Promise<StoredCase> {
	await tx.query(
		`SELECT FROM collection_cases WHERE merchant_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE`,
		tx.merchantId,
		id,
	);
	return caseOf(tx, id);
}

/** @throws ProblemError 404 */
export async function caseOf(tx: MerchantTransaction, id: string): Promise<StoredCase> {
	const row = await tx.model.collectionCase.findUnique({
		where: { merchantId_id: { merchantId: tx.merchantId, id } },
	});
	if (row === null) throw problem("NOT_FOUND", { detail: "no such case" });
	// What is stored was written by us.
	return { ...row, state: row.state as StoredCase["state"], facts: CollectionFacts.parse(row.facts) };
}

/** What of a case is handed over, and what a first letter lacks. */
export async function handoverOf(hub: Hub, tx: MerchantTransaction, stored: StoredCase) {
	const partner = await partnerOf(hub, tx);
	const made = await claimOfCase(hub, tx, stored, partner);
	const given = handover(made.claim);
	return { ...made, ...given, partner, missing: [...made.missing, ...given.missing] };
}

/** The claim with all its papers: they are drawn, which takes a moment. */
export async function zipOfClaim(
	tx: MerchantTransaction,
	{ claim, order, claims, shop, language }: MadeClaim,
): Promise<Uint8Array<ArrayBuffer>> {
	const documents = await documentsOf(tx, order, claims, shop, language);
	return new Uint8Array(zipOf(handover({ ...claim, documents }).files));
}

/** As it was sent; else as it would be now. @throws ProblemError 404 */
export async function fileOfCase(hub: Hub, tx: MerchantTransaction, id: string): Promise<Uint8Array<ArrayBuffer>> {
	const stored = await caseOf(tx, id);
	if (stored.file !== null) return stored.file;
	return zipOfClaim(tx, await handoverOf(hub, tx, stored));
}

/** @throws ProblemError 404 */
export async function detailOf(hub: Hub, tx: MerchantTransaction, id: string): Promise<CollectionCaseDetail> {
	const stored = await caseOf(tx, id);
	const { openPrincipal, total, missing, order } = await handoverOf(hub, tx, stored);
	return CollectionCaseDetail.parse({
		...viewOf(stored, order.number),
		facts: stored.facts,
		openPrincipal,
		total,
		missing: missing.map(({ field, forMerchant }) => ({ field, text: forMerchant })),
	});
}

export function viewOf(stored: Omit<Row, "facts" | "file">, orderNumber: string) {
	return {
		id: stored.id,
		order: stored.orderId,
		orderNumber,
		state: stored.state,
		reference: stored.reference,
		status: stored.status,
		problem: stored.problem,
		handedOverAt: stored.createdAt.toISOString(),
		sentAt: stored.sentAt?.toISOString() ?? null,
		endedAt: stored.endedAt?.toISOString() ?? null,
	};
}
