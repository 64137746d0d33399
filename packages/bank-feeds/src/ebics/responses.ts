import type { KeyObject } from "node:crypto";
import { verifyAuthentication } from "./authentication.ts";
import { unexpected } from "./fault.ts";
import { H000, H005 } from "./names.ts";
import { BANK_KEYS_OUTDATED, OK, RefusedByBank } from "./return-codes.ts";
import { base64Of, bytesOf, child, children, optionalChild, textOf } from "./xml.ts";

/** A response that the bank signed. */
export interface SignedResponse {
	readonly transactionId: string | undefined;
	readonly phase: string;
	/** Of a download's initialisation. */
	readonly segmentCount: number | undefined;
	readonly segment: { readonly number: number; readonly last: boolean } | undefined;
	/** Of an upload. */
	readonly orderId: string | undefined;
	/** How the step went technically, then the order. */
	readonly technicalCode: string;
	readonly orderCode: string;
	readonly reportText: string;
	readonly encryption: EncryptionInfo | undefined;
	/** Base64, perhaps cut anywhere: see `joinSegments`. */
	readonly orderData: string | undefined;
}

/** For which of our keys the transaction key was encrypted, and the key. */
export interface EncryptionInfo {
	readonly version: string;
	readonly keyDigest: Buffer;
	readonly transactionKey: Buffer;
}

/** The answer to a key management request: never signed, see `bank-keys.ts` for what makes it believed. */
export interface KeyManagementResponse {
	readonly code: string;
	readonly reportText: string;
	readonly encryption: EncryptionInfo | undefined;
	/** Base64. */
	readonly orderData: string | undefined;
}

/**
 * Reads a signed response. Its shape is checked before its signature and before anything in it is used: exactly the
 * elements of the schema, each once, each where it belongs, and nothing authenticated but what the schema says. So what
 * is read afterwards is what was signed.
 *
 * @throws RefusedByBank with 091008 where another key signed that the bank has new ones: a reason to ask, not to believe
 * @throws FeedError where it is not signed by the bank, and where it is an unsigned answer
 */
export function readResponse(root: Element, bankKey: KeyObject): SignedResponse {
	if (root.localName === "ebicsKeyManagementResponse") {
		const { code, reportText } = readKeyManagementResponse(root);
		// Anybody could have written it: it may stop us, never make us believe that all went well or that there is nothing.
		if (code.startsWith("06") || code.startsWith("091")) throw new RefusedByBank(code, reportText);
		throw unexpected("unsigned answer to a signed request");
	}
	const body = checkShape(root, "ebicsResponse", ["header", "AuthSignature", "body"]);
	const header = child(root, H005, "header");
	const staticHeader = child(header, H005, "static");
	const mutable = child(header, H005, "mutable");
	try {
		verifyAuthentication(root, bankKey);
	} catch (error) {
		// A bank with new keys signs with them that ours are outdated. Nothing else of such an answer is looked at.
		if (codeOf(mutable) === BANK_KEYS_OUTDATED) throw new RefusedByBank(BANK_KEYS_OUTDATED, "");
		throw error;
	}
	const segment = optionalChild(mutable, H005, "SegmentNumber");
	return {
		transactionId: optionalText(staticHeader, "TransactionID"),
		phase: textOf(child(mutable, H005, "TransactionPhase")),
		segmentCount: optionalNumber(optionalChild(staticHeader, H005, "NumSegments")),
		segment: segment && { number: numberOf(segment), last: segment.getAttribute("lastSegment") === "true" },
		orderId: optionalText(mutable, "OrderID"),
		technicalCode: codeOf(mutable),
		orderCode: codeOf(body),
		reportText: textOf(child(mutable, H005, "ReportText")),
		...transferred(body),
	};
}

/** @throws FeedError where its shape is another */
export function readKeyManagementResponse(root: Element): KeyManagementResponse {
	const body = checkShape(root, "ebicsKeyManagementResponse", ["header", "body"]);
	const mutable = child(child(root, H005, "header"), H005, "mutable");
	const technical = codeOf(mutable);
	return {
		code: technical === OK ? codeOf(body) : technical,
		reportText: textOf(child(mutable, H005, "ReportText")),
		...transferred(body),
	};
}

