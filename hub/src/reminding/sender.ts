import type { Look, MessageData } from "@kontor/documents";
import { SenderProfile } from "@kontor/protocol";
import type { MerchantTransaction } from "../db/database.ts";
import type { SendingServer } from "../messages/mail-server.ts";

/** Whom a message is from, and how it looks. */
export interface Sender {
	readonly shop: MessageData["shop"];
	/** Whose account it is, where the bank's own name of it is not known. */
	readonly payee: string;
	readonly look: Look;
	readonly address: SenderProfile["address"];
}

/** @param server by which it leaves; null: a letter */
export async function senderOf(
	tx: MerchantTransaction,
	connection: string,
	server: SendingServer | null,
): Promise<Sender> {
	const { merchantId } = tx;
	const { name, url } = await tx.model.connection.findUniqueOrThrow({
		where: { merchantId_id: { merchantId, id: connection } },
		select: { name: true, url: true },
	});
	const merchant = await tx.model.merchant.findUniqueOrThrow({ where: { id: merchantId } });
	const profile = await profileOf(tx);
	const shown = profile.name ?? name;
	return {
		shop: {
			name: shown,
			...(server !== null && { email: server.replyTo ?? server.from.address }),
			...(profile.phone !== null && { phone: profile.phone }),
			...(url.startsWith("https:") && { website: url }),
		},
		payee: merchant.name,
		look: { name: shown, color: profile.color, imprint: profile.imprint },
		address: profile.address,
	};
}

/** Stored beside the merchant's settings. */
export async function profileOf(tx: MerchantTransaction): Promise<SenderProfile> {
	const row = await tx.model.settings.findUnique({ where: { merchantId: tx.merchantId } });
	const body = row?.body;
	return SenderProfile.parse(typeof body === "object" && body !== null && "profile" in body ? body.profile : {});
}

export async function setProfile(tx: MerchantTransaction, profile: SenderProfile): Promise<SenderProfile> {
	await tx.execute(
		`INSERT INTO settings (merchant_id, body, updated_at) VALUES ($1::uuid, $2::jsonb, $3)
		 ON CONFLICT (merchant_id) DO UPDATE
		    SET body = settings.body || excluded.body, version = settings.version + 1, updated_at = excluded.updated_at`,
		tx.merchantId,
		JSON.stringify({ profile }),
		tx.now,
	);
	return profile;
}
