import { type Zipped, zipOf } from "../zipped.ts";
import { Chance } from "./chance.ts";
import { DAMAGES, type DamageLimits } from "./damage.ts";
import { TEXT_DAMAGES } from "./text-damage.ts";
import { type WholeFile, wholeFiles } from "./whole-files.ts";

/** A damaged file, and in which pieces it is read. */
export interface FuzzCase {
	readonly bytes: Uint8Array;
	readonly pieceSize: number;
	/** Bytes to be read, unpacked. */
	readonly weight: number;
}

let files: readonly WholeFile[] | undefined;

/** The case of this number: the same for ever, as long as fixtures and damages are the same. */
export function caseOf(seed: number, number: number, limits: DamageLimits): FuzzCase {
	files ??= wholeFiles();
	const chance = new Chance(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
	let bytes = Buffer.from(chance.one(files).bytes);
	for (let left = chance.size(6); left > 0 && bytes.length <= 2 * limits.field; left--) {
		const damages = chance.is(0.5) ? DAMAGES : TEXT_DAMAGES;
		bytes = Buffer.from(chance.one(damages)(bytes, chance, limits));
	}
	const pieceSize = chance.is(0.3) ? chance.size(500) + 10 : 64 * 1024;
	// Every kind of file also inside an archive, which may lie about it.
	if (!chance.is(0.1)) return { bytes, pieceSize, weight: bytes.length + (isZip(bytes) ? MOST_ZIPPED : 0) };
	const copies = chance.size(20);
	return { bytes: archiveOf(bytes, copies, chance), pieceSize, weight: bytes.length * copies };
}

/** More than the archives unpack to that are damaged here. */
const MOST_ZIPPED = 1_000_000;

function isZip(bytes: Uint8Array): boolean {
	return bytes[0] === 0x50 && bytes[1] === 0x4b;
}

function archiveOf(content: Uint8Array, copies: number, chance: Chance): Uint8Array {
	const zipped: Zipped = {
		name: chance.one(["a.xml", "../../a.sta", "", "a/", "__MACOSX/a", "\u0000", "ä.xml"]),
		content,
		stored: chance.is(0.3),
		descriptor: chance.is(0.3),
		encrypted: chance.is(0.1),
		...(chance.is(0.2) ? { checksum: 7 } : {}),
		...(chance.is(0.2) ? { size: chance.one([0, 1, 0xffffffff, content.length * 2]) } : {}),
	};
	const zip = Buffer.from(zipOf(Array.from({ length: copies }, () => zipped)));
	return chance.is(0.3) ? chance.one(DAMAGES)(zip, chance, { field: 1000 }) : zip;
}
