import { createHash } from "node:crypto";

/** Tells a stored configuration from every other: the database keeps the fields of its JSON in one order. */
export function revisionOf(config: unknown): string {
	return createHash("sha256").update(JSON.stringify(config)).digest("base64url").slice(0, 22);
}