/** The protocol versions that the host offers, "H005" among them. */
export function readVersions(root: Element): string[] {
	if (root.localName !== "ebicsHEVResponse" || root.namespaceURI !== H000) throw unexpected("answer to HEV is none");
	const system = child(root, H000, "SystemReturnCode");
	const code = textOf(child(system, H000, "ReturnCode"));
	if (code !== OK) throw new RefusedByBank(code, textOf(child(system, H000, "ReportText")));
	return children(root)
		.filter(({ localName }) => localName === "VersionNumber")
		.map((version) => version.getAttribute("ProtocolVersion") ?? "");
}

const BODY = new Set(["DataTransfer", "ReturnCode", "TimestampBankParameter"]);
/** What the schema has authenticated: the header as a whole, of the body these. */
const AUTHENTICATED_IN_BODY = new Set(["DataEncryptionInfo", "ReturnCode", "TimestampBankParameter"]);

/** @returns the body */
function checkShape(root: Element, name: string, parts: readonly string[]): Element {
	const ofH005 = (element: Element) => element.namespaceURI === H005;
	if (root.localName !== name || !ofH005(root)) throw unexpected(`answer is ${root.localName} instead of ${name}`);
	if (root.getAttribute("Version") !== "H005") throw unexpected("answer of another protocol version");
	const found = children(root);
	const names = found.filter(ofH005).map(({ localName }) => localName);
	if (names.length !== found.length || names.join() !== parts.join()) throw unexpected(`answer consists of ${names}`);

	const header = child(root, H005, "header");
	const body = child(root, H005, "body");
	const bodyParts = children(body);
	if (!bodyParts.every((part) => ofH005(part) && BODY.has(part.localName)))
		throw unexpected("foreign part in the body");
	const transfer = optionalChild(body, H005, "DataTransfer");
	const expected = new Set([header, ...[...bodyParts, ...(transfer ? children(transfer) : [])].filter(mustBeSigned)]);
	const marked = [root, ...Array.from(root.getElementsByTagName("*"))].filter((node) =>
		node.hasAttribute("authenticate"),
	);
	if (marked.length !== expected.size || !marked.every((node) => expected.has(node) && isMarked(node)))
		throw unexpected("other nodes are authenticated than the schema says");
	return body;
}

function mustBeSigned(part: Element): boolean {
	return AUTHENTICATED_IN_BODY.has(part.localName);
}

function isMarked(node: Element): boolean {
	return node.getAttribute("authenticate") === "true";
}

function transferred(body: Element): Pick<SignedResponse, "encryption" | "orderData"> {
	const transfer = optionalChild(body, H005, "DataTransfer");
	if (transfer === undefined) return { encryption: undefined, orderData: undefined };
	const info = optionalChild(transfer, H005, "DataEncryptionInfo");
	return { encryption: info && encryptionInfo(info), orderData: base64Of(child(transfer, H005, "OrderData")) };
}

function encryptionInfo(info: Element): EncryptionInfo {
	const digest = child(info, H005, "EncryptionPubKeyDigest");
	return {
		version: digest.getAttribute("Version") ?? "",
		keyDigest: bytesOf(digest),
		transactionKey: bytesOf(child(info, H005, "TransactionKey")),
	};
}

function codeOf(parent: Element): string {
	const code = textOf(child(parent, H005, "ReturnCode"));
	if (!/^\d{6}$/.test(code)) throw unexpected("return code is none");
	return code;
}

function optionalText(parent: Element, name: string): string | undefined {
	const found = optionalChild(parent, H005, name);
	return found && textOf(found);
}

function optionalNumber(found: Element | undefined): number | undefined {
	return found && numberOf(found);
}

function numberOf(found: Element): number {
	const text = textOf(found);
	if (!/^\d{1,10}$/.test(text)) throw unexpected(`${found.localName} is no number`);
	return Number(text);
}
