/** An XML element: text, or elements in order; what is `undefined` is left out. */
export type Node = readonly [
	name: string,
	content: string | readonly (Node | undefined)[],
	attributes?: Readonly<Record<string, string>>,
];

/** One element a line, indented; text is escaped here. */
export function xmlOf([name, content, attributes = {}]: Node, indent = ""): string {
	const open = `${indent}<${name}${Object.entries(attributes)
		.map(([key, value]) => ` ${key}="${escaped(value)}"`)
		.join("")}>`;
	if (typeof content === "string") return `${open}${escaped(content)}</${name}>\n`;
	const inner = content.map((node) => (node === undefined ? "" : xmlOf(node, `${indent}  `))).join("");
	return `${open}\n${inner}${indent}</${name}>\n`;
}

function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
