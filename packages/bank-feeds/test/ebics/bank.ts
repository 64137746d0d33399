import { randomBytes, X509Certificate } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inflateSync } from "node:zlib";
import {
	certificateOf,
	digestOf,
	electronicSignatureFits,
	orderHash,
	seal,
	sha256,
	signatureFits,
	signResponse,
	unseal,
	unsealKey,
} from "./bank-crypto.ts";
import { type BankKeyPair, E002, X002 } from "./bank-key-pairs.ts";
import { violation } from "./bank-schema.ts";
import { attribute, find, type Node, read, text } from "./bank-xml.ts";

/** How far a subscriber is: `initialised` waits for the letter, `ready` may do everything. */
export type SubscriberState = "new" | "partly" | "initialised" | "ready" | "locked";

export interface StoredStatement {
	/** As asked for: "EOP DE ZIP camt.053 08". */
	readonly service: string;
	readonly day: string;
	readonly bytes: Uint8Array;
	delivered?: boolean;
}

export interface Payment {
	readonly orderId: string;
	readonly bytes: Buffer;
	readonly service: string;
	readonly fileName: string | undefined;
	readonly authorised: boolean;
}

interface Transaction {
	readonly phase: "download" | "upload";
	readonly pieces: string[];
	readonly statements: readonly StoredStatement[];
	readonly finish?: (data: Buffer) => string;
	readonly segments: number;
	next: number;
}

interface Seen {
	readonly xml: string;
	readonly order: string;
	readonly code: string;
}

/**
 * A bank that speaks EBICS 3.0 with real keys and real signatures, for one subscriber. It refuses what a bank refuses; what a test
 * sets makes it misbehave.
 */
export class EbicsBank {
	readonly hostId = "TESTBANK";
	readonly partnerId = "KUNDE01";
	readonly userId = "TEILN01";
	state: SubscriberState = "new";
	readonly statements: StoredStatement[] = [];
	readonly payments: Payment[] = [];
	readonly receipts: ("positive" | "negative")[] = [];
	readonly seen: Seen[] = [];
	versions = ["H004", "H005"];
	accounts = [{ iban: "DE02120300000000202051", currency: "EUR", holder: "Muster GmbH & Co. KG", description: "Giro" }];
	/** Order types or services that the subscriber may not use. */
	readonly forbidden = new Set<string>();
	/** Which hash of its keys the bank wants to be named. */
	digest: "certificate" | "public-key" = "certificate";
	keysWithoutCertificate = false;
	/** Characters of base64 in one segment. */
	segmentLength = 1024 * 1024;
	/** Namespace prefix of its answers. */
	prefix = "";
	keys: { x002: BankKeyPair; e002: BankKeyPair } = { x002: X002, e002: E002 };
	/** Signs answers instead of X002. */
	signingKey: string | undefined;
	/** Changes an answer after it was signed. */
	tamper: ((xml: string, about: { readonly order: string; readonly phase: string }) => string) | undefined;
	/** The process dies, or the line: the answer is lost after the bank has acted. */
	loseAnswerTo: ((about: { readonly order: string; readonly phase: string }) => boolean) | undefined;
	now: () => Date = () => new Date();

