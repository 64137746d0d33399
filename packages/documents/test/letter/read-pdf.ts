import { createCanvas } from "@napi-rs/canvas";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";
import { scan } from "../read-png.ts";

/** A piece of text on a page: its left end and base line in millimetres from the top left corner, and its width. */
export interface Piece {
	readonly text: string;
	readonly x: number;
	readonly y: number;
	readonly width: number;
}

const MM = 25.4 / 72;

/** What stands where, page by page. */
export async function readPdf(bytes: Uint8Array): Promise<readonly (readonly Piece[])[]> {
	const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
	const pages = Array.from({ length: pdf.numPages }, async (_, at) => {
		const page = await pdf.getPage(at + 1);
		const { height } = page.getViewport({ scale: 1 });
		const { items } = await page.getTextContent();
		return items.flatMap((item) => {
			if (!("str" in item) || item.str.trim() === "") return [];
			const [, , , , x, y] = item.transform as number[];
			return [{ text: item.str, x: (x ?? 0) * MM, y: (height - (y ?? 0)) * MM, width: item.width * MM }];
		});
	});
	return Promise.all(pages);
}

/** The text of a page in reading order. */
export function textOf(page: readonly Piece[] | undefined): string {
	return (page ?? []).map(({ text }) => text).join(" ");
}

/** What a phone reads from the printed page. */
export async function scanPdf(bytes: Uint8Array, pageNumber: number): Promise<string | undefined> {
	const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise;
	const page = await pdf.getPage(pageNumber);
	const viewport = page.getViewport({ scale: 1.5 });
	const canvas = createCanvas(Math.ceil(viewport.width), Math.ceil(viewport.height));
	const context = canvas.getContext("2d");
	await page.render({ canvas: null, canvasContext: context as never, viewport }).promise;
	const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
	return scan(Uint8ClampedArray.from(data), canvas.width, canvas.height)?.text;
}
