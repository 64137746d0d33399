import type { GiroPayload } from "./giro-code.ts";
import { matrixOf } from "./matrix.ts";
import { pngOf, svgOf } from "./picture.ts";

/** EPC069-12: no code above this version. */
const MOST_VERSION = 13;

/** For mail: clients show no SVG. `scale`: pixels a square. */
export function giroPng({ bytes }: GiroPayload, scale = 6): Uint8Array {
	return pngOf(matrixOf(bytes, MOST_VERSION), { scale });
}

/** For pages: sharp at every size. */
export function giroSvg({ bytes }: GiroPayload): string {
	return svgOf(matrixOf(bytes, MOST_VERSION));
}
