import type { Written } from "../messages/blocks.ts";
import type { PaymentCode } from "../messages/payment-code.ts";
import { type Checked, checked, type Problem, problem } from "../problem.ts";
import { label } from "../wording/labels.ts";
import { type Locale, languageOf } from "../wording/locale.ts";
import { mailHtml } from "./html.ts";
import type { Look } from "./look.ts";
import { plainText } from "./plain-text.ts";

export interface Mailbox {
	readonly name?: string | undefined;
	readonly address: string;
}

export interface Attachment {
	readonly filename: string;
	readonly contentType: "application/pdf" | "image/png" | "image/jpeg";
	readonly content: Uint8Array;
	/** A picture that the HTML shows; without it, a file for the reader. */
	readonly cid?: string | undefined;
}

/** A mail as data, in the words of nodemailer, ready to be stored and sent as it is. */
export interface Mail {
	readonly from: Mailbox;
	readonly to: Mailbox;
	readonly replyTo?: Mailbox | undefined;
	readonly subject: string;
	readonly text: string;
	readonly html: string;
	readonly attachments: readonly Attachment[];
	readonly headers: Readonly<Record<string, string>>;
}

export interface MailParts {
	readonly from: Mailbox;
	readonly to: Mailbox;
	readonly replyTo?: Mailbox | undefined;
	readonly message: Written;
	readonly locale: Locale;
	readonly look: Look;
	/** Shown beside the bank details. */
	readonly code?: PaymentCode | undefined;
	readonly attachments?: readonly Attachment[] | undefined;
	/** Only for optional kinds of messages (F10): a signed https address that takes a POST (RFC 8058) and shows a page for GET. */
	readonly unsubscribeUrl?: string | undefined;
}

const CODE = "payment-code@kontor";
const LOGO = "logo@kontor";

/** Puts a written message into a mail. Refuses addresses that are none, and everything that would break out of a header. */
export function composeMail(parts: MailParts): Checked<Mail> {
	const { message, locale, look, code } = parts;
	const unsubscribe =
		parts.unsubscribeUrl === undefined ? undefined : { label: label("unsubscribe", locale), url: parts.unsubscribeUrl };
	const problems = [
		...mailboxProblems("from", parts.from),
		...mailboxProblems("to", parts.to),
		...mailboxProblems("replyTo", parts.replyTo),
		...urlProblems(parts.unsubscribeUrl),
	];
	const footer =
		unsubscribe === undefined ? look.imprint : [...look.imprint, `${unsubscribe.label}: ${unsubscribe.url}`];
	return checked(problems, () => ({
		from: cleanMailbox(parts.from),
		to: cleanMailbox(parts.to),
		...(parts.replyTo === undefined ? {} : { replyTo: cleanMailbox(parts.replyTo) }),
		subject: oneLine(message.subject),
		text: plainText(message.blocks, footer),
		html: mailHtml({
			lang: languageOf(locale),
			subject: message.subject,
			blocks: message.blocks,
			look,
			cids: { ...(look.logo && { logo: LOGO }), ...(code && { code: CODE }) },
			caption: code === undefined ? "" : label(code.kind === "giro" ? "giroCaption" : "swissCaption", locale),
			footer: look.imprint,
			unsubscribe,
		}),
		attachments: [...pictures(look, code), ...(parts.attachments ?? []).map(cleanAttachment)],
		headers: headers(parts.unsubscribeUrl),
	}));
}

/**
 * Machines do not answer what a machine wrote (RFC 3834), except by bounces, which are needed; a provider's own button unsubscribes
 * with one click (RFC 8058).
 */
function headers(unsubscribeUrl: string | undefined): Readonly<Record<string, string>> {
	const always = { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply" };
	if (unsubscribeUrl === undefined) return always;
	return {
		...always,
		"List-Unsubscribe": `<${new URL(unsubscribeUrl).href}>`,
		"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
	};
}

function pictures({ logo }: Look, code: PaymentCode | undefined): readonly Attachment[] {
	return [
		...(logo === undefined
			? []
			: [
					{
						filename: logo.type === "image/png" ? "logo.png" : "logo.jpg",
						contentType: logo.type,
						content: logo.bytes,
						cid: LOGO,
					},
				]),
		...(code === undefined
			? []
			: [{ filename: "payment-code.png", contentType: "image/png", content: code.png, cid: CODE } as const]),
	];
}

/** What mail servers deliver to; quoted local parts and comments are not used by shops' customers, but by attackers. */
const ADDRESS =
	/^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@(?=.{4,253}$)(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u;

function mailboxProblems(field: string, mailbox: Mailbox | undefined): readonly Problem[] {
	if (mailbox === undefined || ADDRESS.test(mailbox.address)) return [];
	return [
		problem(
			`${field}.address`,
			"address",
			`"${mailbox.address}" ist keine E-Mail-Adresse.`,
			`"${mailbox.address}" is no e-mail address.`,
		),
	];
}

function urlProblems(url: string | undefined): readonly Problem[] {
	if (url === undefined || (URL.canParse(url) && new URL(url).protocol === "https:" && !/[\s<>]/.test(url))) return [];
	return [
		problem(
			"unsubscribeUrl",
			"url",
			"Die Adresse zum Abbestellen muss mit https beginnen.",
			"The address for unsubscribing has to begin with https.",
		),
	];
}

function cleanMailbox({ name, address }: Mailbox): Mailbox {
	return name === undefined ? { address } : { name: oneLine(name), address };
}

/** A name as it may stand in a header and in a folder. */
function cleanAttachment(attachment: Attachment): Attachment {
	const filename = oneLine(attachment.filename).replace(/[\\/:*?"<>|]+/g, "_");
	return { ...attachment, filename: filename === "" ? "document" : filename };
}

function oneLine(text: string): string {
	return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
}
