import { assert } from "vitest";

/** Something a connector said: to whom, and what. */
export interface Evidence {
	readonly from: string;
	readonly value: unknown;
}

/** Shorter values are found by chance everywhere. */
const SHORTEST = 6;

/**
 * Every form in which a secret may stand in a text: as it is, percent-encoded, in hex, and inside base64 at each of
 * the three alignments (`Authorization: Basic` encodes it behind a key of any length).
 */
export function formsOf(secrets: Readonly<Record<string, unknown>> | readonly unknown[]): string[] {
	const values = Object.values<unknown>(secrets).flatMap((value) => (typeof value === "string" ? [value] : []));
	return values
		.filter((value) => value.length >= SHORTEST)
		.flatMap((value) => [
			value,
			encodeURIComponent(value),
			Buffer.from(value).toString("hex"),
			...[0, 1, 2].map((shift) => insideBase64(value, shift)),
		]);
}

/** The characters that a value alone decides when `shift` bytes stand before it. */
function insideBase64(value: string, shift: number): string {
	const encoded = Buffer.from(" ".repeat(shift) + value).toString("base64");
	const whole = Math.floor((shift + Buffer.byteLength(value)) / 3) * 4;
	return encoded.slice(shift === 0 ? 0 : 4, whole);
}

/** Fails where a secret stands in anything that leaves the connector. */
export function assertNoSecret(evidence: readonly Evidence[], forms: readonly string[]): void {
	for (const { from, value } of evidence) {
		for (const text of textsIn(value)) {
			const leaked = forms.some((form) => text.includes(form));
			// The text itself is not shown: the suite's output is a log, too.
			assert(!leaked, `a secret stands in what came from ${from}`);
		}
	}
}

/** Every text in a value: errors with message, stack, causes and details; depth is bounded against cycles. */
function* textsIn(value: unknown, depth = 8): Iterable<string> {
	if (typeof value === "string") yield value;
	if (value instanceof Uint8Array) yield Buffer.from(value).toString("latin1");
	if (typeof value !== "object" || value === null || value instanceof Uint8Array || depth === 0) return;
	if (value instanceof Error) yield* [value.message, value.stack ?? ""];
	if (value instanceof Error) yield* textsIn(value.cause, depth - 1);
	if (value instanceof Map || value instanceof Headers) {
		for (const entry of value) yield* textsIn(entry, depth - 1);
	}
	for (const [key, part] of Object.entries(value)) {
		yield key;
		yield* textsIn(part, depth - 1);
	}
}
