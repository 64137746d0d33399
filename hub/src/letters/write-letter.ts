import type { MerchantTransaction } from "../db/database.ts";
import { storeFiles } from "../messages/queue-messages.ts";
import { MessageBody, messageOf, type StoredMessage } from "../messages/stored-message.ts";
import type { NotPrepared, WaitsFor } from "../reminding/not-prepared.ts";
import { StepIntent } from "../reminding/step-intent.ts";
import { INVOICE, invoiceLetter } from "./invoice-letter.ts";
import type { Letter } from "./letter-service.ts";
import { letterOfStep, letterOfText } from "./make-letter.ts";

/** A letter that is made new: its PDF, and what the list shows of it. */
export interface MadeLetter {
	readonly subject: string;
	readonly address: readonly string[];
	readonly pdf: Uint8Array;
}

/** Writes a letter by what is known at this moment, and stores it as it goes out; or says why it cannot be written (yet). */
export async function writeLetter(
	tx: MerchantTransaction,
	message: StoredMessage,
): Promise<Letter | NotPrepared | WaitsFor> {
	// One that is sent once more is there already.
	const { merchantId } = tx;
	const isThere = (await tx.model.messageFile.count({ where: { merchantId, messageId: message.id } })) > 0;
	if (message.intent === null && isThere) return storedLetter(tx, message);
	const made = await make(tx, message);
	if ("reason" in made || "waitsFor" in made) return made;
	await tx.execute(
		`UPDATE messages SET subject = $3, body = body || jsonb_build_object('address', $4::jsonb)
		  WHERE merchant_id = $1::uuid AND id = $2::uuid`,
		merchantId,
		message.id,
		made.subject,
		JSON.stringify(made.address),
	);
	// One that could not be handed over is written anew: amounts are those of the day it leaves.
	await tx.execute(
		`DELETE FROM message_files WHERE merchant_id = $1::uuid AND message_id = $2::uuid`,
		merchantId,
		message.id,
	);
	await storeFiles(tx, message.id, [{ name: "brief.pdf", contentType: "application/pdf", bytes: made.pdf }]);
	return storedLetter(tx, await messageOf(tx, message.id));
}

async function make(tx: MerchantTransaction, message: StoredMessage): Promise<MadeLetter | NotPrepared | WaitsFor> {
	if (message.intent === null) return letterOfText(tx, message);
	const { message: kind } = StepIntent.parse(message.intent);
	return kind === INVOICE ? invoiceLetter(tx, message) : letterOfStep(tx, message);
}

/** A letter as it was written. */
export async function storedLetter(tx: MerchantTransaction, message: StoredMessage): Promise<Letter> {
	const { merchantId } = tx;
	const { id, kind, subject, orderId, body } = message;
	const file = await tx.model.messageFile.findFirstOrThrow({
		where: { merchantId, messageId: id },
		orderBy: { position: "asc" },
	});
	const order =
		orderId === null
			? null
			: await tx.model.order.findUnique({
					where: { merchantId_id: { merchantId, id: orderId } },
					select: { number: true },
				});
	const { address } = MessageBody.parse(body);
	return { id, kind, subject, address, orderNumber: order?.number ?? null, pdf: file.bytes };
}
