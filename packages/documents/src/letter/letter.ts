import { type Look, safeColor } from "../mail/look.ts";
import type { Row, Written } from "../messages/blocks.ts";
import type { PaymentCode } from "../messages/payment-code.ts";
import { label } from "../wording/labels.ts";
import { dayText, type Locale, languageOf } from "../wording/locale.ts";
import { drawBlocks } from "./draw-blocks.ts";
import { drawSlipPage, type PaymentSlip } from "./payment-slip.ts";
import { drawQrBill, QR_BILL_HEIGHT } from "./qr-bill-slip.ts";
import { A4, bytesOf, FONT, mm, newSheet, type Sheet } from "./sheet.ts";
import { WINDOWS, type WindowKind } from "./windows.ts";

/** A business letter on A4, for an envelope with a window. */
export interface Letter {
	readonly message: Written;
	readonly locale: Locale;
	readonly look: Look;
	/** `swiss` for addresses in Switzerland and Liechtenstein. */
	readonly window: WindowKind;
	/** The sender's address in one line, above the recipient's. */
	readonly sender: string;
	/** From `addressLines`. */
	readonly recipient: readonly string[];
	readonly day: string;
	/** Beside the address: customer number, order number. The date is added. */
	readonly facts: readonly Row[];
	/** A GiroCode stands in the bank details; a Swiss QR-bill at the foot of the last page. */
	readonly code?: PaymentCode | undefined;
	/** One more page to pay with (G12), where the code is a GiroCode: a Swiss letter has its slip anyway. */
	readonly slip?: Pick<PaymentSlip, "payment" | "amount" | "title"> | undefined;
}

const GREY = "#555555";
const TOP = 25;

/** The letter as PDF. The same letter gives the same bytes. */
export async function letterPdf(letter: Letter): Promise<Uint8Array> {
	const { look, message, locale, code } = letter;
	const window = WINDOWS[letter.window];
	const margins = { top: TOP, right: window.right, bottom: 28, left: window.left };
	const sheet = newSheet(
		{ title: message.subject, author: look.name, language: languageOf(locale), day: letter.day },
		margins,
	);
	const column = {
		x: mm(window.left),
		width: mm(A4.width - window.left - window.right),
		locale,
		color: safeColor(look.color),
		code,
	};
	drawHead(sheet, letter);
	drawAddress(sheet, letter);
	drawFacts(sheet, letter);
	sheet
		.font(FONT.bold)
		.fontSize(11.5)
		.fillColor("#000000")
		.text(message.subject, column.x, mm(window.subjectY), { width: column.width });
	sheet.y += 12;
	drawBlocks(sheet, message.blocks, column);
	const slipPage = code === undefined ? undefined : drawSlip(sheet, letter, code);
	drawPageEdges(sheet, letter, slipPage);
	return bytesOf(sheet);
}

function drawHead(sheet: Sheet, { look }: Letter): void {
	const { logo } = look;
	if (logo !== undefined) sheet.image(Buffer.from(logo.bytes), mm(25), mm(14), { fit: [mm(60), mm(20)] });
	else
		sheet
			.font(FONT.bold)
			.fontSize(18)
			.fillColor(safeColor(look.color))
			.text(look.name, mm(25), mm(18), { width: mm(95), height: mm(20), ellipsis: true });
	sheet.lineWidth(1.2).moveTo(mm(25), mm(40)).lineTo(mm(190), mm(40)).stroke(safeColor(look.color));
}

function drawAddress(sheet: Sheet, { window, sender, recipient }: Letter): void {
	const { sender: above, address } = WINDOWS[window];
	const width = mm(address.width);
	const senderSize = fittingSize(sheet.font(FONT.regular), sender, width, [7, 5.5]);
	sheet
		.fontSize(senderSize)
		.fillColor(GREY)
		.text(sender, mm(above.x), mm(above.y), { width, height: mm(3.5), ellipsis: true });
	const lines = spread(sheet.fontSize(10.5), recipient, width);
	const size = Math.min(10.5, ...lines.map((line) => fittingSize(sheet, line, width, [10.5, 8])));
	const step = Math.min(mm(4.5), mm(address.height) / Math.max(lines.length, 1));
	sheet.fontSize(size).fillColor("#000000");
	lines.forEach((line, at) => {
		sheet.text(line, mm(address.x), mm(address.y) + at * step, { width, height: step * 0.99, ellipsis: true });
	});
}

