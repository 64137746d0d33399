import { CollectionPartner, type CollectionPartnerState, problem, type putCollectionPartner } from "@kontor/protocol";
import * as z from "zod";
import { remember } from "../changes/remember.ts";
import type { MerchantTransaction } from "../db/database.ts";
import type { Hub } from "../hub.ts";

const Secrets = z.object({ key: z.string().optional(), signingKey: z.string().optional() });

/** Who collects, with what is needed to call him and to believe him. */
export interface Partner extends CollectionPartner {
	readonly key: string | undefined;
	readonly signingKey: string | undefined;
}

/** Null: nobody collects for the merchant. */
export async function partnerOf(hub: Hub, tx: MerchantTransaction): Promise<Partner | null> {
	const row = await tx.model.collectionPartner.findUnique({ where: { merchantId: tx.merchantId } });
	if (row === null || row.config === null) return null;
	const secrets = row.secrets === null ? {} : hub.vault.open(placeOf(tx.merchantId), row.secrets);
	const { key, signingKey } = Secrets.parse(secrets);
	return { ...CollectionPartner.parse(row.config), key, signingKey };
}

export async function partnerState(hub: Hub, tx: MerchantTransaction): Promise<CollectionPartnerState> {
	const known = await partnerOf(hub, tx);
	return {
		partner: known === null ? null : CollectionPartner.parse(known),
		hasKey: known?.key !== undefined,
		hasSigningKey: known?.signingKey !== undefined,
		statusUrl: `${hub.publicUrl()}/v1/collections/${tx.merchantId}/status`,
	};
}

/**
 * Sets the partner. Keys that are left out stay as long as the address is the same: they are never sent to another one than they were
 * entered for. What waits is looked at again.
 * @throws ProblemError 400
 */
export async function setPartner(
	hub: Hub,
	tx: MerchantTransaction,
	{ partner, secrets }: z.infer<typeof putCollectionPartner.body>,
	credential: string,
): Promise<CollectionPartnerState> {
	refuseWeakKey(secrets.signingKey);
	if (partner?.url != null && !partner.url.startsWith("https://") && !hub.allowPrivateAddresses) {
		throw wrong("body.partner.url", "an address that begins with https://");
	}
	const before = await partnerOf(hub, tx);
	const kept = before !== null && before.url === partner?.url ? Secrets.parse(before) : {};
	await tx.execute(
		`INSERT INTO collection_partners (merchant_id, config, secrets, updated_at) VALUES ($1::uuid, $2::jsonb, $3, $4)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET config = excluded.config, secrets = excluded.secrets, updated_at = excluded.updated_at`,
		tx.merchantId,
		partner === null ? null : JSON.stringify(partner),
		partner === null ? null : hub.vault.seal(placeOf(tx.merchantId), { ...kept, ...secrets }),
		tx.now,
	);
	await tx.execute(
		`UPDATE collection_cases SET due_at = $2, attempts = 0 WHERE merchant_id = $1::uuid AND state IN ('waiting', 'ready', 'sent')`,
		tx.merchantId,
		tx.now,
	);
	await remember(tx, null, "settings-changed", { by: "person", credential, section: "collection" });
	return partnerState(hub, tx);
}

function refuseWeakKey(key: string | undefined): void {
	if (key === undefined) return;
	const { length } = Buffer.from(key.replace(/^whsec_/, ""), "base64");
	if (!key.startsWith("whsec_") || length < 24 || length > 64) {
		throw wrong("body.secrets.signingKey", "whsec_ and base64 of 24 to 64 bytes");
	}
}

function wrong(path: string, expected: string) {
	return problem("INVALID_REQUEST", {
		detail: `${path}: expected ${expected}`,
		issues: [{ path, message: `expected ${expected}` }],
	});
}

function placeOf(merchantId: string): string {
	return `${merchantId}/collection-partner`;
}
