import type { Chance } from "./chance.ts";

/** Makes another file of one. */
export type Damage = (file: Buffer, chance: Chance, limits: DamageLimits) => Buffer;

export interface DamageLimits {
	/** How large a single field may grow. */
	readonly field: number;
}

/** Bytes that mean something in some format. */
const SYNTAX = Buffer.from(":<>&-\n\r?/\"';,|\t[]{}+=!#%\0\x01\x1a\ufeff ", "utf8");

/** A stretch of the file, short mostly. */
function stretch(file: Buffer, chance: Chance): readonly [from: number, to: number] {
	const from = chance.below(file.length + 1);
	return [from, Math.min(file.length, from + chance.size(Math.max(file.length, 2)))];
}

function inserted(file: Buffer, at: number, what: Uint8Array): Buffer {
	return Buffer.concat([file.subarray(0, at), what, file.subarray(at)]);
}

/** What happens to files of any format, byte by byte and stretch by stretch. */
export const DAMAGES: readonly Damage[] = [
	function flipBits(file, chance) {
		const changed = Buffer.from(file);
		for (let left = chance.size(50); left > 0 && changed.length > 0; left--) {
			const at = chance.below(changed.length);
			changed[at] = (changed[at] ?? 0) ^ (1 << chance.below(8));
		}
		return changed;
	},
	function changeByte(file, chance) {
		const changed = Buffer.from(file);
		if (changed.length > 0) changed[chance.below(changed.length)] = chance.one([...SYNTAX]);
		return changed;
	},
	function insertSyntax(file, chance) {
		return inserted(file, chance.below(file.length + 1), Buffer.of(chance.one([...SYNTAX])));
	},
	function cutEnd(file, chance) {
		return file.subarray(0, chance.below(file.length + 1));
	},
	function cutStart(file, chance) {
		return file.subarray(chance.below(file.length + 1));
	},
	function drop(file, chance) {
		const [from, to] = stretch(file, chance);
		return Buffer.concat([file.subarray(0, from), file.subarray(to)]);
	},
	function double(file, chance) {
		const [from, to] = stretch(file, chance);
		return inserted(file, to, file.subarray(from, to));
	},
	/** What is repeated may be any separator, tag or blank: this is what finds slow expressions. */
	function swell(file, chance, { field }) {
		const from = chance.below(file.length + 1);
		const part = file.subarray(from, from + chance.size(40));
		const times = part.length === 0 ? 0 : Math.floor(chance.size(field) / part.length);
		return inserted(file, from, Buffer.concat(Array.from({ length: times }, () => part)));
	},
	function move(file, chance) {
		const [from, to] = stretch(file, chance);
		const rest = Buffer.concat([file.subarray(0, from), file.subarray(to)]);
		return inserted(rest, chance.below(rest.length + 1), file.subarray(from, to));
	},
	function randomBytes(file, chance) {
		const bytes = Buffer.from(Array.from({ length: chance.size(300) }, () => chance.below(256)));
		return inserted(file, chance.below(file.length + 1), bytes);
	},
	function lineEnds(file, chance) {
		const end = chance.one(["\n", "\r", "\r\n", "\n\n", ""]);
		return Buffer.from(file.toString("latin1").replaceAll(/\r\n|\r|\n/g, end), "latin1");
	},
	function asUtf16(file, chance) {
		const wide = Buffer.from(`${chance.is(0.7) ? "\ufeff" : ""}${file.toString("utf8")}`, "utf16le");
		return chance.is(0.5) ? wide : wide.swap16();
	},
];
