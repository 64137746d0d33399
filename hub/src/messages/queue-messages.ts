import { createHash } from "node:crypto";
import type { MerchantTransaction } from "../db/database.ts";

export interface MessageAttachment {
	readonly name: string;
	readonly contentType: string;
	readonly bytes: Uint8Array;
	/** Of a picture that the HTML shows. */
	readonly cid?: string | null;
}

/** A message somebody wants sent. */
export interface NewMessage {
	/** What it is about, as its text is named: `paymentInformation`, `reminder`, ... */
	readonly kind: string;
	/** What made it: while a message with this key is not cancelled, the same is not sent again (I4). */
	readonly causeKey: string;
	readonly order: string | null;
	readonly audience: "customer" | "merchant";
	readonly channel: "email" | "letter";
	/** E-mail address, or the name on the letter. */
	readonly recipient: string;
	/** Before the e-mail address. */
	readonly recipientName?: string;
	readonly subject: string;
	readonly text: string;
	/** Null: text alone, as letters are. */
	readonly html: string | null;
	/** The customer may decline it (PRODUCT F10): then nothing is queued. */
	readonly optional: boolean;
	/** What its text is made of each time it is tried (`WriteMessage`); left out: subject, text and files are as given. */
	readonly intent?: Readonly<Record<string, unknown>>;
	/** The order's states in which it may still go, looked at again in the moment of sending; empty: any. */
	readonly onlyWhile: readonly string[];
	/** After this it is not sent any more; null: whenever the server takes it. */
	readonly validUntil: Date | null;
	/** Of a letter that is written already: as it stands in the window. */
	readonly address?: readonly string[];
	/** Attachments; of a letter the first one is the letter itself. */
	readonly files: readonly MessageAttachment[];
}

/**
 * Stores messages in the transaction that makes them due (I3); they leave after it has committed.
 *
 * @returns the ids of those that are new, by cause
 */
export async function queueMessages(
	tx: MerchantTransaction,
	messages: readonly NewMessage[],
): Promise<ReadonlyMap<string, string>> {
	const wanted = await withoutDeclined(tx, messages);
	if (wanted.length === 0) return new Map();
	const rows = wanted.map((message) => ({ ...message, files: undefined }));
	const queued = await tx.query<{ id: string; cause_key: string }>(
		`INSERT INTO messages (merchant_id, id, order_id, kind, audience, channel, cause_key, recipient, subject, body, intent, state,
		                       only_while, valid_until, due_at, created_at)
		 SELECT $1::uuid, uuidv7(), m."order", m.kind, m.audience, m.channel, m."causeKey", m.recipient, m.subject,
		        jsonb_build_object('text', m.text, 'html', m.html, 'optional', m.optional, 'address', coalesce(m.address, '[]'),
		                           'recipientName', coalesce(m."recipientName", '')), m.intent, 'ready',
		        ARRAY(SELECT jsonb_array_elements_text(m."onlyWhile")), m."validUntil", $3, $3
		   FROM jsonb_to_recordset($2::jsonb) AS m("order" uuid, kind text, audience text, channel text, "causeKey" text,
		        recipient text, "recipientName" text, subject text, text text, html text, optional boolean, address jsonb, intent jsonb, "onlyWhile" jsonb, "validUntil" timestamptz)
		 ON CONFLICT (merchant_id, cause_key) WHERE state <> 'cancelled' DO NOTHING
		 RETURNING id, cause_key`,
		tx.merchantId,
		JSON.stringify(rows),
		tx.now,
	);
	const ids = new Map(queued.map(({ id, cause_key }) => [cause_key, id]));
	for (const { causeKey, files } of wanted) {
		const id = ids.get(causeKey);
		if (id === undefined || files.length === 0) continue;
		await storeFiles(tx, id, files);
	}
	return ids;
}

/** What is attached to a message, in this order. */
export async function storeFiles(
	tx: MerchantTransaction,
	messageId: string,
	files: readonly MessageAttachment[],
): Promise<void> {
	await tx.model.messageFile.createMany({
		data: files.map(({ name, contentType, bytes, cid = null }, position) => ({
			merchantId: tx.merchantId,
			messageId,
			position,
			name,
			contentType,
			cid,
			bytes: new Uint8Array(bytes),
		})),
	});
}

async function withoutDeclined(tx: MerchantTransaction, messages: readonly NewMessage[]): Promise<NewMessage[]> {
	const optional = messages.filter((message) => message.optional);
	if (optional.length === 0) return [...messages];
	const declined = await tx.query<{ hash: string }>(
		`SELECT encode(address_hash, 'hex') AS hash FROM opt_outs WHERE merchant_id = $1::uuid
		    AND encode(address_hash, 'hex') = ANY($2)`,
		tx.merchantId,
		optional.map(({ recipient }) => addressHash(recipient).toString("hex")),
	);
	const hashes = new Set(declined.map(({ hash }) => hash));
	return messages.filter(
		({ recipient, optional: may }) => !(may && hashes.has(addressHash(recipient).toString("hex"))),
	);
}

/** Under this an address is remembered that wants nothing optional: a list of those who declined is no list of addresses. */
export function addressHash(address: string): Buffer {
	return createHash("sha256").update(address.trim().toLowerCase()).digest();
}
