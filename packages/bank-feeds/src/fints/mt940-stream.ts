import type { Payload } from "../feed.ts";

const LINE_END = Buffer.from("\r\n");

/**
 * Puts pages of MT940 together. FinTS does not say where a page ends: at some banks between two statements, at others in
 * the middle of one. A page is handed on once the next one shows that it was whole.
 */
export class Stream {
	readonly #type: "mt940" | "mt942";
	#waiting: { bytes: Buffer; name: string } | undefined;

	constructor(type: "mt940" | "mt942") {
		this.#type = type;
	}

	*add(pieces: readonly Uint8Array[], name: string): Generator<Payload> {
		for (const piece of pieces) {
			if (this.#waiting === undefined) this.#waiting = { bytes: Buffer.from(piece), name };
			else if (beginsStatement(piece)) {
				yield* this.end();
				this.#waiting = { bytes: Buffer.from(piece), name };
			} else this.#waiting.bytes = Buffer.concat([this.#waiting.bytes, piece]);
		}
	}

	*end(): Generator<Payload> {
		if (this.#waiting === undefined) return;
		const { bytes, name } = this.#waiting;
		this.#waiting = undefined;
		yield { type: this.#type, bytes, name };
	}
}

function beginsStatement(piece: Uint8Array): boolean {
	let at = 0;
	while (LINE_END.includes(piece[at] ?? 0) && at < piece.length) at++;
	return Buffer.from(piece.subarray(at, at + 4)).toString("latin1") === ":20:";
}
