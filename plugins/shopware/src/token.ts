import { createHash } from "node:crypto";
import type { Shop } from "./manifest.ts";

/** Access tokens live ten minutes by default; this long before their end they are not used any more. */
const SPARE_MS = 60_000;
const MOST = 1000;

interface Kept {
	readonly token: string;
	readonly until: number;
}

/**
 * Tokens by address and credentials, hashed: another key is another token. Losing one costs a request, so they are kept
 * in memory only.
 */
const kept = new Map<string, Kept>();

export function keptToken(ctx: Shop): string | null {
	const found = kept.get(keyOf(ctx));
	return found !== undefined && found.until > ctx.now().getTime() ? found.token : null;
}

export function keepToken(ctx: Shop, token: string, expiresInSeconds: number): void {
	if (kept.size >= MOST) kept.clear();
	kept.set(keyOf(ctx), { token, until: ctx.now().getTime() + expiresInSeconds * 1000 - SPARE_MS });
}

/** The shop refuses it, whatever its age. One that was renewed meanwhile stays. */
export function forgetToken(ctx: Shop, token: string): void {
	const key = keyOf(ctx);
	if (kept.get(key)?.token === token) kept.delete(key);
}

function keyOf({ config, secrets }: Shop): string {
	return createHash("sha256")
		.update(JSON.stringify([config.url, secrets.apiKey, secrets.secretKey]))
		.digest("base64");
}
