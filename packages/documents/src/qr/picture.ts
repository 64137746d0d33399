import type { Matrix } from "./matrix.ts";
import { blackAndWhitePng } from "./png.ts";

/** The quiet zone around a QR code (ISO/IEC 18004). */
const QUIET = 4;

/** A mark over the middle of the code, where it has one: the Swiss cross. In parts of the code's width, from its centre. */
export type Overlay = (fromCentreX: number, fromCentreY: number) => "black" | "white" | undefined;

/** For mail: clients show no SVG. `scale`: pixels a square. */
export function pngOf(matrix: Matrix, { scale = 6, overlay }: { scale?: number; overlay?: Overlay } = {}): Uint8Array {
	const width = matrix.size * scale;
	return blackAndWhitePng(width + 2 * QUIET * scale, (x, y) => {
		const [left, top] = [x - QUIET * scale, y - QUIET * scale];
		if (left < 0 || top < 0 || left >= width || top >= width) return false;
		const mark = overlay?.((left + 0.5) / width - 0.5, (top + 0.5) / width - 0.5);
		return mark === undefined ? matrix.dark(Math.floor(left / scale), Math.floor(top / scale)) : mark === "black";
	});
}

/** For pages: sharp at every size. */
export function svgOf(matrix: Matrix): string {
	const side = matrix.size + 2 * QUIET;
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
		`<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${pathOf(matrix, QUIET)}"/></svg>`
	);
}

/** The dark squares as one SVG path, a run of a row at a time; one unit a square. Also what the letters draw. */
export function pathOf(matrix: Matrix, offset = 0): string {
	let path = "";
	for (let y = 0; y < matrix.size; y++) {
		for (let x = 0; x < matrix.size; x++) {
			if (!matrix.dark(x, y)) continue;
			const from = x;
			while (x + 1 < matrix.size && matrix.dark(x + 1, y)) x++;
			path += `M${from + offset} ${y + offset}h${x - from + 1}v1h-${x - from + 1}z`;
		}
	}
	return path;
}