	readonly #subscriber: Record<"signature" | "authentication" | "encryption", X509Certificate | undefined> = {
		signature: undefined,
		authentication: undefined,
		encryption: undefined,
	};
	#signatureVersion = "";
	readonly #nonces = new Set<string>();
	readonly #transactions = new Map<string, Transaction>();
	#server: Server | undefined;
	#orders = 0;

	async start(): Promise<string> {
		const server = createServer((request, response) => {
			const pieces: Buffer[] = [];
			request.on("data", (piece: Buffer) => pieces.push(piece));
			request.on("end", () => this.#serve(Buffer.concat(pieces).toString(), response));
		});
		this.#server = server;
		await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
		return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ebics`;
	}

	async stop(): Promise<void> {
		this.#server?.closeAllConnections();
		await new Promise((resolve) => this.#server?.close(resolve));
	}

	/** A subscriber whose keys are known and confirmed already. DER in base64. */
	enrol(certificates: Record<"signature" | "authentication" | "encryption", string>, signatureVersion = "A006"): void {
		const certificate = (encoded: string) => new X509Certificate(Buffer.from(encoded, "base64"));
		this.#subscriber.signature = certificate(certificates.signature);
		this.#subscriber.authentication = certificate(certificates.authentication);
		this.#subscriber.encryption = certificate(certificates.encryption);
		this.#signatureVersion = signatureVersion;
		this.state = "ready";
	}

	/** The hashes that the bank compares with those of the letter. */
	letterHashes(): string[] {
		return Object.values(this.#subscriber).map((key) => (key ? sha256(key.raw).toString("hex").toUpperCase() : ""));
	}

	#serve(xml: string, response: ServerResponse): void {
		const about = { order: "?", phase: "" };
		let answer: string;
		try {
			answer = this.#answer(xml, about);
		} catch {
			answer = this.#unsigned("061099", "[EBICS_INTERNAL_ERROR]");
		}
		const code = /<[\w:]*ReturnCode[^>]*>(?!000000)(\d{6})/.exec(answer)?.[1] ?? "000000";
		this.seen.push({ xml, order: `${about.order} ${about.phase}`.trim(), code });
		if (this.loseAnswerTo?.(about)) {
			response.destroy();
			return;
		}
		response.setHeader("content-type", "text/xml");
		response.end(this.tamper?.(answer, about) ?? answer);
	}

	#answer(xml: string, about: { order: string; phase: string }): string {
		let root: Node;
		try {
			root = read(xml);
		} catch {
			return this.#unsigned("091010", "[EBICS_INVALID_XML]");
		}
		if (root.local === "ebicsHEVRequest") return this.#versions(root, about);
		const broken = violation(root);
		if (broken !== undefined) return this.#unsigned("091010", `[EBICS_INVALID_XML] ${broken}`);
		const head = find(root, "header", "static") as Node;
		about.order = text(find(head, "OrderDetails", "AdminOrderType"));
		if (text(find(head, "HostID")) !== this.hostId) return this.#unsigned("091011", "[EBICS_INVALID_HOST_ID]");
		if (root.local === "ebicsUnsecuredRequest") return this.#keyManagement(root, head);
		about.phase = text(find(root, "header", "mutable", "TransactionPhase"));
		return this.#secured(root, head, about);
	}

	#versions(root: Node, about: { order: string }): string {
		about.order = "HEV";
		const known = text(find(root, "HostID")) === this.hostId;
		const code = known ? ["000000", "[EBICS_OK] OK"] : ["091011", "[EBICS_INVALID_HOST_ID]"];
		const numbers = this.versions.map(
			(version) => `<VersionNumber ProtocolVersion="${version}">0${version === "H005" ? 3 : 2}.00</VersionNumber>`,
		);
		return `<?xml version="1.0" encoding="UTF-8"?><ebicsHEVResponse xmlns="http://www.ebics.org/H000"><SystemReturnCode><ReturnCode>${code[0]}</ReturnCode><ReportText>${code[1]}</ReportText></SystemReturnCode>${known ? numbers.join("") : ""}</ebicsHEVResponse>`;
	}

	#isSubscriber(head: Node): boolean {
		return text(find(head, "PartnerID")) === this.partnerId && text(find(head, "UserID")) === this.userId;
	}

	#keyManagement(root: Node, head: Node): string {
		const order = text(find(head, "OrderDetails", "AdminOrderType"));
		const wrongState = () => this.#unsigned("091002", "[EBICS_INVALID_USER_OR_USER_STATE]");
		if (!this.#isSubscriber(head) || !["new", "partly"].includes(this.state)) return wrongState();
		const data = inflateSync(Buffer.from(text(find(root, "body", "DataTransfer", "OrderData")), "base64"));
		const keys = read(data.toString());
		if (text(find(keys, "PartnerID")) !== this.partnerId)
			return this.#unsigned("090004", "[EBICS_INVALID_ORDER_DATA_FORMAT]");
		const refused = order === "INI" ? this.#acceptSignatureKey(keys) : this.#acceptOtherKeys(keys);
		if (refused === "state") return wrongState();
		if (refused !== undefined) return this.#unsigned(refused, "[EBICS_KEYMGMT]");
		this.state = this.#subscriber.signature && this.#subscriber.encryption ? "initialised" : "partly";
		return this.#unsigned("000000", "[EBICS_OK] OK", `<OrderID>A${String(++this.#orders).padStart(3, "0")}</OrderID>`);
	}

	#acceptSignatureKey(keys: Node): string | undefined {
		if (this.#subscriber.signature) return "state";
		if (keys.local !== "SignaturePubKeyOrderData" || keys.uri !== "http://www.ebics.org/S002") return "090004";
		const info = find(keys, "SignaturePubKeyInfo");
		this.#signatureVersion = text(info && find(info, "SignatureVersion"));
		if (!["A005", "A006"].includes(this.#signatureVersion)) return "091201";
		const certificate = certificateOf(info);
		const refused = this.#examine(certificate);
		if (refused === undefined) this.#subscriber.signature = certificate;
		return refused;
	}

	#acceptOtherKeys(keys: Node): string | undefined {
		if (this.#subscriber.encryption) return "state";
		if (keys.local !== "HIARequestOrderData" || keys.uri !== "urn:org:ebics:H005") return "090004";
		const authentication = find(keys, "AuthenticationPubKeyInfo");
		const encryption = find(keys, "EncryptionPubKeyInfo");
		if (text(authentication && find(authentication, "AuthenticationVersion")) !== "X002") return "091202";
		if (text(encryption && find(encryption, "EncryptionVersion")) !== "E002") return "091203";
		const certificates = [certificateOf(authentication), certificateOf(encryption)];
		const refused = certificates.map((certificate) => this.#examine(certificate)).find((code) => code !== undefined);
		if (refused === undefined) [this.#subscriber.authentication, this.#subscriber.encryption] = certificates;
		return refused;
	}

	#examine(certificate: X509Certificate | undefined): string | undefined {
		if (certificate === undefined) return "091217";
		const now = this.now();
		if (new Date(certificate.validFrom) > now) return "091209";
		if (new Date(certificate.validTo) < now) return "091208";
		if (!certificate.verify(certificate.publicKey)) return "091219";
		return (certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0) < 2048 ? "091204" : undefined;
	}

	#secured(root: Node, head: Node, about: { order: string; phase: string }): string {
		const { authentication, encryption } = this.#subscriber;
		const first = find(head, "Nonce") !== undefined;
		const wrongState = () => this.#response(about.phase || "Initialisation", { technical: "091002" }, root);
		if (first && (!this.#isSubscriber(head) || this.state !== "ready")) return wrongState();
		if (!authentication || !encryption) return wrongState();
		if (!signatureFits(root, authentication.publicKey))
			return this.#response(about.phase, { technical: "061001" }, root);
		if (first) {
			const nonce = text(find(head, "Nonce"));
			const age = Math.abs(this.now().getTime() - new Date(text(find(head, "Timestamp"))).getTime());
			if (this.#nonces.has(nonce) || age > 600_000) return this.#response(about.phase, { technical: "091103" }, root);
			this.#nonces.add(nonce);
		}
		if (root.local === "ebicsNoPubKeyDigestsRequest") return this.#bankKeys(encryption);
		if (about.phase === "Transfer") return this.#transfer(root, head);
		if (about.phase === "Receipt") return this.#receipt(root, head);
		return this.#initialise(root, head, about.order);
	}

	#bankKeys(subscriberKey: X509Certificate): string {
		const info = (pair: BankKeyPair) => {
			const certificate = new X509Certificate(pair.certificate);
			const { n = "", e = "" } = certificate.publicKey.export({ format: "jwk" });
			const base64 = (part: string) => Buffer.from(part, "base64url").toString("base64");
			if (!this.keysWithoutCertificate)
				return `<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=Testbank</ds:X509IssuerName><ds:X509SerialNumber>1</ds:X509SerialNumber></ds:X509IssuerSerial><ds:X509Certificate>${certificate.raw.toString("base64").replace(/(.{76})/g, "$1\n")}</ds:X509Certificate></ds:X509Data>`;
			return `<ds:X509Data><ds:X509SubjectName>none</ds:X509SubjectName></ds:X509Data><PubKeyValue><ds:RSAKeyValue><ds:Modulus>${base64(n)}</ds:Modulus><ds:Exponent>${base64(e)}</ds:Exponent></ds:RSAKeyValue></PubKeyValue>`;
		};
		const data = `<?xml version="1.0" encoding="UTF-8"?>\n<HPBResponseOrderData xmlns="urn:org:ebics:H005" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><AuthenticationPubKeyInfo>${info(this.keys.x002)}<AuthenticationVersion>X002</AuthenticationVersion></AuthenticationPubKeyInfo><EncryptionPubKeyInfo>${info(this.keys.e002)}<EncryptionVersion>E002</EncryptionVersion></EncryptionPubKeyInfo><HostID>${this.hostId}</HostID></HPBResponseOrderData>`;
		const sealed = seal(Buffer.from(data), subscriberKey.publicKey);
		return this.#unsigned(
			"000000",
			"[EBICS_OK] OK",
			"",
			this.#dataTransfer(sealed.data, sealed.key, subscriberKey, ""),
		);
	}

	#initialise(root: Node, head: Node, order: string): string {
		const digests = find(head, "BankPubKeyDigests") as Node;
		const named = (name: string, version: string, pair: BankKeyPair) => {
			const node = find(digests, name);
			const fits = text(node) === digestOf(new X509Certificate(pair.certificate), this.digest);
			return (
				fits &&
				attribute(node, "Version") === version &&
				attribute(node, "Algorithm") === "http://www.w3.org/2001/04/xmlenc#sha256"
			);
		};
		if (!named("Authentication", "X002", this.keys.x002) || !named("Encryption", "E002", this.keys.e002))
			return this.#response("Initialisation", { technical: "091008" });
		if (this.forbidden.has(order)) return this.#response("Initialisation", { order: "090003" });
		if (order === "HTD") return this.#deliver(Buffer.from(this.#subscriberData()), []);
		if (order === "BTD") return this.#download(find(head, "OrderDetails", "BTDOrderParams") as Node);
		if (order === "BTU") return this.#upload(root, head);
		return this.#response("Initialisation", { order: "091005" });
	}

	#subscriberData(): string {
		const escaped = (value: string) => value.replaceAll("&", "&amp;");
		const accounts = this.accounts.map(
			({ iban, currency, holder, description }, index) =>
				`<AccountInfo Currency="${currency}" Description="${description}" ID="K${index}"><AccountNumber international="false">202051</AccountNumber><AccountNumber international="true">${iban}</AccountNumber><BankCode international="true">BYLADEM1001</BankCode><AccountHolder>${escaped(holder)}</AccountHolder></AccountInfo>`,
		);
		return `<HTDResponseOrderData xmlns="urn:org:ebics:H005"><PartnerInfo><AddressInfo><Name>Muster</Name></AddressInfo><BankInfo><HostID>${this.hostId}</HostID></BankInfo>${accounts.join("")}<OrderInfo><AdminOrderType>HTD</AdminOrderType><Description>Teilnehmerdaten</Description></OrderInfo></PartnerInfo><UserInfo><UserID Status="1">${this.userId}</UserID><Permission><AdminOrderType>HTD</AdminOrderType></Permission></UserInfo></HTDResponseOrderData>`;
	}

	#download(parameters: Node): string {
		const service = serviceOf(find(parameters, "Service") as Node);
		if (this.forbidden.has(service)) return this.#response("Initialisation", { order: "090003" });
		const range = find(parameters, "DateRange");
		const [start, end] = [text(range && find(range, "Start")), text(range && find(range, "End"))];
		const found = this.statements.filter(
			(one) => one.service === service && (range ? one.day >= start && one.day <= end : !one.delivered),
		);
		if (found.length === 0) return this.#response("Initialisation", { order: "090005" });
		return this.#deliver(Buffer.concat(found.map(({ bytes }) => bytes)), found);
	}

	#deliver(data: Buffer, statements: readonly StoredStatement[]): string {
		const recipient = this.#subscriber.encryption as X509Certificate;
		const sealed = seal(data, recipient.publicKey);
		const pieces = sealed.data.match(new RegExp(`.{1,${this.segmentLength}}`, "g")) ?? [];
		const transactionId = randomBytes(16).toString("hex").toUpperCase();
		this.#transactions.set(transactionId, { phase: "download", pieces, statements, segments: pieces.length, next: 2 });
		return this.#response("Initialisation", {
			transactionId,
			segments: pieces.length,
			segment: 1,
			body: this.#dataTransfer(pieces[0] ?? "", sealed.key, recipient),
		});
	}

	#transfer(root: Node, head: Node): string {
		const transactionId = text(find(head, "TransactionID"));
		const transaction = this.#transactions.get(transactionId);
		if (!transaction) return this.#response("Transfer", { technical: "091101", transactionId });
		const segment = find(root, "header", "mutable", "SegmentNumber");
		const number = Number(text(segment));
		const last = number === transaction.segments;
		if (number !== transaction.next || (attribute(segment, "lastSegment") === "true") !== last)
			return this.#response("Transfer", { technical: "091104", transactionId });
		transaction.next += 1;
		if (transaction.phase === "download") {
			const p = this.prefix;
			const body = `<${p}DataTransfer><${p}OrderData>${transaction.pieces[number - 1]}</${p}OrderData></${p}DataTransfer>`;
			return this.#response("Transfer", { transactionId, segment: number, segments: transaction.segments, body });
		}
		transaction.pieces.push(text(find(root, "body", "DataTransfer", "OrderData")));
		if (!last) return this.#response("Transfer", { transactionId, segment: number, segments: transaction.segments });
		const whole = Buffer.concat(transaction.pieces.map((piece) => Buffer.from(piece, "base64")));
		const order = transaction.finish?.(whole) ?? "090004";
		this.#transactions.delete(transactionId);
		return this.#response("Transfer", { transactionId, segment: number, segments: transaction.segments, order });
	}

	#receipt(root: Node, head: Node): string {
		const transactionId = text(find(head, "TransactionID"));
		const transaction = this.#transactions.get(transactionId);
		if (transaction?.phase !== "download") return this.#response("Receipt", { technical: "091101", transactionId });
		const positive = text(find(root, "body", "TransferReceipt", "ReceiptCode")) === "0";
		if (positive) for (const statement of transaction.statements) statement.delivered = true;
		if (transaction.statements.length > 0) this.receipts.push(positive ? "positive" : "negative");
		this.#transactions.delete(transactionId);
		return this.#response("Receipt", { transactionId, technical: positive ? "011000" : "011001" });
	}

	#upload(root: Node, head: Node): string {
		const parameters = find(head, "OrderDetails", "BTUOrderParams") as Node;
		const transfer = find(root, "body", "DataTransfer") as Node;
		const info = find(transfer, "DataEncryptionInfo") as Node;
		const digest = find(info, "EncryptionPubKeyDigest");
		const ownDigest = digestOf(new X509Certificate(this.keys.e002.certificate), this.digest);
		if (text(digest) !== ownDigest || attribute(digest, "Version") !== "E002")
			return this.#response("Initialisation", { technical: "091008" });
		const key = unsealKey(text(find(info, "TransactionKey")), this.keys.e002.privateKey);
		const signature = find(
			read(unseal(Buffer.from(text(find(transfer, "SignatureData")), "base64"), key).toString()),
			"OrderSignatureData",
		) as Node;
		const version = text(find(signature, "SignatureVersion"));
		if (version !== this.#signatureVersion) return this.#response("Initialisation", { order: "091301" });
		if (text(find(signature, "PartnerID")) !== this.partnerId)
			return this.#response("Initialisation", { technical: "091120" });
		const dataDigest = find(transfer, "DataDigest");
		const orderId = `P${String(++this.#orders).padStart(3, "0")}`;
		const finish = (sealed: Buffer): string => {
			const bytes = unseal(sealed, key);
			const value = Buffer.from(text(find(signature, "SignatureValue")), "base64");
			const signer = (this.#subscriber.signature as X509Certificate).publicKey;
			const hashFits =
				text(dataDigest) === orderHash(bytes).toString("base64") &&
				attribute(dataDigest, "SignatureVersion") === version;
			if (!hashFits || !electronicSignatureFits(bytes, version, value, signer)) return "091301";
			this.payments.push({
				orderId,
				bytes,
				service: serviceOf(find(parameters, "Service") as Node),
				fileName: attribute(parameters, "fileName"),
				authorised: find(parameters, "SignatureFlag") !== undefined,
			});
			return "000000";
		};
		const transactionId = randomBytes(16).toString("hex").toUpperCase();
		const segments = Number(text(find(head, "NumSegments")));
		this.#transactions.set(transactionId, { phase: "upload", pieces: [], statements: [], finish, segments, next: 1 });
		return this.#response("Initialisation", { transactionId, orderId });
	}

	#dataTransfer(data: string, key: string, recipient: X509Certificate, p = this.prefix): string {
		const digest = digestOf(recipient, this.digest);
		return `<${p}DataTransfer><${p}DataEncryptionInfo authenticate="true"><${p}EncryptionPubKeyDigest Version="E002" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256">${digest}</${p}EncryptionPubKeyDigest><${p}TransactionKey>${key}</${p}TransactionKey></${p}DataEncryptionInfo><${p}OrderData>${data}</${p}OrderData></${p}DataTransfer>`;
	}

	#response(
		phase: string,
		answer: {
			readonly technical?: string;
			readonly order?: string;
			readonly transactionId?: string;
			readonly segments?: number;
			readonly segment?: number;
			readonly orderId?: string;
			readonly body?: string;
		},
		about?: Node,
	): string {
		// HPB is answered without a signature, whatever the answer is.
		if (about?.local === "ebicsNoPubKeyDigestsRequest") return this.#unsigned(answer.technical ?? "000000", "[EBICS]");
		const p = this.prefix;
		const tag = (name: string, value: string | number | undefined, extra = "") =>
			value === undefined ? "" : `<${p}${name}${extra}>${value}</${p}${name}>`;
		const last = ` lastSegment="${answer.segment === answer.segments}"`;
		const fixed =
			tag("TransactionID", answer.transactionId) +
			tag("NumSegments", phase === "Initialisation" ? answer.segments : undefined);
		const mutable = `${tag("TransactionPhase", phase)}${tag("SegmentNumber", answer.segment, last)}${tag("OrderID", answer.orderId)}${tag("ReturnCode", answer.technical ?? "000000")}${tag("ReportText", "[EBICS] Text der Bank")}`;
		const xmlns = p === "" ? "xmlns" : `xmlns:${p.slice(0, -1)}`;
		const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<${p}ebicsResponse ${xmlns}="urn:org:ebics:H005" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Version="H005" Revision="1">\n <${p}header authenticate="true">\n  <${p}static>${fixed}</${p}static><${p}mutable>${mutable}</${p}mutable></${p}header>%SIGNATURE%<${p}body>${answer.body ?? ""}${tag("ReturnCode", answer.order ?? "000000", ' authenticate="true"')}<${p}TimestampBankParameter authenticate="true">2026-01-01T00:00:00Z</${p}TimestampBankParameter></${p}body></${p}ebicsResponse>`;
		return signResponse(xml, this.signingKey ?? this.keys.x002.privateKey, p);
	}

	#unsigned(code: string, report: string, orderId = "", body = ""): string {
		return `<?xml version="1.0" encoding="UTF-8"?><ebicsKeyManagementResponse xmlns="urn:org:ebics:H005" Version="H005" Revision="1"><header authenticate="true"><static/><mutable>${orderId}<ReturnCode>${code}</ReturnCode><ReportText>${report.replaceAll('"', "'")}</ReportText></mutable></header><body>${body}<ReturnCode authenticate="true">000000</ReturnCode></body></ebicsKeyManagementResponse>`;
	}
}

/** "EOP DE ZIP camt.053 08" */
function serviceOf(service: Node): string {
	const container = attribute(find(service, "Container"), "containerType");
	const name = find(service, "MsgName");
	const parts = [
		text(find(service, "ServiceName")),
		text(find(service, "Scope")),
		container,
		text(name),
		attribute(name, "version"),
	];
	return parts.filter((part) => part).join(" ");
}
