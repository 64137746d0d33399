import { SaxesParser } from "saxes";

/** An element as the double sees it. Written from the XML and C14N recommendations, without the client's libraries. */
export interface Node {
	readonly name: string;
	readonly local: string;
	readonly uri: string;
	readonly attributes: readonly { name: string; local: string; uri: string; value: string }[];
	/** Namespaces in scope: prefix ("" is the default one) to URI. */
	readonly scope: Readonly<Record<string, string>>;
	readonly children: (Node | string)[];
}

export function read(xml: string): Node {
	const parser = new SaxesParser({ xmlns: true });
	const open: Node[] = [];
	let root: Node | undefined;
	parser.on("error", (error) => {
		throw error;
	});
	parser.on("doctype", () => {
		throw new Error("document type");
	});
	parser.on("opentag", (tag) => {
		const outer = open.at(-1);
		const node: Node = {
			name: tag.name,
			local: tag.local,
			uri: tag.uri,
			attributes: Object.values(tag.attributes)
				.filter(({ name, prefix }) => name !== "xmlns" && prefix !== "xmlns")
				.map(({ name, local, uri, value }) => ({ name, local, uri, value })),
			scope: { ...outer?.scope, ...tag.ns },
			children: [],
		};
		outer?.children.push(node);
		open.push(node);
		root ??= node;
	});
	parser.on("closetag", () => open.pop());
	const text = (piece: string) => open.at(-1)?.children.push(piece);
	parser.on("text", text);
	parser.on("cdata", text);
	parser.write(xml).close();
	if (root === undefined) throw new Error("no root");
	return root;
}

export function elements(node: Node): Node[] {
	return node.children.filter((child) => typeof child !== "string");
}

/** Along a path of local names; undefined where there is none. */
export function find(node: Node, ...path: string[]): Node | undefined {
	let at: Node | undefined = node;
	for (const local of path) at = at && elements(at).find((child) => child.local === local);
	return at;
}

export function text(node: Node | undefined): string {
	return (node?.children.filter((child) => typeof child === "string").join("") ?? "").trim();
}

export function attribute(node: Node | undefined, name: string): string | undefined {
	return node?.attributes.find((one) => one.name === name)?.value;
}

/** Inclusive Canonical XML 1.0 of an element in its document, without comments. */
export function c14n(node: Node, rendered: Readonly<Record<string, string>> = {}): string {
	const now: Record<string, string> = { ...rendered };
	const namespaces: string[] = [];
	for (const [prefix, uri] of Object.entries(node.scope).sort(([a], [b]) => (a < b ? -1 : 1))) {
		if (prefix === "xml" || (rendered[prefix] ?? "") === uri) continue;
		now[prefix] = uri;
		namespaces.push(` ${prefix === "" ? "xmlns" : `xmlns:${prefix}`}="${escapeAttribute(uri)}"`);
	}
	const attributes = [...node.attributes]
		.sort((a, b) => (`${a.uri}\n${a.local}` < `${b.uri}\n${b.local}` ? -1 : 1))
		.map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`);
	const content = node.children.map((child) => (typeof child === "string" ? escapeText(child) : c14n(child, now)));
	return `<${node.name}${namespaces.join("")}${attributes.join("")}>${content.join("")}</${node.name}>`;
}

/** All elements in document order that say `authenticate="true"`, canonical, one after the other. */
export function authenticated(node: Node): string {
	if (attribute(node, "authenticate") === "true") return c14n(node);
	return elements(node).map(authenticated).join("");
}

function escapeText(value: string): string {
	return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#xD;");
}

function escapeAttribute(value: string): string {
	return value
		.replaceAll("&", "&amp;")
		.replaceAll("<", "&lt;")
		.replaceAll('"', "&quot;")
		.replaceAll("\t", "&#x9;")
		.replaceAll("\n", "&#xA;")
		.replaceAll("\r", "&#xD;");
}
