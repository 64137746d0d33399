import { constants, createHash, type KeyObject, sign } from "node:crypto";
import { S002, type Subscriber } from "./names.ts";
import { element, leaf } from "./xml.ts";

export type SignatureVersion = "A005" | "A006";

/**
 * The hash of an order. Carriage return, line feed and Ctrl-Z do not count: files may gain or lose them on their way
 * (specification 14.1).
 */
export function orderDigest(orderData: Uint8Array): Buffer {
	const counted = orderData.filter((byte) => byte !== 0x0d && byte !== 0x0a && byte !== 0x1a);
	return createHash("sha256").update(counted).digest();
}

/**
 * A006 is RSASSA-PSS over the hash of the order, which PSS hashes once more (14.1.4.2); A005 is RSASSA-PKCS1-v1_5 over the
 * order.
 */
function signOrder(orderData: Uint8Array, version: SignatureVersion, key: KeyObject): Buffer {
	if (version === "A006") {
		const options = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
		return sign("sha256", orderDigest(orderData), options);
	}
	const counted = orderData.filter((byte) => byte !== 0x0d && byte !== 0x0a && byte !== 0x1a);
	return sign("sha256", counted, key);
}

/** What an upload carries besides the order: who signed it, and how. */
export function signatureData(
	orderData: Uint8Array,
	subscriber: Subscriber,
	signature: { readonly version: SignatureVersion; readonly key: KeyObject },
): string {
	const { version, key } = signature;
	return element(
		"UserSignatureData",
		{ xmlns: S002 },
		element(
			"OrderSignatureData",
			{},
			leaf("SignatureVersion", version),
			leaf("SignatureValue", signOrder(orderData, version, key).toString("base64")),
			leaf("PartnerID", subscriber.partnerId),
			leaf("UserID", subscriber.userId),
		),
	);
}
