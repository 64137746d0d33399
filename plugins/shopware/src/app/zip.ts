import { crc32 } from "node:zlib";

/** One file to be packed. */
export interface Packed {
	/** "Kontor/manifest.xml" */
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** 1980-01-01, the first day a ZIP knows: the same content is the same file. */
const DAY = (1 << 5) | 1;
const VERSION = 20;
/** Names are UTF-8. */
const FLAGS = 1 << 11;

/** A ZIP without compression (APPNOTE.TXT 4.3): the manifest is a few kilobytes. */
export function zip(files: readonly Packed[]): Uint8Array {
	const local: Buffer[] = [];
	const central: Buffer[] = [];
	let offset = 0;
	for (const { name, bytes } of files) {
		const path = Buffer.from(name);
		const shared = u16(
			VERSION,
			FLAGS,
			0,
			0,
			DAY,
			...halves(crc32(bytes)),
			...halves(bytes.length),
			...halves(bytes.length),
			path.length,
			0,
		);
		const entry = Buffer.concat([Buffer.from("PK\x03\x04"), shared, path, bytes]);
		central.push(Buffer.from("PK\x01\x02"), u16(VERSION), shared, u16(0, 0, 0, 0, 0, ...halves(offset)), path);
		local.push(entry);
		offset += entry.length;
	}
	const directory = Buffer.concat(central);
	const count = files.length;
	const end = u16(0, 0, count, count, ...halves(directory.length), ...halves(offset), 0);
	return Buffer.concat([...local, directory, Buffer.from("PK\x05\x06"), end]);
}

function halves(value: number): [low: number, high: number] {
	return [value & 0xffff, (value >>> 16) & 0xffff];
}

function u16(...values: readonly number[]): Buffer {
	const buffer = Buffer.alloc(values.length * 2);
	for (const [index, value] of values.entries()) buffer.writeUInt16LE(value, index * 2);
	return buffer;
}
