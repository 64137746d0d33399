import { crc32, deflateSync } from "node:zlib";

/** A black and white PNG (one bit a pixel), from a function that says which pixels are black. */
export function blackAndWhitePng(size: number, black: (x: number, y: number) => boolean): Uint8Array {
	const rowBytes = Math.ceil(size / 8);
	const rows = Buffer.alloc(size * (rowBytes + 1));
	for (let y = 0; y < size; y++) {
		for (let x = 0; x < size; x++) {
			if (black(x, y)) continue;
			const at = y * (rowBytes + 1) + 1 + (x >> 3);
			rows.writeUInt8(rows.readUInt8(at) | (0x80 >> (x & 7)), at);
		}
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(size, 0);
	header.writeUInt32BE(size, 4);
	header.writeUInt8(1, 8);
	const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
	return Buffer.concat([
		signature,
		chunk("IHDR", header),
		chunk("IDAT", deflateSync(rows)),
		chunk("IEND", Buffer.alloc(0)),
	]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
	const framed = Buffer.alloc(body.length + 8);
	framed.writeUInt32BE(data.length, 0);
	body.copy(framed, 4);
	framed.writeUInt32BE(crc32(body), body.length + 4);
	return framed;
}
