import { type Day, formatMoney } from "@kontor/connector";
import { type Block, type CaseDocument, letterPdf } from "@kontor/documents";
import { type Claims, DAY_COUNT } from "@kontor/receivables";
import type { MerchantTransaction } from "../db/database.ts";
import { MessageBody } from "../messages/stored-message.ts";
import type { AskedOrder } from "../reminding/asked-orders.ts";

type Language = "de" | "en";

/** Every paper of a case: invoices, what was written to the customer as it was sent, and how the claim was worked out. */
export async function documentsOf(
	tx: MerchantTransaction,
	order: AskedOrder,
	claims: Claims | null,
	shop: string,
	language: Language,
): Promise<CaseDocument[]> {
	const where = { merchantId: tx.merchantId, orderId: order.id };
	const invoices = await tx.model.document.findMany({ where, orderBy: { documentRef: "asc" } });
	const messages = await tx.model.message.findMany({
		where: { ...where, audience: "customer", state: { in: ["sent", "accepted", "unsure", "undeliverable"] } },
		orderBy: [{ createdAt: "asc" }, { id: "asc" }],
	});
	const documents: CaseDocument[] = invoices.map(({ documentRef, contentType, bytes }) => ({
		kind: "invoice",
		filename: documentRef.toLowerCase().endsWith(".pdf") ? documentRef : `${documentRef}.pdf`,
		contentType,
		bytes,
	}));
	const paper = paperOf(order, shop, language);
	for (const message of messages) {
		const files = await tx.model.messageFile.findMany({
			where: { merchantId: tx.merchantId, messageId: message.id, cid: null },
			orderBy: { position: "asc" },
		});
		const day = (message.settledAt ?? message.createdAt).toISOString().slice(0, 10);
		if (message.channel === "email") {
			const { text } = MessageBody.parse(message.body);
			documents.push({
				kind: message.kind === "reminder" ? "reminder" : "other",
				filename: `${day}-${message.kind}.pdf`,
				contentType: "application/pdf",
				bytes: await paper(message.subject, day, [{ label: "E-Mail", value: message.recipient }], paragraphs(text)),
			});
		}
		for (const { name, contentType, bytes } of files) {
			const kind = message.channel === "letter" ? "letter" : "other";
			documents.push({ kind, filename: `${day}-${name}`, contentType, bytes });
		}
	}
	if (claims !== null) documents.push(await statement(order, claims, paper, language));
	return documents;
}

type Paper = (
	subject: string,
	day: Day,
	facts: readonly { label: string; value: string }[],
	blocks: readonly Block[],
) => Promise<Uint8Array>;

function paperOf({ customer, number }: AskedOrder, shop: string, language: Language): Paper {
	const { name, company } = customer;
	const label = language === "de" ? "Bestellung" : "Order";
	return (subject, day, facts, blocks) =>
		letterPdf({
			message: { subject, blocks },
			locale: language,
			look: { name: shop, color: "#333333", imprint: [] },
			window: "din5008b",
			sender: shop,
			recipient: [company ?? "", name].filter((line) => line !== ""),
			day,
			facts: [{ label, value: number }, ...facts],
		});
}

/** The claim line by line: what it consists of, and the interest with amount, rate and period (§ 13a RDG). */
async function statement(order: AskedOrder, claims: Claims, paper: Paper, language: Language): Promise<CaseDocument> {
	const { currency } = order.scheduled.settlement;
	const money = (minor: number) => formatMoney({ minor, currency }, language);
	const german = language === "de";
	const { principal, fees, lumpSum, interest, calculation } = claims;
	const rows = [
		{ label: german ? "Hauptforderung" : "Principal", minor: principal.open },
		{ label: german ? "Mahnkosten" : "Reminder fees", minor: fees.open },
		{ label: german ? "Verzugspauschale" : "Lump sum", minor: lumpSum.open },
		{ label: german ? "Verzugszinsen" : "Default interest", minor: interest.open },
	].filter(({ minor }) => minor > 0);
	const total = rows.reduce((sum, { minor }) => sum + minor, 0);
	const blocks: Block[] = [
		{
			kind: "amounts",
			rows: rows.map(({ label, minor }) => ({ label, value: money(minor) })),
			total: { label: german ? "Gesamt" : "Total", value: money(total) },
		},
	];
	if (calculation.lines.length > 0) {
		const titles = german ? ["Von", "Bis", "Tage", "Auf", "Zinssatz"] : ["From", "To", "Days", "On", "Rate"];
		blocks.push(
			{
				kind: "paragraph",
				lines: [[{ text: `${german ? "Zinsen" : "Interest"}: ${DAY_COUNT[language]}.`, bold: false }]],
			},
			{
				kind: "table",
				columns: titles.map((title, at) => ({ title, align: at < 2 ? "left" : "right" })),
				rows: calculation.lines.map(({ from, to, days, principalMinor, percent }) => [
					from,
					to,
					String(days),
					money(principalMinor),
					`${percent.toFixed(2)} %`,
				]),
			},
		);
	}
	const subject = german ? `Forderungsaufstellung zu ${order.number}` : `Statement of claims for ${order.number}`;
	const day = calculation.lines.at(-1)?.to ?? order.scheduled.days.placedOn;
	return {
		kind: "other",
		filename: german ? "Forderungsaufstellung.pdf" : "statement-of-claims.pdf",
		contentType: "application/pdf",
		bytes: await paper(subject, day, [], blocks),
	};
}

function paragraphs(text: string): Block[] {
	return text
		.split(/\n\s*\n/)
		.map((part) => part.trim())
		.filter((part) => part !== "")
		.map((part) => ({ kind: "paragraph", lines: part.split("\n").map((line) => [{ text: line, bold: false }]) }));
}
