import { createHmac } from "node:crypto";
import { type ApiAnswer, refusal } from "./answers.ts";
import type { Shop } from "./state.ts";

/** How far an OAuth timestamp may be off, in seconds. */
const WINDOW = 15 * 60;

/**
 * Basic over https, OAuth 1.0a with HMAC-SHA256 over http; Basic over http is not even looked at. Null: authenticated
 * and permitted.
 */
export function refuse(shop: Shop, method: string, url: URL, authorization: string | undefined, https: boolean) {
	const refused = https ? refuseBasic(shop, url, authorization) : refuseOAuth(shop, method, url);
	if (refused !== null) return refused;
	if (shop.permissions === "read_write" || ["GET", "HEAD", "OPTIONS"].includes(method)) return null;
	return authenticationError("Der API-Schlüssel hat keine Schreibrechte.");
}

/** Of header and query the query counts. */
function refuseBasic(shop: Shop, { searchParams: query }: URL, authorization = ""): ApiAnswer | null {
	const given = Buffer.from(authorization.replace(/^Basic /, ""), "base64").toString("utf8");
	const inQuery = ["consumer_key", "consumer_secret"].map((name) => query.get(name));
	const [key, secret] = inQuery.every((value) => value !== null) ? inQuery : given.split(":");
	if (key !== shop.consumerKey) return notSignedIn();
	return secret === shop.consumerSecret ? null : authenticationError("Consumer Secret ist ungültig.");
}

function refuseOAuth(shop: Shop, method: string, url: URL): ApiAnswer | null {
	const query = url.searchParams;
	if (!query.has("oauth_consumer_key")) return notSignedIn();
	if (query.get("oauth_consumer_key") !== shop.consumerKey) return authenticationError("Consumer Key ist ungültig.");
	// Of a name that is given twice PHP takes the last.
	const parameters = [...new Map(query)]
		.filter(([name]) => name !== "oauth_signature")
		.map(([name, value]) => [encoded(name), encoded(value)] as const)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map((pair) => pair.join("="));
	const base = [method, encoded(`${shop.url}${url.pathname}`), encoded(parameters.join("&"))].join("&");
	const signature = createHmac("sha256", `${shop.consumerSecret}&`).update(base).digest("base64");
	if (query.get("oauth_signature") !== signature) return authenticationError("Ungültige Signatur.");
	const nonce = `${query.get("oauth_timestamp")} ${query.get("oauth_nonce")}`;
	const age = Date.now() / 1000 - Number(query.get("oauth_timestamp"));
	if (Math.abs(age) > WINDOW || shop.nonces.has(nonce)) return authenticationError("Ungültige Nonce.");
	shop.nonces.add(nonce);
	return null;
}

/** RFC 3986, as PHP's rawurlencode. */
function encoded(text: string): string {
	return encodeURIComponent(text).replace(
		/[!'()*]/g,
		(character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
	);
}

function notSignedIn(): ApiAnswer {
	return refusal(401, "woocommerce_rest_cannot_view", "Du bist leider nicht berechtigt, Ressourcen aufzulisten.");
}

function authenticationError(message: string): ApiAnswer {
	return refusal(401, "woocommerce_rest_authentication_error", message);
}
