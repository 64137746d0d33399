import { attribute, elements, type Node } from "./bank-xml.ts";

/**
 * What the schema files of H005 say of requests: children in order, `?` optional, as far as this client uses them. Facts taken from the
 * schemas; the double refuses everything else with 091010, as banks do.
 */
const SEQUENCES: Readonly<Record<string, string>> = {
	ebicsUnsecuredRequest: "header body",
	ebicsNoPubKeyDigestsRequest: "header AuthSignature body",
	ebicsRequest: "header AuthSignature body",
	header: "static mutable",
	"ebicsUnsecuredRequest static": "HostID PartnerID UserID SystemID? Product? OrderDetails SecurityMedium",
	"ebicsNoPubKeyDigestsRequest static":
		"HostID Nonce Timestamp PartnerID UserID SystemID? Product? OrderDetails SecurityMedium",
	"ebicsRequest static":
		"HostID Nonce Timestamp PartnerID UserID SystemID? Product? OrderDetails BankPubKeyDigests SecurityMedium NumSegments?",
	"ebicsRequest continued static": "HostID TransactionID",
	"ebicsRequest mutable": "TransactionPhase SegmentNumber?",
	"ebicsRequest OrderDetails": "AdminOrderType OrderParams",
	OrderDetails: "AdminOrderType",
	BankPubKeyDigests: "Authentication Encryption",
	mutable: "",
	"ebicsRequest body": "DataTransfer? TransferReceipt?",
	"ebicsUnsecuredRequest body": "DataTransfer",
	"ebicsNoPubKeyDigestsRequest body": "",
	"ebicsRequest DataTransfer": "DataEncryptionInfo? SignatureData? DataDigest? OrderData?",
	DataTransfer: "OrderData",
	DataEncryptionInfo: "EncryptionPubKeyDigest TransactionKey",
	TransferReceipt: "ReceiptCode",
	StandardOrderParams: "DateRange?",
	BTDOrderParams: "Service DateRange?",
	BTUOrderParams: "Service SignatureFlag?",
	Service: "ServiceName Scope? ServiceOption? Container? MsgName",
	DateRange: "Start End",
};

const PATTERNS: Readonly<Record<string, RegExp>> = {
	HostID: /^.{1,35}$/,
	Nonce: /^[0-9A-F]{32}$/,
	Timestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
	PartnerID: /^[a-zA-Z0-9,=]{1,35}$/,
	UserID: /^[a-zA-Z0-9,=]{1,35}$/,
	AdminOrderType: /^[A-Z0-9]{3}$/,
	SecurityMedium: /^\d{4}$/,
	NumSegments: /^\d{1,10}$/,
	TransactionID: /^[0-9A-F]{32}$/,
	TransactionPhase: /^(Initialisation|Transfer|Receipt)$/,
	SegmentNumber: /^\d{1,10}$/,
	ServiceName: /^[A-Z0-9]{3}$/,
	Scope: /^[A-Z0-9]{2,3}$/,
	MsgName: /^[a-z.0-9]{1,10}$/,
	Start: /^\d{4}-\d\d-\d\d$/,
	End: /^\d{4}-\d\d-\d\d$/,
	ReceiptCode: /^[01]$/,
};

const ORDER_PARAMS = new Set(["StandardOrderParams", "BTDOrderParams", "BTUOrderParams"]);
const H005 = "urn:org:ebics:H005";

/** What is wrong with a request by the schema, or undefined. */
export function violation(root: Node): string | undefined {
	if (attribute(root, "Version") !== "H005") return "Version";
	if (!(root.local in SEQUENCES)) return root.local;
	return check(root, root.local);
}

function check(node: Node, root: string): string | undefined {
	if (node.uri !== H005) return node.local === "AuthSignature" ? undefined : `namespace of ${node.local}`;
	const inner = elements(node);
	const names = inner.map(({ local }) => (ORDER_PARAMS.has(local) ? "OrderParams" : local)).join(" ");
	const continued = node.local === "static" && inner.some(({ local }) => local === "TransactionID");
	const sequence =
		SEQUENCES[`${root}${continued ? " continued" : ""} ${node.local}`] ??
		SEQUENCES[node.local] ??
		(inner.length ? "?" : "");
	if (!matches(names, sequence)) return `${node.local} has "${names}" instead of "${sequence}"`;
	const pattern = PATTERNS[node.local];
	const content = node.children.filter((child) => typeof child === "string").join("");
	if (pattern !== undefined && !pattern.test(content)) return `${node.local} is "${content}"`;
	if (inner.length > 0 && content.trim() !== "") return `text in ${node.local}`;
	const marked = ["header", "DataEncryptionInfo", "SignatureData", "TransferReceipt"].includes(node.local);
	if ((attribute(node, "authenticate") === "true") !== marked) return `authenticate at ${node.local}`;
	for (const child of inner) {
		const found = child.local === "AuthSignature" ? undefined : check(child, root);
		if (found !== undefined) return found;
	}
	return undefined;
}

function matches(names: string, sequence: string): boolean {
	const parts = sequence.split(" ").filter((part) => part !== "");
	const pattern = parts.map((part) => (part.endsWith("?") ? `(?:${part.slice(0, -1)} )?` : `${part} `)).join("");
	return new RegExp(`^${pattern}$`).test(names === "" ? "" : `${names} `);
}
