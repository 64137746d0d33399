import { crc32 } from "node:zlib";

/** A ZIP of these files, not compressed (APPNOTE 6.3). */
export function zip(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const [path, content] of Object.entries(files)) {
		const name = Buffer.from(path);
		const sizes = [crc32(content), content.length, content.length];
		const local = [int32(0x04034b50), int16(20, 0, 0, 0, 0), int32(...sizes), int16(name.length, 0), name, content];
		const central = [int32(0x02014b50), int16(20, 20, 0, 0, 0, 0), int32(...sizes), int16(name.length, 0, 0, 0, 0)];
		directory.push(...central, int32(0, offset), name);
		parts.push(Buffer.concat(local));
		offset += parts.at(-1)?.length ?? 0;
	}
	const list = Buffer.concat(directory);
	const count = Object.keys(files).length;
	const end = [int32(0x06054b50), int16(0, 0, count, count), int32(list.length, offset), int16(0)];
	return new Uint8Array(Buffer.concat([...parts, list, ...end]));
}

function int16(...values: number[]): Buffer {
	return Buffer.from(new Uint8Array(new Uint16Array(values).buffer));
}

function int32(...values: number[]): Buffer {
	return Buffer.from(new Uint8Array(new Uint32Array(values).buffer));
}