/** Nothing may leave the window: a long line goes on in the next one while there are fewer than six, else it is set smaller, then cut. */
function spread(sheet: Sheet, lines: readonly string[], width: number): readonly string[] {
	const at = lines.length < 6 ? lines.findIndex((line) => sheet.widthOfString(line) > width && line.includes(" ")) : -1;
	if (at < 0) return lines;
	const words = (lines[at] ?? "").split(" ");
	let head = words.length - 1;
	while (head > 1 && sheet.widthOfString(words.slice(0, head).join(" ")) > width) head--;
	const broken = [words.slice(0, head).join(" "), words.slice(head).join(" ")];
	return spread(sheet, [...lines.slice(0, at), ...broken, ...lines.slice(at + 1)], width);
}

function fittingSize(sheet: Sheet, text: string, width: number, [size, least]: readonly [number, number]): number {
	const needed = (size * width) / Math.max(sheet.fontSize(size).widthOfString(text), 1);
	return Math.max(least, Math.min(size, Math.floor(needed * 4) / 4));
}

function drawFacts(sheet: Sheet, { window, facts, day, locale }: Letter): void {
	const { x, y, width } = WINDOWS[window].facts;
	const rows = [...facts, { label: label("date", locale), value: dayText(day, locale) }];
	let top = mm(y);
	for (const { label: name, value } of rows) {
		sheet
			.font(FONT.regular)
			.fontSize(8.5)
			.fillColor(GREY)
			.text(name, mm(x), top + 1, { width: mm(28) });
		sheet
			.fontSize(9.5)
			.fillColor("#000000")
			.text(value, mm(x + 28), top, { width: mm(width - 28) });
		top = Math.max(sheet.y, top + mm(5)) + 1;
	}
}

/** Returns the page that it is on. */
function drawSlip(sheet: Sheet, { locale, slip }: Letter, code: PaymentCode): number | undefined {
	if (code.kind === "swiss") drawQrBillPart(sheet, code, locale);
	else if (slip === undefined) return undefined;
	else {
		sheet.addPage();
		sheet.page.margins.bottom = 0;
		drawSlipPage(sheet, { ...slip, locale }, code);
	}
	return sheet.bufferedPageRange().count - 1;
}

/** At the foot of the last page, or of one more: never half, never scaled. */
function drawQrBillPart(sheet: Sheet, code: Extract<PaymentCode, { kind: "swiss" }>, locale: Locale): void {
	if (sheet.y > mm(A4.height - QR_BILL_HEIGHT - 4)) sheet.addPage();
	sheet.page.margins.bottom = 0;
	drawQrBill(sheet, code.bill, locale);
}

/** Imprint and page number at the foot, what it is about at the head of later pages, fold marks. Not over the slip. */
function drawPageEdges(sheet: Sheet, letter: Letter, slipPage: number | undefined): void {
	const { look, locale, message, day } = letter;
	const window = WINDOWS[letter.window];
	const { count } = sheet.bufferedPageRange();
	const [x, width] = [mm(window.left), mm(A4.width - window.left - window.right)];
	for (let page = 0; page < count; page++) {
		sheet.switchToPage(page);
		sheet.page.margins.bottom = 0;
		sheet.font(FONT.regular).fontSize(7.5).fillColor(GREY);
		if (page === 0)
			for (const y of window.foldMarks)
				sheet
					.lineWidth(0.4)
					.moveTo(mm(4), mm(y))
					.lineTo(mm(y === 148.5 ? 9 : 8), mm(y))
					.stroke(GREY);
		else
			sheet.text(`${look.name} · ${dayText(day, locale)} · ${message.subject}`, x, mm(13), {
				width: width - mm(25),
				height: mm(8),
				ellipsis: true,
			});
		const number = `${label("page", locale)} ${page + 1} ${label("of", locale)} ${count}`;
		if (count > 1) sheet.text(number, x + width - mm(25), mm(13), { width: mm(25), align: "right" });
		if (page === slipPage) continue;
		sheet
			.lineWidth(0.4)
			.moveTo(x, mm(272))
			.lineTo(x + width, mm(272))
			.stroke("#b5b5b5");
		sheet.text(look.imprint.join("\n"), x, mm(274), { width, height: mm(18), ellipsis: true });
	}
}
