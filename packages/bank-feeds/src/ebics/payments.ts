import { paymentParameters } from "./business-transactions.ts";
import { orderDigest, signatureData } from "./electronic-signature.ts";
import { unexpected } from "./fault.ts";
import { compress, encrypt, encryptTransactionKey, newTransactionKey, segments } from "./order-data.ts";
import { transferRequest } from "./requests.ts";
import { RefusedByBank } from "./return-codes.ts";
import { assertAccepted, type EbicsContext, exchange, initialise, openSession, type Session } from "./session.ts";

/** A file of SEPA credit transfers. */
export interface PaymentFile {
	readonly bytes: Uint8Array;
	/** The bank shows it to the merchant. */
	readonly name: string;
	/** Version of pain.001.001: "09" unless the bank wants an older one. */
	readonly painVersion?: string;
	/**
	 * Our signature authorises the payments. Where it does not, the file waits at the bank until the merchant releases it
	 * there: the safe choice, and the only one for a subscriber of signature class T.
	 */
	readonly authorised: boolean;
}

/**
 * What became of the file. `unknown`: the bank has all of it, but its answer did not arrive: it may execute it, so it must not be
 * sent again before the merchant has looked.
 */
export type Submission =
	| { readonly state: "submitted"; readonly orderId: string | undefined }
	| { readonly state: "unknown"; readonly orderId: string | undefined; readonly cause: unknown };

/**
 * Hands a payment file in (BTU).
 *
 * @throws FeedError where the bank has refused it or never had all of it: nothing will be paid
 */
export async function submitPayments(context: EbicsContext, file: PaymentFile): Promise<Submission> {
	const session = openSession(context);
	const version = context.config.signatureVersion;
	const transactionKey = newTransactionKey();
	const pieces = segments(encrypt(await compress(file.bytes), transactionKey));
	const signed = signatureData(file.bytes, session.subscriber, { version, key: session.own.signature.privateKey });
	const encryptedSignature = encrypt(await compress(Buffer.from(signed)), transactionKey);
	const first = await initialise(session, (digestOf) => ({
		order: "BTU",
		parameters: paymentParameters(file.name, file.painVersion ?? "09", file.authorised),
		upload: {
			segments: pieces.length,
			encryptedTransactionKey: encryptTransactionKey(transactionKey, session.bank.encryption.publicKey),
			encryptionKey: digestOf("E002"),
			signatureData: encryptedSignature,
			dataDigest: orderDigest(file.bytes),
			signatureVersion: version,
		},
	}));
	assertAccepted(first);
	const { transactionId, orderId } = first;
	if (transactionId === undefined) throw unexpected("upload without transaction");

	for (const [index, data] of pieces.entries()) {
		const last = index === pieces.length - 1;
		const request = transferRequest(
			{ hostId: session.subscriber.hostId, transactionId },
			{ number: index + 1, last, data },
		);
		const failed = await send(session, request, transactionId, last);
		if (failed !== undefined) return { state: "unknown", orderId, cause: failed };
	}
	return { state: "submitted", orderId };
}

/** Only the last segment makes the bank act, so only there an answer that is lost leaves the outcome open. */
async function send(session: Session, request: string, transactionId: string, last: boolean): Promise<unknown> {
	let response: Awaited<ReturnType<typeof exchange>>;
	try {
		response = await exchange(session, request);
		if (response.transactionId !== undefined && response.transactionId !== transactionId)
			throw unexpected("answer of another transaction");
	} catch (cause) {
		if (last) return cause;
		throw cause;
	}
	try {
		assertAccepted(response);
	} catch (refused) {
		// An internal error may come before or after the bank took the file over.
		if (last && refused instanceof RefusedByBank && refused.fault === "unavailable") return refused;
		throw refused;
	}
	return undefined;
}
