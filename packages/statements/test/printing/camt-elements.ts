import { formatDecimal, type Money } from "@kontor/connector";

export type CamtVersion = 1 | 2 | 3 | 4 | 6 | 7 | 8 | 10 | 13 | 14;

/** An element with its content, which is text that is escaped already, or elements. Nothing where there is no content. */
export function element(name: string, ...content: readonly string[]): string {
	const inside = content.join("");
	return inside === "" ? "" : `<${name}>${inside}</${name}>`;
}

/** An element with a text; nothing where there is none. */
export function textXml(name: string, text: string | undefined): string {
	return element(name, (text ?? "").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"));
}

/** Without sign: that is the indicator's. */
export function amountXml(name: string, amount: Money | undefined): string {
	if (amount === undefined) return "";
	const decimal = formatDecimal({ ...amount, minor: Math.abs(amount.minor) });
	return `<${name} Ccy="${amount.currency}">${decimal}</${name}>`;
}

export function indicatorXml(minor: number): string {
	return element("CdtDbtInd", minor < 0 ? "DBIT" : "CRDT");
}
