import { createHash, type KeyObject, sign, timingSafeEqual, verify } from "node:crypto";
import { C14nCanonicalization } from "xml-crypto";
import { unexpected } from "./fault.ts";
import { AUTHENTICATED, C14N, DS, H005, RSA_SHA256, SHA256 } from "./names.ts";
import { bytesOf, child, children, element, leaf, parseXml } from "./xml.ts";

/** Where the signature goes in a request that is to be signed. */
export const AUTH_SIGNATURE_HERE = "<AuthSignature/>";

/**
 * Fills the authentication signature X002 in: RSASSA-PKCS1-v1_5 with SHA-256 over all nodes that say `authenticate="true"`,
 * canonicalised (inclusive C14N 1.0; specification 5.5.1.2.1).
 */
export function authenticate(request: string, key: KeyObject): string {
	const unsigned = parseXml(Buffer.from(request));
	const digest = createHash("sha256").update(authenticatedNodes(unsigned)).digest("base64");
	const signedInfo = element(
		"ds:SignedInfo",
		{},
		element("ds:CanonicalizationMethod", { Algorithm: C14N }),
		element("ds:SignatureMethod", { Algorithm: RSA_SHA256 }),
		element(
			"ds:Reference",
			{ URI: AUTHENTICATED },
			element("ds:Transforms", {}, element("ds:Transform", { Algorithm: C14N })),
			element("ds:DigestMethod", { Algorithm: SHA256 }),
			leaf("ds:DigestValue", digest),
		),
	);
	const place = (value: string) =>
		request.replace(AUTH_SIGNATURE_HERE, () =>
			element("AuthSignature", {}, signedInfo, leaf("ds:SignatureValue", value)),
		);
	// Canonicalised where it will stand, so that the namespaces are those the bank sees there.
	const inPlace = child(child(parseXml(Buffer.from(place(""))), H005, "AuthSignature"), DS, "SignedInfo");
	return place(sign("sha256", Buffer.from(canonicalise(inPlace)), key).toString("base64"));
}

/**
 * Checks the bank's signature of a response. Only what is named here may be signed and how: the algorithms are not
 * negotiated, and nodes are never looked up by an id.
 *
 * @throws FeedError `unexpected-reply`
 */
export function verifyAuthentication(response: Element, bankKey: KeyObject): void {
	const authSignature = child(response, H005, "AuthSignature");
	const signedInfo = child(authSignature, DS, "SignedInfo");
	const reference = child(signedInfo, DS, "Reference");
	const transforms = children(child(reference, DS, "Transforms"));
	const named = [
		child(signedInfo, DS, "CanonicalizationMethod").getAttribute("Algorithm") === C14N,
		child(signedInfo, DS, "SignatureMethod").getAttribute("Algorithm") === RSA_SHA256,
		reference.getAttribute("URI") === AUTHENTICATED,
		transforms.length === 1 && transforms[0]?.getAttribute("Algorithm") === C14N,
		child(reference, DS, "DigestMethod").getAttribute("Algorithm") === SHA256,
	];
	if (named.includes(false)) throw unexpected("authentication signature of another kind than X002");
	const digest = createHash("sha256").update(authenticatedNodes(response)).digest();
	const claimed = bytesOf(child(reference, DS, "DigestValue"));
	if (claimed.length !== digest.length || !timingSafeEqual(claimed, digest))
		throw unexpected("authenticated nodes differ from what the bank signed");
	const value = bytesOf(child(authSignature, DS, "SignatureValue"));
	if (!verify("sha256", Buffer.from(canonicalise(signedInfo)), bankKey, value))
		throw unexpected("authentication signature is not the bank's");
}

/** The digest's input: the canonical forms of the authenticated nodes one after the other. */
function authenticatedNodes(root: Element): string {
	return authenticatedElements(root).map(canonicalise).join("");
}

/** Outermost ones in document order: one inside another is part of it already. */
function authenticatedElements(within: Element): Element[] {
	if (within.getAttribute("authenticate") === "true") return [within];
	return children(within).flatMap(authenticatedElements);
}

function canonicalise(node: Element): string {
	return new C14nCanonicalization().process(node, { ancestorNamespaces: inheritedNamespaces(node) });
}

/** The namespaces in scope that the element does not declare itself: inclusive canonicalisation writes them on it. */
function inheritedNamespaces(node: Element): { prefix: string; namespaceURI: string }[] {
	const seen = new Set(declared(node).map(({ prefix }) => prefix));
	// An element without prefix brings the default namespace along by itself.
	if (!node.prefix) seen.add("");
	const inherited: { prefix: string; namespaceURI: string }[] = [];
	for (let parent = node.parentNode; parent !== null && parent.nodeType === 1; parent = parent.parentNode) {
		for (const namespace of declared(parent as Element)) {
			if (seen.has(namespace.prefix)) continue;
			seen.add(namespace.prefix);
			if (namespace.namespaceURI !== "") inherited.push(namespace);
		}
	}
	return inherited;
}

function declared(node: Element): { prefix: string; namespaceURI: string }[] {
	return Array.from(node.attributes)
		.filter(({ name }) => name === "xmlns" || name.startsWith("xmlns:"))
		.map(({ name, value }) => ({ prefix: name.slice("xmlns:".length), namespaceURI: value }));
}
