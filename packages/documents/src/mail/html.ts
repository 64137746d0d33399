import type { Block, Row, Runs } from "../messages/blocks.ts";
import { type Look, safeColor } from "./look.ts";

/**
 * The HTML part of a mail, for clients as they are: tables for layout, styles inline, no web fonts, pictures by cid, readable
 * without pictures and with colours inverted. Every text is escaped here and nowhere else.
 */
export function mailHtml(mail: {
	readonly lang: "de" | "en";
	readonly subject: string;
	readonly blocks: readonly Block[];
	readonly look: Look;
	/** Content ids of the pictures that are attached. */
	readonly cids: { readonly logo?: string; readonly code?: string };
	readonly caption: string;
	readonly footer: readonly string[];
	readonly unsubscribe?: { readonly label: string; readonly url: string } | undefined;
}): string {
	const color = safeColor(mail.look.color);
	const rows = mail.blocks
		.map((block) => blockRow(block, { color, code: mail.cids.code, caption: mail.caption }))
		.join("");
	const unsubscribe =
		mail.unsubscribe === undefined
			? ""
			: `<br><a href="${escaped(mail.unsubscribe.url)}" style="color:#6b7280">${escaped(mail.unsubscribe.label)}</a>`;
	return `<!doctype html>
<html lang="${mail.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escaped(mail.subject)}</title>
<style>@media (prefers-color-scheme:dark){.page{background:#16181d!important}.card{background:#22252c!important}.ink{color:#e8eaed!important}.soft{background:#2c3038!important}.line{border-color:#444a55!important}}@media (max-width:480px){.half{display:block!important;width:auto!important}}</style></head>
<body class="page" style="margin:0;padding:0;background:#f3f4f6"><table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="page" style="background:#f3f4f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0" class="card" style="width:100%;max-width:600px;background:#ffffff;border-top:4px solid ${color};${FONT}">
<tr><td style="padding:28px 32px 8px">${head(mail.look, mail.cids.logo)}</td></tr>
${rows}<tr><td style="height:16px;line-height:16px;font-size:1px">&nbsp;</td></tr>
<tr><td class="line" style="padding:20px 32px 28px;border-top:1px solid #e5e7eb;${FONT}font-size:12px;line-height:18px;color:#6b7280">${mail.footer.map(escaped).join("<br>")}${unsubscribe}</td></tr>
</table></td></tr></table></body></html>
`;
}

const FONT = "font-family:Arial,Helvetica,sans-serif;";
/** Long order numbers and addresses break where they must, else they widen the page on a phone. */
const INK = `${FONT}font-size:15px;line-height:23px;color:#1f2937;overflow-wrap:anywhere;word-break:break-word;`;

interface Style {
	readonly color: string;
	readonly code: string | undefined;
	readonly caption: string;
}

function blockRow(block: Block, style: Style): string {
	return `<tr><td class="ink" style="padding:8px 32px;${INK}">${blockHtml(block, style)}</td></tr>\n`;
}

function blockHtml(block: Block, style: Style): string {
	switch (block.kind) {
		case "paragraph":
			return block.lines.map(runsHtml).join("<br>");
		case "list":
			return `<ul style="margin:0;padding-left:20px">${block.items.map((item) => `<li>${runsHtml(item)}</li>`).join("")}</ul>`;
		case "payment":
			return paymentHtml(block.rows, style);
		case "amounts":
			return amountsHtml(block.rows, block.total);
		case "table":
			return tableHtml(block);
		case "link":
			return `<table role="presentation" cellpadding="0" cellspacing="0" border="0"><tr><td bgcolor="${style.color}" style="background:${style.color};border-radius:4px"><a href="${escaped(block.url)}" style="display:inline-block;padding:11px 20px;${FONT}font-size:15px;line-height:20px;color:#ffffff;text-decoration:none">${escaped(block.label)}</a></td></tr></table>`;
	}
}

function paymentHtml(rows: readonly Row[], { code, caption }: Style): string {
	const facts = rows
		.map(
			({ label, value }) =>
				`<div class="ink" style="font-size:12px;line-height:16px;color:#6b7280">${escaped(label)}</div><div style="padding-bottom:9px;font-size:15px;line-height:20px"><b>${escaped(value)}</b></div>`,
		)
		.join("");
	const picture =
		code === undefined
			? ""
			: `<td class="half" width="200" valign="top" align="center" style="padding:16px;width:200px"><img src="cid:${code}" width="184" height="184" alt="${escaped(caption)}" style="display:block;width:184px;height:184px;border:0;background:#ffffff"><div class="ink" style="padding-top:6px;font-size:11px;line-height:14px;color:#6b7280">${escaped(caption)}</div></td>`;
	return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" class="soft" style="background:#f9fafb;border-radius:6px"><tr><td class="half ink" valign="top" style="padding:16px 16px 8px 20px;${INK}">${facts}</td>${picture}</tr></table>`;
}

function amountsHtml(rows: readonly Row[], total: Row): string {
	const line = ({ label, value }: Row, extra: string) =>
		`<tr><td class="ink line" style="padding:4px 0;${INK}${extra}">${escaped(label)}</td><td class="ink line" align="right" style="padding:4px 0;${INK}white-space:nowrap;${extra}">${escaped(value)}</td></tr>`;
	return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">${rows.map((row) => line(row, "")).join("")}${line(total, "border-top:1px solid #9ca3af;font-weight:bold;")}</table>`;
}

function tableHtml({ columns, rows }: Extract<Block, { kind: "table" }>): string {
	const head = columns.map(
		({ title, align }) =>
			`<th class="ink line" align="${align}" style="padding:4px 6px 4px 0;${FONT}font-size:12px;color:#6b7280;border-bottom:1px solid #9ca3af;text-align:${align}">${escaped(title)}</th>`,
	);
	const body = rows.map(
		(row) =>
			`<tr>${row.map((value, at) => `<td class="ink line" align="${columns[at]?.align ?? "left"}" style="padding:4px 6px 4px 0;${INK}font-size:14px;border-bottom:1px solid #e5e7eb">${escaped(value)}</td>`).join("")}</tr>`,
	);
	return `<table width="100%" cellpadding="0" cellspacing="0" border="0"><thead><tr>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table>`;
}

function head({ name, logo }: Look, cid: string | undefined): string {
	if (logo === undefined || cid === undefined)
		return `<div class="ink" style="${FONT}font-size:20px;line-height:26px;font-weight:bold;color:#1f2937">${escaped(name)}</div>`;
	const scale = Math.min(1, 180 / logo.width, 60 / logo.height);
	return `<img src="cid:${cid}" width="${Math.round(logo.width * scale)}" height="${Math.round(logo.height * scale)}" alt="${escaped(name)}" style="display:block;border:0">`;
}

function runsHtml(runs: Runs): string {
	return runs.map(({ text, bold }) => (bold ? `<b>${escaped(text)}</b>` : escaped(text))).join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
