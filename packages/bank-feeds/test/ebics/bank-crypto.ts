import {
	constants,
	createCipheriv,
	createDecipheriv,
	createHash,
	createSign,
	createVerify,
	type KeyObject,
	privateDecrypt,
	publicEncrypt,
	randomBytes,
	verify,
	X509Certificate,
} from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import { attribute, authenticated, c14n, elements, find, type Node, read, text } from "./bank-xml.ts";

/** The two hashes of a key that banks are seen to use. */
export type DigestKind = "certificate" | "public-key";

export function sha256(data: Uint8Array | string): Buffer {
	return createHash("sha256").update(data).digest();
}

/** Of the certificate, or of exponent and modulus. */
export function digestOf(certificate: X509Certificate, kind: DigestKind): string {
	if (kind === "certificate") return sha256(certificate.raw).toString("base64");
	const { e = "", n = "" } = certificate.publicKey.export({ format: "jwk" });
	const hex = (part: string) => BigInt(`0x${Buffer.from(part, "base64url").toString("hex")}`).toString(16);
	return sha256(`${hex(e)} ${hex(n)}`).toString("base64");
}

/** X002 of a request. */
export function signatureFits(root: Node, key: KeyObject): boolean {
	const signature = find(root, "AuthSignature");
	const info = find(signature ?? root, "SignedInfo");
	const reference = info && find(info, "Reference");
	if (!signature || !info || !reference || elements(info).length !== 3) return false;
	const algorithms = [
		attribute(find(info, "CanonicalizationMethod"), "Algorithm"),
		attribute(find(info, "SignatureMethod"), "Algorithm"),
		attribute(reference, "URI"),
		attribute(find(reference, "Transforms", "Transform"), "Algorithm"),
		attribute(find(reference, "DigestMethod"), "Algorithm"),
	];
	const wanted = [
		"http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
		"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
		"#xpointer(//*[@authenticate='true'])",
		"http://www.w3.org/TR/2001/REC-xml-c14n-20010315",
		"http://www.w3.org/2001/04/xmlenc#sha256",
	];
	if (algorithms.join("|") !== wanted.join("|")) return false;
	if (text(find(reference, "DigestValue")) !== sha256(authenticated(root)).toString("base64")) return false;
	const value = Buffer.from(text(find(signature, "SignatureValue")), "base64");
	return createVerify("RSA-SHA256").update(c14n(info)).verify(key, value);
}

/** Signs a response; `%SIGNATURE%` stands where the signature goes. `change` has something else signed, validly. */
export function signResponse(
	xml: string,
	key: string,
	prefix: string,
	change: (signedInfo: string) => string = (same) => same,
): string {
	const unsigned = read(xml.replace("%SIGNATURE%", ""));
	const digest = sha256(authenticated(unsigned)).toString("base64");
	const signedInfo =
		`<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></ds:CanonicalizationMethod>` +
		`<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>` +
		`<ds:Reference URI="#xpointer(//*[@authenticate='true'])"><ds:Transforms>\n<ds:Transform Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"/></ds:Transforms>` +
		`<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
	const withValue = (value: string) =>
		xml.replace(
			"%SIGNATURE%",
			`<${prefix}AuthSignature>${change(signedInfo)}<ds:SignatureValue>${value}</ds:SignatureValue></${prefix}AuthSignature>`,
		);
	const info = find(read(withValue("")), "AuthSignature", "SignedInfo") as Node;
	const value = createSign("RSA-SHA256").update(c14n(info)).sign(key, "base64");
	return withValue(value.replace(/(.{64})/g, "$1\n"));
}

/** For the subscriber: compressed, encrypted with a new key, that one encrypted for him. Padded with random bytes, as some banks do. */
export function seal(data: Uint8Array, recipient: KeyObject): { key: string; data: string } {
	const packed = deflateSync(data);
	const key = randomBytes(16);
	const count = 16 - (packed.length % 16);
	const padding = Buffer.concat([randomBytes(count - 1), Buffer.from([count])]);
	const cipher = createCipheriv("aes-128-cbc", key, Buffer.alloc(16)).setAutoPadding(false);
	const sealed = Buffer.concat([cipher.update(Buffer.concat([packed, padding])), cipher.final()]);
	const encryptedKey = publicEncrypt({ key: recipient, padding: constants.RSA_PKCS1_PADDING }, key);
	return { key: encryptedKey.toString("base64"), data: sealed.toString("base64") };
}

export function unsealKey(encrypted: string, key: string): Buffer {
	return privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(encrypted, "base64"));
}

/** Strict where the client must be: X9.23 has zeros before the count. */
export function unseal(data: Uint8Array, key: Buffer): Buffer {
	const decipher = createDecipheriv("aes-128-cbc", key, Buffer.alloc(16)).setAutoPadding(false);
	const padded = Buffer.concat([decipher.update(data), decipher.final()]);
	const count = padded.at(-1) ?? 0;
	const padding = padded.subarray(padded.length - count, -1);
	if (count < 1 || count > 16 || padding.some((byte) => byte !== 0)) throw new Error("not padded by ANSI X9.23");
	return inflateSync(padded.subarray(0, padded.length - count));
}

/** What the electronic signature is about: the order without line ends and Ctrl-Z. */
function counted(order: Buffer): Buffer {
	return Buffer.from(
		order.toString("latin1").split("\r").join("").split("\n").join("").split("\u001a").join(""),
		"latin1",
	);
}

export function orderHash(order: Buffer): Buffer {
	return sha256(counted(order));
}

export function electronicSignatureFits(order: Buffer, version: string, value: Buffer, key: KeyObject): boolean {
	if (version === "A006") {
		const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
		return verify("sha256", orderHash(order), pss, value);
	}
	return version === "A005" && createVerify("RSA-SHA256").update(counted(order)).verify(key, value);
}

export function certificateOf(info: Node | undefined): X509Certificate | undefined {
	const encoded = info && text(find(info, "X509Data", "X509Certificate"));
	return encoded ? new X509Certificate(Buffer.from(encoded, "base64")) : undefined;
}
