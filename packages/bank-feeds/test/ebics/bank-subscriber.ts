import { X509Certificate } from "node:crypto";
import { certificateOf, sha256 } from "./bank-crypto.ts";
import { find, type Node, text } from "./bank-xml.ts";

/** How far a subscriber is: `initialised` waits for the letter, `ready` may do everything. */
export type SubscriberState = "new" | "partly" | "initialised" | "ready" | "locked";

type Purpose = "signature" | "authentication" | "encryption";

/** The bank's view of the one subscriber: his state and his keys. */
export class BankSubscriber {
	readonly partnerId = "KUNDE01";
	readonly userId = "TEILN01";
	state: SubscriberState = "new";
	readonly keys: Record<Purpose, X509Certificate | undefined> = {
		signature: undefined,
		authentication: undefined,
		encryption: undefined,
	};
	signatureVersion = "";

	is(head: Node): boolean {
		return text(find(head, "PartnerID")) === this.partnerId && text(find(head, "UserID")) === this.userId;
	}

	/** A subscriber whose keys are known and confirmed already. DER in base64. */
	enrol(certificates: Record<Purpose, string>, signatureVersion = "A006"): void {
		const certificate = (encoded: string) => new X509Certificate(Buffer.from(encoded, "base64"));
		this.keys.signature = certificate(certificates.signature);
		this.keys.authentication = certificate(certificates.authentication);
		this.keys.encryption = certificate(certificates.encryption);
		this.signatureVersion = signatureVersion;
		this.state = "ready";
	}

	/** The hashes that the bank compares with those of the letter. */
	letterHashes(): string[] {
		return Object.values(this.keys).map((key) => (key ? sha256(key.raw).toString("hex").toUpperCase() : ""));
	}

	/** INI or HIA. @returns the code of the answer */
	accept(order: string, orderData: Node, now: Date): string {
		if (!["new", "partly"].includes(this.state)) return "091002";
		if (!this.is(orderData)) return "090004";
		const code = order === "INI" ? this.#acceptSignatureKey(orderData, now) : this.#acceptOtherKeys(orderData, now);
		if (code === "000000") this.state = this.keys.signature && this.keys.encryption ? "initialised" : "partly";
		return code;
	}

	#acceptSignatureKey(orderData: Node, now: Date): string {
		if (this.keys.signature) return "091002";
		if (orderData.local !== "SignaturePubKeyOrderData" || orderData.uri !== "http://www.ebics.org/S002")
			return "090004";
		const info = find(orderData, "SignaturePubKeyInfo");
		const version = text(info && find(info, "SignatureVersion"));
		if (!["A005", "A006"].includes(version)) return "091201";
		const certificate = certificateOf(info);
		const code = examine(certificate, now);
		if (code === "000000") {
			this.keys.signature = certificate;
			this.signatureVersion = version;
		}
		return code;
	}

	#acceptOtherKeys(orderData: Node, now: Date): string {
		if (this.keys.encryption) return "091002";
		if (orderData.local !== "HIARequestOrderData" || orderData.uri !== "urn:org:ebics:H005") return "090004";
		const authentication = find(orderData, "AuthenticationPubKeyInfo");
		const encryption = find(orderData, "EncryptionPubKeyInfo");
		if (text(authentication && find(authentication, "AuthenticationVersion")) !== "X002") return "091202";
		if (text(encryption && find(encryption, "EncryptionVersion")) !== "E002") return "091203";
		const certificates = [certificateOf(authentication), certificateOf(encryption)];
		const codes = certificates.map((certificate) => examine(certificate, now));
		const bad = codes.find((code) => code !== "000000");
		if (bad === undefined) [this.keys.authentication, this.keys.encryption] = certificates;
		return bad ?? "000000";
	}
}

function examine(certificate: X509Certificate | undefined, now: Date): string {
	if (certificate === undefined) return "091217";
	if (new Date(certificate.validFrom) > now) return "091209";
	if (new Date(certificate.validTo) < now) return "091208";
	if (!certificate.verify(certificate.publicKey)) return "091219";
	return (certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048 ? "091204" : "000000";
}
