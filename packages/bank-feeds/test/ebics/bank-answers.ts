import type { X509Certificate } from "node:crypto";
import { type DigestKind, digestOf, signResponse } from "./bank-crypto.ts";

/** What a signed answer says; what is left out is not in it. */
export interface Answer {
	/** How the step went technically; 000000 unless said. */
	readonly technical?: string;
	/** How the order went; 000000 unless said. */
	readonly order?: string;
	readonly transactionId?: string;
	readonly segments?: number;
	readonly segment?: number;
	readonly orderId?: string;
	readonly body?: string;
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>';
const DS = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';

/** Blanks and line ends where XML allows them: they are part of what is signed. */
export function signedAnswer(phase: string, answer: Answer, key: string, p: string): string {
	const tag = (name: string, value: string | number | undefined, extra = "") =>
		value === undefined ? "" : `<${p}${name}${extra}>${value}</${p}${name}>`;
	const segments = phase === "Initialisation" ? answer.segments : undefined;
	const fixed = tag("TransactionID", answer.transactionId) + tag("NumSegments", segments);
	const mutable = [
		tag("TransactionPhase", phase),
		tag("SegmentNumber", answer.segment, ` lastSegment="${answer.segment === answer.segments}"`),
		tag("OrderID", answer.orderId),
		tag("ReturnCode", answer.technical ?? "000000"),
		tag("ReportText", "[EBICS] Text der Bank"),
	];
	const marked = ' authenticate="true"';
	const header = `<${p}header${marked}>\n  <${p}static>${fixed}</${p}static>${tag("mutable", mutable.join(""))}</${p}header>`;
	const codes = tag("ReturnCode", answer.order ?? "000000", marked);
	const time = tag("TimestampBankParameter", "2026-01-01T00:00:00Z", marked);
	const xmlns = p === "" ? "xmlns" : `xmlns:${p.slice(0, -1)}`;
	return signResponse(
		`${DECLARATION}\n<${p}ebicsResponse ${xmlns}="urn:org:ebics:H005" ${DS} Version="H005" Revision="1">\n ${header}%SIGNATURE%${tag("body", `${answer.body ?? ""}${codes}${time}`)}</${p}ebicsResponse>`,
		key,
		p,
	);
}

/** The answer to key management, and to what the bank cannot read. */
export function unsignedAnswer(code: string, report: string, more: { orderId?: string; body?: string } = {}): string {
	const orderId = more.orderId === undefined ? "" : `<OrderID>${more.orderId}</OrderID>`;
	return `${DECLARATION}<ebicsKeyManagementResponse xmlns="urn:org:ebics:H005" Version="H005" Revision="1"><header authenticate="true"><static/><mutable>${orderId}<ReturnCode>${code}</ReturnCode><ReportText>${report}</ReportText></mutable></header><body>${more.body ?? ""}<ReturnCode authenticate="true">000000</ReturnCode></body></ebicsKeyManagementResponse>`;
}

export function versionsAnswer(versions: readonly string[] | undefined): string {
	const [code, report] = versions ? ["000000", "[EBICS_OK] OK"] : ["091011", "[EBICS_INVALID_HOST_ID]"];
	const numbers = versions?.map(
		(version) => `<VersionNumber ProtocolVersion="${version}">0${version === "H005" ? 3 : 2}.00</VersionNumber>`,
	);
	return `${DECLARATION}<ebicsHEVResponse xmlns="http://www.ebics.org/H000"><SystemReturnCode><ReturnCode>${code}</ReturnCode><ReportText>${report}</ReportText></SystemReturnCode>${numbers?.join("") ?? ""}</ebicsHEVResponse>`;
}

export function dataTransfer(
	sealed: { readonly key: string; readonly data: string },
	recipient: X509Certificate,
	kind: DigestKind,
	p: string,
): string {
	const digest = `<${p}EncryptionPubKeyDigest Version="E002" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256">${digestOf(recipient, kind)}</${p}EncryptionPubKeyDigest>`;
	return `<${p}DataTransfer><${p}DataEncryptionInfo authenticate="true">${digest}<${p}TransactionKey>${sealed.key}</${p}TransactionKey></${p}DataEncryptionInfo><${p}OrderData>${sealed.data}</${p}OrderData></${p}DataTransfer>`;
}

/** Order data of HPB: the bank's keys, with their certificates or as bare numbers. */
export function bankKeysData(hostId: string, x002: X509Certificate, e002: X509Certificate, bare: boolean): string {
	const info = bare ? bareKey : wrappedKey;
	return `${DECLARATION}\n<HPBResponseOrderData xmlns="urn:org:ebics:H005" ${DS}><AuthenticationPubKeyInfo>${info(x002)}<AuthenticationVersion>X002</AuthenticationVersion></AuthenticationPubKeyInfo><EncryptionPubKeyInfo>${info(e002)}<EncryptionVersion>E002</EncryptionVersion></EncryptionPubKeyInfo><HostID>${hostId}</HostID></HPBResponseOrderData>`;
}

function wrappedKey(certificate: X509Certificate): string {
	const encoded = certificate.raw.toString("base64").replace(/(.{76})/g, "$1\n");
	return `<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=Testbank</ds:X509IssuerName><ds:X509SerialNumber>1</ds:X509SerialNumber></ds:X509IssuerSerial><ds:X509Certificate>${encoded}</ds:X509Certificate></ds:X509Data>`;
}

function bareKey(certificate: X509Certificate): string {
	const { n = "", e = "" } = certificate.publicKey.export({ format: "jwk" });
	const base64 = (part: string) => Buffer.from(part, "base64url").toString("base64");
	return `<ds:X509Data><ds:X509SubjectName>none</ds:X509SubjectName></ds:X509Data><PubKeyValue><ds:RSAKeyValue><ds:Modulus>${base64(n)}</ds:Modulus><ds:Exponent>${base64(e)}</ds:Exponent></ds:RSAKeyValue></PubKeyValue>`;
}

export interface BankAccount {
	readonly iban: string;
	readonly currency: string;
	readonly holder: string;
	readonly description: string;
}

/** Order data of HTD. */
export function subscriberData(hostId: string, userId: string, accounts: readonly BankAccount[]): string {
	const listed = accounts.map(
		({ iban, currency, holder, description }, index) =>
			`<AccountInfo Currency="${currency}" Description="${description}" ID="K${index}"><AccountNumber international="false">202051</AccountNumber><AccountNumber international="true">${iban}</AccountNumber><BankCode international="true">BYLADEM1001</BankCode><AccountHolder>${holder.replaceAll("&", "&amp;")}</AccountHolder></AccountInfo>`,
	);
	return `<HTDResponseOrderData xmlns="urn:org:ebics:H005"><PartnerInfo><AddressInfo><Name>Muster</Name></AddressInfo><BankInfo><HostID>${hostId}</HostID></BankInfo>${listed.join("")}<OrderInfo><AdminOrderType>HTD</AdminOrderType><Description>Teilnehmerdaten</Description></OrderInfo></PartnerInfo><UserInfo><UserID Status="1">${userId}</UserID><Permission><AdminOrderType>HTD</AdminOrderType></Permission></UserInfo></HTDResponseOrderData>`;
}
