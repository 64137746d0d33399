import type { GiroPayload } from "../qr/giro-code.ts";
import { matrixOf } from "../qr/matrix.ts";
import { pathOf } from "../qr/picture.ts";
import type { Sheet } from "./sheet.ts";

/** Draws a GiroCode as vectors, sharp on every printer. Corner and width in points, without the quiet zone. */
export function drawGiro(sheet: Sheet, { bytes }: GiroPayload, x: number, y: number, width: number): void {
	const matrix = matrixOf(bytes, 13);
	sheet.save();
	sheet.translate(x, y).scale(width / matrix.size);
	sheet.path(pathOf(matrix)).fill("#000000");
	sheet.restore();
}
