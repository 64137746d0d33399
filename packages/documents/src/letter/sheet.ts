import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { create, type Font } from "fontkit";
import PDFDocument from "pdfkit";

declare global {
	namespace PDFKit.Mixins {
		interface PDFFont {
			/** It takes fonts that were read already, too: its types do not say so. */
			registerFont(name: string, font: Font): this;
		}
	}
}

/** The PDF under construction. Touches the disk once: the two font files. */
export type Sheet = PDFKit.PDFDocument;

/**
 * Arimo (SIL Open Font License 1.1): umlauts, €, Latin Extended, Greek, Cyrillic. Drawn as Liberation Sans 2 is, which the Swiss
 * style guide names beside Arial, Helvetica and Frutiger; so the QR-bill's library knows it by that name.
 */
const FAMILY = "Liberation Sans";
export const FONT = { regular: FAMILY, bold: `${FAMILY}-Bold`, family: FAMILY } as const;

const files = createRequire(import.meta.url);
let fonts: { readonly regular: Font; readonly bold: Font } | undefined;

function read(file: string): Font {
	const font = create(readFileSync(files.resolve(`@expo-google-fonts/arimo/${file}`)));
	if (font.type !== "TTF") throw new Error(`${file} is no font`);
	return font;
}

export const A4 = { width: 210, height: 297 } as const;

/** Millimetres in PDF points. */
export function mm(millimetres: number): number {
	return (millimetres * 72) / 25.4;
}

export interface SheetTitle {
	readonly title: string;
	readonly author: string;
	readonly language: "de" | "en";
	/** The document's own day, so that the same letter gives the same bytes. */
	readonly day: string;
}

/** An empty A4 sheet; margins in millimetres. */
export function newSheet(
	about: SheetTitle,
	margins: { top: number; right: number; bottom: number; left: number },
): Sheet {
	const noon = new Date(`${about.day}T12:00:00Z`);
	const sheet = new PDFDocument({
		size: "A4",
		margins: { top: mm(margins.top), right: mm(margins.right), bottom: mm(margins.bottom), left: mm(margins.left) },
		bufferPages: true,
		lang: about.language,
		displayTitle: true,
		pdfVersion: "1.7",
		info: {
			Title: about.title,
			Author: about.author,
			Creator: "Kontor",
			Producer: "Kontor",
			CreationDate: noon,
			ModDate: noon,
		},
	});
	// Once for all sheets: reading their tables takes longer than drawing a letter.
	fonts ??= { regular: read("400Regular/Arimo_400Regular.ttf"), bold: read("700Bold/Arimo_700Bold.ttf") };
	sheet.registerFont(FONT.regular, fonts.regular).registerFont(FONT.bold, fonts.bold);
	return sheet.font(FONT.regular).fontSize(10.5);
}

/** Ends the sheet. */
export async function bytesOf(sheet: Sheet): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	sheet.on("data", (chunk: Uint8Array) => chunks.push(chunk));
	const ended = new Promise<void>((resolve, reject) => sheet.once("end", resolve).once("error", reject));
	sheet.end();
	await ended;
	return Uint8Array.from(Buffer.concat(chunks));
}
