import { unicodeOf } from "./detect.ts";

/** Turns a file's bytes into text, piece by piece. */
export interface Decoding {
	decode(bytes: Uint8Array): string;
	/** What was held back because a character was cut between two pieces. */
	end(): string;
}

/**
 * The rule for files that do not say how they are encoded, and for those that say so wrongly: byte order
 * mark, else strict UTF-8, else an 8-bit code page.
 */
export function guessedDecoding(start: Uint8Array): Decoding {
	const unicode = unicodeOf(start);
	if (unicode === "utf-16le" || unicode === "utf-16be") return namedDecoding(unicode);
	// With its byte order mark it is UTF-8, damaged or not.
	return unicode === "utf-8" ? namedDecoding(unicode) : new Utf8OrEightBit();
}

/**
 * The rule for files that declare an 8-bit encoding. Programs convert to UTF-8 and leave the declaration as it was; what is
 * valid UTF-8 beyond ASCII has never been anything else.
 *
 * @throws RangeError where the name is unknown
 */
export function eightBitDecoding(start: Uint8Array, name: string): Decoding {
	const decoder = new TextDecoder(name);
	return unicodeOf(start) === undefined
		? new Utf8OrEightBit(() => (piece) => decoder.decode(piece))
		: guessedDecoding(start);
}

/** @throws RangeError where the name is unknown */
export function namedDecoding(name: string): Decoding {
	// Not among the encodings of the web.
	if (name === "cp850") return { decode: decode850, end: () => "" };
	const decoder = new TextDecoder(name);
	return { decode: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() };
}

const STRICT = new TextDecoder("utf-8", { fatal: true });
const LENIENT = new TextDecoder("utf-8");
const WINDOWS_1252 = new TextDecoder("windows-1252");

/** Reads UTF-8 until the first byte that is none; what came before it was ASCII, or the file is damaged UTF-8. */
class Utf8OrEightBit implements Decoding {
	private readonly eightBit: typeof eightBit;
	private held = new Uint8Array();
	private sawUtf8 = false;
	private fallback: ((bytes: Uint8Array) => string) | undefined;

	/** @param toEightBit chooses how to read the first bytes that are no UTF-8, and all behind them */
	constructor(toEightBit = eightBit) {
		this.eightBit = toEightBit;
	}

	decode(bytes: Uint8Array): string {
		if (this.fallback) return this.fallback(bytes);
		const joined = this.held.length === 0 ? bytes : join(this.held, bytes);
		const cut = joined.length - cutOff(joined);
		const whole = joined.subarray(0, cut);
		try {
			const text = STRICT.decode(whole);
			this.held = joined.slice(cut);
			this.sawUtf8 ||= text.length < whole.length;
			return text;
		} catch {
			this.held = new Uint8Array();
			this.fallback = this.sawUtf8 || isDamagedUtf8(whole) ? lenientUtf8() : this.eightBit(joined);
			return this.fallback(joined);
		}
	}

	end(): string {
		const rest = this.held;
		this.held = new Uint8Array();
		if (rest.length === 0) return "";
		return this.sawUtf8 ? LENIENT.decode(rest) : this.eightBit(rest)(rest);
	}
}

/** Whether more of the characters beyond ASCII are whole than not; in an 8-bit code page hardly any is by chance. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
	let whole = 0;
	let broken = 0;
	for (const [character] of LENIENT.decode(bytes).matchAll(/[^\0-\x7f]/gu)) {
		if (character === "\ufffd") broken++;
		else whole++;
	}
	return whole > broken;
}

function lenientUtf8(): (bytes: Uint8Array) => string {
	const decoder = new TextDecoder("utf-8");
	return (piece) => decoder.decode(piece, { stream: true });
}

/** How many bytes at the end begin a UTF-8 character that is not complete yet. */
function cutOff(bytes: Uint8Array): number {
	for (let back = 1; back <= 3 && back <= bytes.length; back++) {
		const byte = bytes[bytes.length - back] ?? 0;
		if (byte < 0x80) return 0;
		if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
	}
	return 0;
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
	const joined = new Uint8Array(a.length + b.length);
	joined.set(a);
	joined.set(b, a.length);
	return joined;
}

/** DOS programs still write code page 850. Its German letters are rare signs in windows-1252, and the other way round. */
function eightBit(bytes: Uint8Array): (bytes: Uint8Array) => string {
	let dos = 0;
	let windows = 0;
	for (const byte of bytes) {
		if (GERMAN_850.has(byte)) dos++;
		else if (GERMAN_1252.has(byte)) windows++;
	}
	return dos > windows ? decode850 : (piece) => WINDOWS_1252.decode(piece);
}

const GERMAN_850: ReadonlySet<number> = new Set([0x81, 0x84, 0x8e, 0x94, 0x99, 0x9a, 0xe1]);
const GERMAN_1252: ReadonlySet<number> = new Set([0xc4, 0xd6, 0xdc, 0xdf, 0xe4, 0xf6, 0xfc]);

/** The upper half of code page 850. */
const CP850 =
	"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0";

function decode850(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += byte < 0x80 ? String.fromCharCode(byte) : CP850[byte - 0x80];
	return text;
}
