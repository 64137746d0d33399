import PDFDocument from "pdfkit";
import { inBlocks } from "./bank-keys.ts";
import { certificateDigest, type OwnKey, type OwnKeys } from "./keys.ts";
import { LETTER_TEXTS, type LetterTexts } from "./letter-texts.ts";
import type { Subscriber } from "./names.ts";

const MARGIN = 50;
const TEXT = 10;
/** Two certificates have to fit on a page. */
const PEM = 6;
const LABEL_WIDTH = 110;

/** What the letters to the bank say. */
export interface Letter {
	readonly subscriber: Subscriber;
	readonly bankName: string | undefined;
	readonly language: "de" | "en";
	readonly signatureVersion: string;
	readonly keys: OwnKeys;
	readonly sentAt: Date;
}

type Page = {
	readonly title: string;
	readonly keys: readonly { readonly purpose: string; readonly version: string; readonly key: OwnKey }[];
};

/**
 * INI letter and HIA letter on a page each, as the specification's chapters 11.5.1 and 11.5.2 want them: the certificates and
 * their hashes, by which the bank makes sure that the keys it got are the merchant's.
 *
 * @returns PDF
 */
export async function initialisationLetter(letter: Letter): Promise<Uint8Array> {
	const texts = LETTER_TEXTS[letter.language];
	const { purpose } = texts;
	const { signature, authentication, encryption } = letter.keys;
	const pages: readonly Page[] = [
		{ title: texts.ini, keys: [{ purpose: purpose.signature, version: letter.signatureVersion, key: signature }] },
		{
			title: texts.hia,
			keys: [
				{ purpose: purpose.authentication, version: "X002", key: authentication },
				{ purpose: purpose.encryption, version: "E002", key: encryption },
			],
		},
	];
	const info = { Title: `${texts.ini}, ${texts.hia}`, Creator: "Kontor", CreationDate: letter.sentAt };
	const document = new PDFDocument({ size: "A4", margin: MARGIN, info, lang: letter.language });
	const written = collect(document);
	for (const [index, page] of pages.entries()) {
		if (index > 0) document.addPage();
		document.font("Helvetica-Bold").fontSize(15).text(page.title).moveDown(0.6);
		table(document, identity(letter, texts));
		for (const key of page.keys) writeKey(document, texts, key);
		writeSignature(document, texts, texts.page(index + 1, pages.length));
	}
	document.end();
	return written;
}

function identity(letter: Letter, texts: LetterTexts): (readonly [string, string])[] {
	const moment = letter.sentAt.toISOString();
	const day = moment.slice(0, 10);
	return [
		[texts.date, letter.language === "de" ? day.split("-").reverse().join(".") : day],
		[texts.time, moment.slice(11, 19)],
		...(letter.bankName === undefined ? [] : [[texts.bank, letter.bankName] as const]),
		[texts.hostId, letter.subscriber.hostId],
		[texts.partnerId, letter.subscriber.partnerId],
		[texts.userId, letter.subscriber.userId],
		[texts.software, "Kontor, EBICS 3.0 (H005)"],
	];
}

function writeKey(
	document: PDFKit.PDFDocument,
	texts: LetterTexts,
	{ purpose, version, key }: Page["keys"][number],
): void {
	const bits = key.certificate.publicKey.asymmetricKeyDetails?.modulusLength ?? 0;
	document
		.moveDown(0.8)
		.font("Helvetica-Bold")
		.fontSize(TEXT + 1)
		.text(purpose)
		.moveDown(0.3);
	table(document, [[texts.version, `${version}, ${texts.keyLength} ${bits} bit`]]);
	document.moveDown(0.3).font("Helvetica").fontSize(TEXT).text(texts.certificate).moveDown(0.2);
	document.font("Courier").fontSize(PEM).text(key.certificate.toString().trim());
	document.moveDown(0.5).font("Helvetica").fontSize(TEXT).text(texts.hash).moveDown(0.2);
	document
		.font("Courier-Bold")
		.fontSize(TEXT)
		.text(inBlocks(certificateDigest(key.certificate).toString("hex")));
}

function writeSignature(document: PDFKit.PDFDocument, texts: LetterTexts, footer: string): void {
	const right = document.page.width - MARGIN;
	const top = document.page.height - MARGIN - 62;
	const gap = 14;
	const width = (right - MARGIN - 2 * gap) / 3;
	document
		.font("Helvetica")
		.fontSize(TEXT)
		.text(texts.confirmation, MARGIN, top - 30);
	for (const [index, label] of [texts.place, texts.name, texts.signature].entries()) {
		const left = MARGIN + index * (width + gap);
		document
			.moveTo(left, top + 26)
			.lineTo(left + width, top + 26)
			.lineWidth(0.5)
			.stroke();
		document.fontSize(8).text(label, left, top + 30, { width });
	}
	document.fontSize(8).text(footer, MARGIN, top + 48, { width: right - MARGIN, align: "right" });
}

function table(document: PDFKit.PDFDocument, rows: readonly (readonly [string, string])[]): void {
	for (const [label, value] of rows) {
		const { y } = document;
		document.font("Helvetica").fontSize(TEXT).text(label, MARGIN, y, { width: LABEL_WIDTH });
		document.font("Helvetica-Bold").text(value, MARGIN + LABEL_WIDTH, y);
	}
	document.x = MARGIN;
}

async function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	for await (const piece of document) pieces.push(piece as Uint8Array);
	return Buffer.concat(pieces);
}
