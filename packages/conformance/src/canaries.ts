import { assert } from "vitest";

/** Something a connector said: to whom, and what. */
export interface Evidence {
	readonly from: string;
	readonly value: unknown;
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
