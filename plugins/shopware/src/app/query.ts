/** A query as it came in: signatures cover it as it is, and Shopware sends `shop-url` unencoded. */
export interface RawQuery {
	readonly raw: string;
	readonly get: (name: string) => string | null;
}

export function queryOf(url: string): RawQuery {
	const at = url.indexOf("?");
	const raw = at < 0 ? "" : url.slice(at + 1);
	const values = new Map<string, string>();
	for (const part of raw.split("&")) {
		const equals = part.indexOf("=");
		const name = decoded(equals < 0 ? part : part.slice(0, equals));
		if (!values.has(name)) values.set(name, decoded(equals < 0 ? "" : part.slice(equals + 1)));
	}
	return { raw, get: (name) => values.get(name) ?? null };
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** A shop's address in one form: with single slashes, and none at the end. */
export function sanitizedUrl(url: string): string {
	return url.replace(/(?<!:)\/{2,}/g, "/").replace(/\/+$/, "");
}

/** Whether two addresses name the same shop: whatever the protocol, with or without www. */
export function isSameShop(one: string, other: string): boolean {
	const [a, b] = [one, other].map((url) => sanitizedUrl(url.toLowerCase()).replace(/^https?:\/\/(www\.)?/, ""));
	return a === b;
}
