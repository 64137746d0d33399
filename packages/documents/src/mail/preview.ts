import type { MessageKind } from "../messages/kinds.ts";
import { paymentCode } from "../messages/payment-code.ts";
import { sampleData } from "../messages/samples.ts";
import type { Template } from "../messages/texts/texts.ts";
import { writeMessage } from "../messages/write.ts";
import type { Locale } from "../wording/locale.ts";
import { composeMail, type Mail } from "./compose.ts";
import type { Look } from "./look.ts";

/** A mail as a browser shows it: pictures inside the HTML. Belongs into a sandboxed frame, as every mail. */
export interface MailPreview {
	readonly subject: string;
	readonly text: string;
	readonly html: string;
}

/** What a template that `checkTemplate` accepted looks like, with sample data. */
export function previewTemplate(kind: MessageKind, locale: Locale, template: Template, look: Look): MailPreview {
	const data = sampleData(kind, locale);
	const code = data.payment && data.amount ? paymentCode(data.payment, data.amount) : undefined;
	const mailbox = { address: "preview@kontor.example" };
	const message = writeMessage(template, data, locale);
	const mail = composeMail({
		from: mailbox,
		to: mailbox,
		message,
		locale,
		look,
		code: code?.ok ? code.value : undefined,
	});
	if (!mail.ok) throw new Error(`the sample data of ${kind} make no mail`);
	return previewMail(mail.value);
}

/** A mail that was sent, to be opened as it was. */
export function previewMail({
	subject,
	text,
	html,
	attachments,
}: Pick<Mail, "subject" | "text" | "html" | "attachments">): MailPreview {
	let shown = html;
	for (const { cid, contentType, content } of attachments) {
		if (cid !== undefined)
			shown = shown.replaceAll(`cid:${cid}`, `data:${contentType};base64,${Buffer.from(content).toString("base64")}`);
	}
	return { subject, text, html: shown };
}
