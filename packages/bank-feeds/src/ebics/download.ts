import { unexpected } from "./fault.ts";
import { decompress, decrypt, decryptTransactionKey, joinSegments, MAX_SEGMENTS } from "./order-data.ts";
import { receiptRequest, transferRequest } from "./requests.ts";
import type { SignedResponse } from "./responses.ts";
import { NO_DATA, NOT_RECEIVED, RECEIVED } from "./return-codes.ts";
import { assertAccepted, assertForUs, exchange, initialise, type Order, type Session } from "./session.ts";

/** Order data that the bank still keeps for us. */
export interface Download {
	readonly bytes: Buffer;
	/** Positive once they are stored; negative has the bank deliver them again. */
	receipt(positive: boolean): Promise<void>;
}

/** @returns undefined where the bank has nothing */
export async function download(session: Session, order: Omit<Order, "upload">): Promise<Download | undefined> {
	const first = await initialise(session, () => order);
	if (first.technicalCode === NO_DATA || first.orderCode === NO_DATA) return undefined;
	assertAccepted(first);
	const { transactionId, segmentCount } = first;
	if (transactionId === undefined || segmentCount === undefined) throw unexpected("download without transaction");

	const transaction = { hostId: session.subscriber.hostId, transactionId };
	const receipt = (positive: boolean) => sendReceipt(session, transaction, positive);
	try {
		const bytes = await collect(session, transaction, first, segmentCount);
		return { bytes, receipt };
	} catch (error) {
		// The bank waits for a receipt; the fault is what matters, also if it cannot be told.
		await receipt(false).catch(() => undefined);
		throw error;
	}
}

async function collect(
	session: Session,
	transaction: { readonly hostId: string; readonly transactionId: string },
	first: SignedResponse,
	segmentCount: number,
): Promise<Buffer> {
	if (segmentCount < 1 || segmentCount > MAX_SEGMENTS) throw unexpected(`download of ${segmentCount} segments`);
	const { encryption } = first;
	if (encryption === undefined) throw unexpected("download without transaction key");
	assertForUs(encryption, session.own);
	const texts = [segmentData(first, "Initialisation", 1, segmentCount)];
	for (let number = 2; number <= segmentCount; number += 1) {
		const request = transferRequest(transaction, { number, last: number === segmentCount });
		const response = await exchange(session, request);
		assertAccepted(response);
		if (response.transactionId !== transaction.transactionId) throw unexpected("segment of another transaction");
		texts.push(segmentData(response, "Transfer", number, segmentCount));
	}
	const transactionKey = decryptTransactionKey(encryption.transactionKey, session.own.encryption.privateKey);
	return decompress(decrypt(joinSegments(texts), transactionKey));
}

function segmentData(response: SignedResponse, phase: string, number: number, count: number): string {
	const { segment, orderData } = response;
	if (response.phase !== phase) throw unexpected(`answer of phase ${response.phase} instead of ${phase}`);
	if (segment?.number !== number || segment.last !== (number === count) || orderData === undefined)
		throw unexpected(`segment ${number} of ${count} is missing`);
	return orderData;
}

async function sendReceipt(
	session: Session,
	transaction: { readonly hostId: string; readonly transactionId: string },
	positive: boolean,
): Promise<void> {
	const response = await exchange(session, receiptRequest(transaction, positive));
	assertAccepted(response, positive ? RECEIVED : NOT_RECEIVED);
	if (response.transactionId !== undefined && response.transactionId !== transaction.transactionId)
		throw unexpected("receipt of another transaction");
}
