/** The JSON in a body or text; null where there is none. What it holds is checked by its schema. */
export function jsonIn(body: Uint8Array | string): unknown {
	try {
		return JSON.parse(typeof body === "string" ? body : Buffer.from(body).toString("utf8"));
	} catch {
		return null;
	}
}
