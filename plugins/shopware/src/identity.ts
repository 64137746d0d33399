import { createHash } from "node:crypto";

/**
 * Address and shop id: a shop that was cloned has the id of its original, and one that moved keeps it (PRODUCT A12). The
 * id is hashed, because it is kept among the secrets.
 */
export function identityOf(url: string, shopId: string | undefined): string {
	const { host, pathname } = new URL(url);
	const home = `${host}${pathname}`.replace(/\/+$/, "");
	if (shopId === undefined) return home;
	return `${home} ${createHash("sha256").update(shopId).digest("hex").slice(0, 16)}`;
}
