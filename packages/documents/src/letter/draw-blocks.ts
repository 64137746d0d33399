import type { Block, Row, Runs } from "../messages/blocks.ts";
import type { PaymentCode } from "../messages/payment-code.ts";
import { label } from "../wording/labels.ts";
import type { Locale } from "../wording/locale.ts";
import { drawGiro } from "./qr.ts";
import { FONT, mm, type Sheet } from "./sheet.ts";

export interface Column {
	/** Left edge and width of the text, in points. */
	readonly x: number;
	readonly width: number;
	readonly locale: Locale;
	readonly color: string;
	readonly code?: PaymentCode | undefined;
}

const SIZE = 10.5;
const SMALL = 8;
const GREY = "#555555";
const LINE = "#b5b5b5";

/** Draws the blocks one below the other from where the sheet stands; pages follow as they are needed. */
export function drawBlocks(sheet: Sheet, blocks: readonly Block[], column: Column): void {
	for (const block of blocks) {
		sheet.font(FONT.regular).fontSize(SIZE).fillColor("#000000");
		drawBlock(sheet, block, column);
		sheet.y += 9;
	}
}

function drawBlock(sheet: Sheet, block: Block, column: Column): void {
	switch (block.kind) {
		case "paragraph":
			keepTogether(sheet, 2 * sheet.currentLineHeight());
			for (const line of block.lines) drawRuns(sheet, line, column.x, column.width);
			return;
		case "list":
			for (const item of block.items) {
				keepTogether(sheet, sheet.currentLineHeight());
				sheet.text("•", column.x, sheet.y, { continued: false, lineBreak: false });
				drawRuns(sheet, item, column.x + 12, column.width - 12);
			}
			return;
		case "payment":
			drawPayment(sheet, block.rows, column);
			return;
		case "amounts":
			drawAmounts(sheet, block.rows, block.total, column);
			return;
		case "table":
			drawTable(sheet, block, column);
			return;
		case "link":
			keepTogether(sheet, sheet.currentLineHeight() + sheet.heightOfString(block.url, { width: column.width }));
			sheet.text(`${block.label}:`, column.x, sheet.y, { width: column.width });
			sheet.fillColor(column.color).text(block.url, { width: column.width, link: block.url, underline: true });
			return;
	}
}

/** A new page where less than `height` points are left on this one. */
function keepTogether(sheet: Sheet, height: number): void {
	if (sheet.y + height > sheet.page.maxY()) sheet.addPage();
}

function drawRuns(sheet: Sheet, runs: Runs, x: number, width: number): void {
	runs.forEach(({ text, bold }, at) => {
		const continued = at < runs.length - 1;
		sheet.font(bold ? FONT.bold : FONT.regular);
		if (at === 0) sheet.text(text, x, sheet.y, { width, continued, lineGap: 2 });
		else sheet.text(text, { width, continued, lineGap: 2 });
	});
}

function drawPayment(sheet: Sheet, rows: readonly Row[], { x, width, locale, code }: Column): void {
	const giro = code?.kind === "giro" ? code.payload : undefined;
	const [padding, picture] = [mm(4), mm(34)];
	const labelWidth = mm(34);
	const valueWidth = width - 2 * padding - labelWidth - (giro === undefined ? 0 : picture + mm(8));
	sheet.fontSize(SIZE);
	const heights = rows.map(({ value }) => sheet.font(FONT.bold).heightOfString(value, { width: valueWidth }) + 5);
	const textHeight = heights.reduce((sum, height) => sum + height, 0);
	const height = Math.max(textHeight, giro === undefined ? 0 : picture + 22) + 2 * padding - 5;
	keepTogether(sheet, height + 6);
	const top = sheet.y + 3;
	sheet.lineWidth(0.6).roundedRect(x, top, width, height, 4).stroke(LINE);
	let y = top + padding;
	rows.forEach(({ label: name, value }, at) => {
		sheet
			.font(FONT.regular)
			.fontSize(SIZE - 1)
			.fillColor(GREY)
			.text(name, x + padding, y + 0.5, { width: labelWidth - 4 });
		sheet
			.font(FONT.bold)
			.fontSize(SIZE)
			.fillColor("#000000")
			.text(value, x + padding + labelWidth, y, { width: valueWidth });
		y += heights[at] ?? 0;
	});
	if (giro !== undefined) {
		const left = x + width - padding - picture - mm(2);
		drawGiro(sheet, giro, left, top + padding, picture);
		const caption = label("giroCaption", locale);
		sheet
			.font(FONT.regular)
			.fontSize(SMALL - 1)
			.fillColor(GREY)
			.text(caption, left - mm(4), top + padding + picture + 5, { width: picture + mm(8), align: "center" });
	}
	sheet.x = x;
	sheet.y = top + height + 3;
}

function drawAmounts(sheet: Sheet, rows: readonly Row[], total: Row, { x, width }: Column): void {
	const step = sheet.currentLineHeight() + 4;
	keepTogether(sheet, step * (rows.length + 1) + 4);
	const line = ({ label: name, value }: Row, font: string) => {
		const { y } = sheet;
		sheet.font(font).text(name, x, y, { width: width * 0.6 });
		sheet.text(value, x + width * 0.6, y, { width: width * 0.4, align: "right" });
		sheet.y = y + step;
	};
	for (const row of rows) line(row, FONT.regular);
	sheet
		.lineWidth(0.6)
		.moveTo(x, sheet.y - 1)
		.lineTo(x + width, sheet.y - 1)
		.stroke(LINE);
	sheet.y += 3;
	line(total, FONT.bold);
}

function drawTable(sheet: Sheet, { columns, rows }: Extract<Block, { kind: "table" }>, { x, width }: Column): void {
	const each = width / columns.length;
	const line = (values: readonly string[], font: string, size: number) => {
		sheet.font(font).fontSize(size);
		const height = Math.max(...values.map((value) => sheet.heightOfString(value, { width: each - 6 }))) + 5;
		keepTogether(sheet, height);
		const { y } = sheet;
		values.forEach((value, at) => {
			sheet.text(value, x + at * each, y, { width: each - 6, align: columns[at]?.align ?? "left" });
		});
		sheet
			.lineWidth(0.4)
			.moveTo(x, y + height - 3)
			.lineTo(x + width - 6, y + height - 3)
			.stroke(LINE);
		sheet.y = y + height;
	};
	const titles = columns.map(({ title }) => title);
	line(titles, FONT.bold, SMALL + 1);
	for (const row of rows) {
		const page = sheet.bufferedPageRange().count;
		if (sheet.y + 30 > sheet.page.maxY()) sheet.addPage();
		if (sheet.bufferedPageRange().count > page) line(titles, FONT.bold, SMALL + 1);
		line(row, FONT.regular, SIZE - 0.5);
	}
}
