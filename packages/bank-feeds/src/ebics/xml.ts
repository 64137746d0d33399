import { DOMParser } from "@xmldom/xmldom";
import { FeedError } from "../feed.ts";
import { unexpected } from "./fault.ts";

/** Larger answers are refused unread: a segment is at most 1 MB, a third more in base64. */
export const MAX_MESSAGE_BYTES = 8 * 1024 * 1024;

/** Of EBICS messages and their order data: half of it is enough. */
const MAX_DEPTH = 32;

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

export function escapeXml(text: string): string {
	return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

type Attributes = Readonly<Record<string, string | undefined>>;

/** An element as text. Children are XML already, `text()` makes some; undefined ones are left out. */
export function element(name: string, attributes: Attributes, ...children: readonly (string | undefined)[]): string {
	const written = Object.entries(attributes)
		.map(([key, value]) => (value === undefined ? "" : ` ${key}="${escapeXml(value)}"`))
		.join("");
	return `<${name}${written}>${children.join("")}</${name}>`;
}

/** An element with nothing but text in it. */
export function leaf(name: string, text: string, attributes: Attributes = {}): string {
	return element(name, attributes, escapeXml(text));
}

/**
 * Reads a message. Document types are refused before parsing, so there are no entities to expand; whatever the parser
 * would only warn of is a fault.
 *
 * @throws FeedError `unexpected-reply`
 */
export function parseXml(bytes: Uint8Array): Element {
	let text: string;
	try {
		text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
	} catch (cause) {
		throw unexpected("answer is not UTF-8", cause);
	}
	if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw unexpected("answer has a document type");
	// What the parser says quotes the answer, which may name people.
	const refuse = () => {
		throw unexpected("answer is not well-formed");
	};
	const errorHandler = { warning: refuse, error: refuse, fatalError: refuse };
	let document: Document;
	try {
		document = new DOMParser({ errorHandler }).parseFromString(text, "text/xml");
	} catch (cause) {
		throw cause instanceof FeedError ? cause : unexpected("answer cannot be parsed");
	}
	const roots = Array.from(document.childNodes).filter(isElement);
	const [root] = roots;
	if (root === undefined || roots.length > 1) throw unexpected("answer has not exactly one root element");
	assertShallow(root);
	return root;
}

/** Whoever walks through it afterwards may do so recursively. */
function assertShallow(root: Element): void {
	const open: { readonly node: Element; readonly depth: number }[] = [{ node: root, depth: 1 }];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const depth = next.depth + 1;
		if (depth > MAX_DEPTH) throw unexpected(`answer is nested deeper than ${MAX_DEPTH} elements`);
		for (const node of children(next.node)) open.push({ node, depth });
	}
}

function isElement(node: Node): node is Element {
	return node.nodeType === 1;
}

export function children(parent: Element): Element[] {
	return Array.from(parent.childNodes).filter(isElement);
}

/** The one child of that name, if there is one. Two are a fault: readers that take different ones can be played off. */
export function optionalChild(parent: Element, namespace: string, name: string): Element | undefined {
	const found = children(parent).filter((child) => child.localName === name && child.namespaceURI === namespace);
	if (found.length > 1) throw unexpected(`${parent.localName} has several ${name}`);
	return found[0];
}

export function child(parent: Element, namespace: string, name: string): Element {
	const found = optionalChild(parent, namespace, name);
	if (found === undefined) throw unexpected(`${parent.localName} has no ${name}`);
	return found;
}

/** The text of an element that has nothing but text. */
export function textOf(leafElement: Element): string {
	if (children(leafElement).length > 0) throw unexpected(`${leafElement.localName} has elements instead of text`);
	return (leafElement.textContent ?? "").trim();
}

/** Base64 without the line breaks that XML allows; anything else in it is a fault. */
export function base64Of(leafElement: Element): string {
	const text = textOf(leafElement).replace(/\s+/g, "");
	if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw unexpected(`${leafElement.localName} is not base64`);
	return text;
}

export function bytesOf(leafElement: Element): Buffer {
	return Buffer.from(base64Of(leafElement), "base64");
}
