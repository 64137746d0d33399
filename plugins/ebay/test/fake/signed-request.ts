import { createHash, verify } from "node:crypto";
import type { Asking } from "./answer.ts";
import type { Ebay } from "./state.ts";

/** HTTP Message Signatures (RFC 9421) as eBay checks them: the base is built anew from the request that arrived. */
export function hasValidSignature(ebay: Ebay, { method, url, headers, text }: Asking): boolean {
	const [, params = "", names = ""] =
		/^sig1=(\(([^)]*)\);created=\d+)$/.exec(headers.get("signature-input") ?? "") ?? [];
	const [, signature = ""] = /^sig1=:(.+):$/.exec(headers.get("signature") ?? "") ?? [];
	const needed = ["x-ebay-signature-key", "@method", "@path", "@authority", ...(text === "" ? [] : ["content-digest"])];
	const covered = names.split(" ").map((name) => name.replaceAll('"', ""));
	if (headers.get("x-ebay-signature-key") !== ebay.signing.jwe || !needed.every((name) => covered.includes(name))) {
		return false;
	}
	if (text !== "") {
		const digest = `sha-256=:${createHash("sha256").update(text).digest("base64")}:`;
		if (headers.get("content-digest") !== digest) return false;
	}
	const derived: Readonly<Record<string, string>> = {
		"@method": method,
		"@path": url.pathname,
		"@authority": url.host,
	};
	const base = [
		...covered.map((name) => `"${name}": ${derived[name] ?? headers.get(name) ?? ""}`),
		`"@signature-params": ${params}`,
	];
	return verify(undefined, Buffer.from(base.join("\n")), ebay.signing.publicKey, Buffer.from(signature, "base64"));
}
