import { hash } from "node:crypto";

const FIRST_MS = 5_000;
const LONGEST_MS = 6 * 60 * 60 * 1000;

/** How long a write-back is tried, counted from its creation (PRODUCT E1). */
export const TRIED_FOR_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The pause after an attempt that failed: growing, never shorter than the shop asked for. Spread by the work's id, so
 * that what failed together does not come back together.
 */
export function pauseAfter(workId: string, attempts: number, retryAfterMs = 0, longestMs = LONGEST_MS): number {
	const grown = Math.min(FIRST_MS * 2 ** Math.min(attempts - 1, 20), longestMs);
	return Math.round(Math.max(grown * (0.75 + spreadOf(workId, attempts) / 2), retryAfterMs));
}

/** Between 0 and 1, by chance and yet the same each time. */
function spreadOf(workId: string, attempts: number): number {
	return Number.parseInt(hash("md5", `${workId} ${attempts}`, "hex").slice(0, 8), 16) / 0xffff_ffff;
}
