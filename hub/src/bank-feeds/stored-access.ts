import { problem } from "@kontor/protocol";
import * as z from "zod";
import type { MerchantTransaction } from "../db/database.ts";
import type { BankAccess, BankAccessAccount } from "../db/generated/client.ts";
import type { Hub } from "../hub.ts";

export type StoredAccess = BankAccess;
export type StoredAccessAccount = BankAccessAccount;

export const NextStep = z.object({ text: z.object({ de: z.string(), en: z.string() }), url: z.string().nullable() });
export const Problem = z.object({
	fault: z.string(),
	text: z.object({ de: z.string(), en: z.string() }),
	at: z.string(),
});
/** What the bank asks, as it is stored. */
export const StoredChallenge = z.object({
	kind: z.enum(["confirm", "enter"]),
	text: z.object({ de: z.string(), en: z.string() }),
	picture: z.object({ mediaType: z.string(), base64: z.string() }).nullable(),
});

type Sealed = "secrets" | "memory" | "letter" | "challenge" | "answer";

interface Place {
	readonly merchantId: string;
	readonly id: string;
}

/** A row copied to another access, or a column to another, does not open there. */
function placeOf({ merchantId, id }: Place, what: Sealed): string {
	return `${merchantId}/bank-accesses/${id}/${what}`;
}

export function seal(hub: Pick<Hub, "vault">, place: Place, what: Sealed, value: unknown): Uint8Array<ArrayBuffer> {
	return hub.vault.seal(placeOf(place, what), value);
}

/** Undefined where nothing is stored. */
export function unseal(hub: Pick<Hub, "vault">, access: StoredAccess, what: Sealed): unknown {
	const sealed = access[what];
	return sealed === null ? undefined : hub.vault.open(placeOf(access, what), sealed);
}

/** Whoever changes an access waits here for the others. @throws ProblemError 404 */
export async function lockAccess(tx: MerchantTransaction, id: string): Promise<StoredAccess> {
	await tx.query(
		`SELECT FROM bank_accesses WHERE merchant_id = $1::uuid AND id = $2::uuid FOR NO KEY UPDATE`,
		tx.merchantId,
		id,
	);
	return accessOf(tx, id);
}

/** @throws ProblemError 404 */
export async function accessOf(tx: MerchantTransaction, id: string): Promise<StoredAccess> {
	const access = await tx.model.bankAccess.findUnique({ where: { merchantId_id: { merchantId: tx.merchantId, id } } });
	if (access === null) throw problem("NOT_FOUND", { detail: "no such bank access" });
	return access;
}

export function accountsOf(tx: MerchantTransaction, accessIds: readonly string[]): Promise<StoredAccessAccount[]> {
	return tx.model.bankAccessAccount.findMany({
		where: { merchantId: tx.merchantId, accessId: { in: [...accessIds] } },
		orderBy: [{ accessId: "asc" }, { feedAccount: "asc" }],
	});
}

/** Somebody runs it right now; after `dueAt` whoever it was has died. */
export function isRunning({ lease, dueAt }: Pick<StoredAccess, "lease" | "dueAt">, now: Date): boolean {
	return lease !== null && dueAt !== null && dueAt > now;
}
