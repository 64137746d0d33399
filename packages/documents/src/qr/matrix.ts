import qrcode from "qrcode";

/** A QR code as squares: `dark(x, y)` for 0 <= x, y < size, without the quiet zone. */
export interface Matrix {
	readonly size: number;
	readonly version: number;
	dark(x: number, y: number): boolean;
}

/**
 * The bytes as a QR code with error correction M, as both EPC069-12 and the Swiss QR-bill want it, in the smallest version
 * that holds them.
 *
 * @throws RangeError when they need a version above `mostVersion`: the payload's own length check comes first.
 */
export function matrixOf(bytes: Uint8Array, mostVersion: number): Matrix {
	const { modules, version } = qrcode.create([{ data: bytes, mode: "byte" }], { errorCorrectionLevel: "M" });
	if (version > mostVersion) throw new RangeError(`the payload needs QR version ${version}, allowed is ${mostVersion}`);
	return { size: modules.size, version, dark: (x, y) => modules.get(y, x) === 1 };
}
