const SIZE = 8192;
/** Bits of one character, and of as many as a piece has. */
const [WIDTH, PIECE] = [5, 2 ** 20 - 1];
const ASCII = 128;
const DIGIT = 27;
/** Letters by their place in the alphabet, all digits as one; 0 for what does not count. */
const SYMBOLS = Uint8Array.from({ length: ASCII }, (_, code) => {
	const char = String.fromCharCode(code);
	if (/[a-z]/i.test(char)) return code & 31;
	return /\d/.test(char) ? DIGIT : 0;
});

/**
 * Tells at once of nearly every text that it holds none of many phrases: each of them has to hold one of a few pieces of four
 * letters or digits, whatever stands between them that is neither. One pass over the characters asks for all pieces.
 */
export class PieceFilter {
	readonly #bits = new Int32Array(SIZE / 32);

	/** @param pieces of four characters each, in whatever case; a digit stands for any. */
	constructor(pieces: readonly string[]) {
		for (const piece of pieces) {
			let key = 0;
			for (let i = 0; i < piece.length; i++) key = (key << WIDTH) | (SYMBOLS[piece.charCodeAt(i)] ?? 0);
			const place = placeOf(key);
			this.#bits[place >>> 5] = (this.#bits[place >>> 5] ?? 0) | (1 << place);
		}
	}

	/** False where the text certainly holds none of the pieces. Beyond ASCII nothing is certain. */
	mayHold(text: string): boolean {
		const bits = this.#bits;
		let key = 0;
		for (let at = 0; at < text.length; at++) {
			const code = text.charCodeAt(at);
			if (code >= ASCII) return true;
			const symbol = SYMBOLS[code] ?? 0;
			if (symbol === 0) continue;
			key = ((key << WIDTH) | symbol) & PIECE;
			const place = placeOf(key);
			if ((((bits[place >>> 5] ?? 0) >>> place) & 1) !== 0) return true;
		}
		return false;
	}
}

function placeOf(key: number): number {
	return Math.imul(key, 0x9e3779b1) >>> 19;
}
