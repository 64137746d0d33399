import { matrixOf } from "../qr/matrix.ts";
import { type Overlay, pngOf } from "../qr/picture.ts";

/** The code is 46 mm wide, the cross in its middle 7 mm, drawn in 19.8 units by SIX. */
const UNITS = (46 / 7) * 19.8;

/** Black square with white frame and white cross, which the error correction M bears. */
const swissCross: Overlay = (x, y) => {
	const [across, down] = [Math.abs(x) * UNITS, Math.abs(y) * UNITS];
	const outer = Math.max(across, down);
	if (outer > 9.9) return undefined;
	if (outer > 8.5) return "white";
	return Math.min(across, down) <= 1.65 && outer <= 5.5 ? "white" : "black";
};

/** The Swiss QR code of a payload as PNG, for mail. The printed slip is `qrBillSlip`. */
export function swissQrPng(payload: string, scale = 6): Uint8Array {
	return pngOf(matrixOf(new TextEncoder().encode(payload), 25), { scale, overlay: swissCross });
}
