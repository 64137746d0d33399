import { BounceMailbox, MailServer } from "@kontor/protocol";
import type { SendingServer } from "./mail-server.ts";
import type { ReachedMailbox } from "./read-mailbox.ts";

/**
 * The operator's mail server from `smtp://user:password@host:587`, `smtps://…` for TLS from the first byte, or
 * `smtp+plain://…` for none at all, and a sender like `Kontor <kontor@example.com>`.
 *
 * @throws Error saying what was expected
 */
export function operatorServer(url: string, sender: string): SendingServer {
	const { protocol, hostname, port, username, password } = new URL(url);
	const security = SECURITY[protocol];
	if (security === undefined) throw new Error("KONTOR_SMTP_URL: expected smtp://, smtps:// or smtp+plain://");
	const written = /^(?:(.*?)\s*<([^<>]+)>|([^<>\s]+))$/.exec(sender.trim());
	const server = MailServer.safeParse({
		host: hostname,
		port: port === "" ? (security === "tls" ? 465 : 587) : Number(port),
		security,
		user: username === "" ? null : decodeURIComponent(username),
		from: { name: written?.[1] ?? "", address: written?.[2] ?? written?.[3] ?? "" },
	});
	if (!server.success) {
		const [issue] = server.error.issues;
		throw new Error(`KONTOR_SMTP_URL, KONTOR_SMTP_FROM: ${issue?.path.join(".")}: ${issue?.message}`);
	}
	return { ...server.data, password: decodeURIComponent(password), dkimKey: undefined };
}

const SECURITY: Readonly<Record<string, MailServer["security"]>> = {
	"smtp:": "starttls",
	"smtps:": "tls",
	"smtp+plain:": "none",
};

/**
 * The mailbox to which e-mails by the operator's server come back, from `imaps://user:password@host:993/INBOX` (TLS from the first
 * byte), `imap://…` (STARTTLS) or `imap+plain://…`.
 *
 * @throws Error saying what was expected
 */
export function operatorMailbox(url: string): ReachedMailbox {
	const { protocol, hostname, port, username, password, pathname } = new URL(url);
	const security = SECURITY[protocol.replace("imap", "smtp")];
	if (security === undefined) throw new Error("KONTOR_BOUNCE_MAILBOX: expected imaps://, imap:// or imap+plain://");
	const folder = decodeURIComponent(pathname.slice(1));
	const mailbox = BounceMailbox.safeParse({
		host: hostname,
		port: port === "" ? (security === "tls" ? 993 : 143) : Number(port),
		security,
		user: decodeURIComponent(username),
		...(folder !== "" && { folder }),
	});
	if (!mailbox.success) {
		const [issue] = mailbox.error.issues;
		throw new Error(`KONTOR_BOUNCE_MAILBOX: ${issue?.path.join(".")}: ${issue?.message}`);
	}
	return { ...mailbox.data, password: decodeURIComponent(password) };
}
