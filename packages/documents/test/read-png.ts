import { inflateSync } from "node:zlib";
import jsqr from "jsqr";

/** What a camera reads from a black and white PNG of ours (one bit a pixel, no filter). */
export function readQr(
	png: Uint8Array,
): { readonly text: string; readonly bytes: Uint8Array; readonly version: number } | null {
	const bytes = Buffer.from(png);
	const width = bytes.readUInt32BE(16);
	const dataLength = bytes.readUInt32BE(33);
	const rows = inflateSync(bytes.subarray(41, 41 + dataLength));
	const rowBytes = Math.ceil(width / 8) + 1;
	const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
	for (let y = 0; y < width; y++) {
		for (let x = 0; x < width; x++) {
			const white = (rows.readUInt8(y * rowBytes + 1 + (x >> 3)) >> (7 - (x & 7))) & 1;
			pixels.fill(white * 255, (y * width + x) * 4, (y * width + x) * 4 + 3);
		}
	}
	return scan(pixels, width, width);
}

/** The same for RGBA pixels of a rendered page. */
export function scan(pixels: Uint8ClampedArray, width: number, height: number) {
	const found = jsqr.default(pixels, width, height);
	return found && { text: found.data, bytes: Uint8Array.from(found.binaryData), version: found.version };
}
