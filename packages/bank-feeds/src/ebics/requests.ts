import { randomBytes } from "node:crypto";
import { AUTH_SIGNATURE_HERE } from "./authentication.ts";
import { DS, H000, H005, SHA256, type Subscriber } from "./names.ts";
import { element, leaf } from "./xml.ts";

/** Hash of a key as requests name it. */
export type Digest = { readonly version: "X002" | "E002"; readonly value: Buffer };

/** HEV: which versions of EBICS the host speaks. */
export function versionsRequest(hostId: string): string {
	return element("ebicsHEVRequest", { xmlns: H000 }, leaf("HostID", hostId));
}

/** INI and HIA: neither signed nor encrypted, the letter is what makes the bank believe them. */
export function unsecuredRequest(subscriber: Subscriber, order: "INI" | "HIA", orderData: Buffer): string {
	return message(
		"ebicsUnsecuredRequest",
		header([...identity(subscriber), orderDetails(order), securityMedium()], []),
		"",
		element("DataTransfer", {}, leaf("OrderData", orderData.toString("base64"))),
	);
}

/** HPB: signed, but without hashes of the bank's keys, which are what is asked for. */
export function bankKeysRequest(subscriber: Subscriber, now: Date): string {
	return message(
		"ebicsNoPubKeyDigestsRequest",
		header([...identity(subscriber, freshness(now)), orderDetails("HPB"), securityMedium()], []),
		AUTH_SIGNATURE_HERE,
	);
}

export interface Initialisation {
	readonly subscriber: Subscriber;
	readonly now: Date;
	readonly order: "BTD" | "BTU" | "HTD";
	/** XML of the order's parameters. */
	readonly parameters: string;
	readonly bankKeys: readonly [authentication: Digest, encryption: Digest];
	readonly upload?: {
		readonly segments: number;
		readonly encryptedTransactionKey: Buffer;
		readonly encryptionKey: Digest;
		readonly signatureData: Buffer;
		readonly dataDigest: Buffer;
		readonly signatureVersion: "A005" | "A006";
	};
}

export function initialisationRequest(order: Initialisation): string {
	const { upload } = order;
	const [authentication, encryption] = order.bankKeys;
	const staticHeader = [
		...identity(order.subscriber, freshness(order.now)),
		orderDetails(order.order, order.parameters),
		element("BankPubKeyDigests", {}, digest("Authentication", authentication), digest("Encryption", encryption)),
		securityMedium(),
		upload && leaf("NumSegments", String(upload.segments)),
	];
	const dataTransfer =
		upload &&
		element(
			"DataTransfer",
			{},
			element(
				"DataEncryptionInfo",
				{ authenticate: "true" },
				digest("EncryptionPubKeyDigest", upload.encryptionKey),
				leaf("TransactionKey", upload.encryptedTransactionKey.toString("base64")),
			),
			leaf("SignatureData", upload.signatureData.toString("base64"), { authenticate: "true" }),
			leaf("DataDigest", upload.dataDigest.toString("base64"), { SignatureVersion: upload.signatureVersion }),
		);
	return ebicsRequest(header(staticHeader, [leaf("TransactionPhase", "Initialisation")]), dataTransfer);
}

/** The next segment: asked for in a download, sent in an upload. */
export function transferRequest(
	transaction: { readonly hostId: string; readonly transactionId: string },
	segment: { readonly number: number; readonly last: boolean; readonly data?: Buffer },
): string {
	const mutable = [
		leaf("TransactionPhase", "Transfer"),
		leaf("SegmentNumber", String(segment.number), { lastSegment: String(segment.last) }),
	];
	const { data } = segment;
	return ebicsRequest(
		header(continuation(transaction), mutable),
		data && element("DataTransfer", {}, leaf("OrderData", data.toString("base64"))),
	);
}

/** Positive: the bank need not deliver it again. Negative: it has to. */
export function receiptRequest(
	transaction: { readonly hostId: string; readonly transactionId: string },
	positive: boolean,
): string {
	return ebicsRequest(
		header(continuation(transaction), [leaf("TransactionPhase", "Receipt")]),
		element("TransferReceipt", { authenticate: "true" }, leaf("ReceiptCode", positive ? "0" : "1")),
	);
}

function ebicsRequest(headerXml: string, body: string | undefined): string {
	return message("ebicsRequest", headerXml, AUTH_SIGNATURE_HERE, body);
}

function message(root: string, headerXml: string, signature: string, body?: string): string {
	const attributes = { xmlns: H005, "xmlns:ds": DS, Version: "H005", Revision: "1" };
	return element(root, attributes, headerXml, signature, element("body", {}, body));
}

function header(staticPart: readonly (string | undefined)[], mutablePart: readonly string[]): string {
	return element(
		"header",
		{ authenticate: "true" },
		element("static", {}, ...staticPart),
		element("mutable", {}, ...mutablePart),
	);
}

function identity(subscriber: Subscriber, fresh: readonly string[] = []): string[] {
	return [
		leaf("HostID", subscriber.hostId),
		...fresh,
		leaf("PartnerID", subscriber.partnerId),
		leaf("UserID", subscriber.userId),
		leaf("Product", "Kontor", { Language: "de" }),
	];
}

/** What makes a request one of a kind: the bank refuses a second one with the same nonce, and one of another time. */
function freshness(now: Date): string[] {
	const seconds = `${now.toISOString().slice(0, 19)}Z`;
	return [leaf("Nonce", randomBytes(16).toString("hex").toUpperCase()), leaf("Timestamp", seconds)];
}

function continuation(transaction: { readonly hostId: string; readonly transactionId: string }): string[] {
	return [leaf("HostID", transaction.hostId), leaf("TransactionID", transaction.transactionId)];
}

function orderDetails(order: string, parameters = ""): string {
	return element("OrderDetails", {}, leaf("AdminOrderType", order), parameters);
}

/** "0000": keys are kept in a file of ours, no further statement (specification 5.5.1.1.1). */
function securityMedium(): string {
	return leaf("SecurityMedium", "0000");
}

function digest(name: string, { version, value }: Digest): string {
	return leaf(name, value.toString("base64"), { Version: version, Algorithm: SHA256 });
}
