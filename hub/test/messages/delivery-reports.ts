/** What a report is about. */
export interface Reported {
	/** The message's id. */
	readonly id: string;
	readonly to: string;
	/** Whom the report names; left out: whom it was written to. */
	readonly finalTo?: string;
}

/** Delivery reports as these systems write them, by their documentation and published examples. */
export const REPORTS = {
	/** bounce(8): a reason in words, the report, and the header of what came back. */
	postfix: ({ id, to, finalTo = to }: Reported): string =>
		lines(
			"Return-Path: <>",
			"Date: Mon,  2 Nov 2026 09:00:12 +0100 (CET)",
			"From: MAILER-DAEMON@mx.laden.example (Mail Delivery System)",
			"Subject: Undelivered Mail Returned to Sender",
			"To: laden@laden.example",
			"Auto-Submitted: auto-replied",
			"MIME-Version: 1.0",
			"Content-Type: multipart/report; report-type=delivery-status;",
			'\tboundary="5E1B3A0C2F.1762070412/mx.laden.example"',
			"Message-Id: <20261102080012.7A1B23A0C30@mx.laden.example>",
			"",
			"This is a MIME-encapsulated message.",
			"",
			"--5E1B3A0C2F.1762070412/mx.laden.example",
			"Content-Description: Notification",
			"Content-Type: text/plain; charset=us-ascii",
			"",
			"I'm sorry to have to inform you that your message could not",
			"be delivered to one or more recipients. It's attached below.",
			"",
			"--5E1B3A0C2F.1762070412/mx.laden.example",
			"Content-Description: Delivery report",
			"Content-Type: message/delivery-status",
			"",
			"Reporting-MTA: dns; mx.laden.example",
			"X-Postfix-Queue-ID: 5E1B3A0C2F",
			"X-Postfix-Sender: rfc822; laden@laden.example",
			"Arrival-Date: Mon,  2 Nov 2026 09:00:11 +0100 (CET)",
			"",
			`Final-Recipient: rfc822; ${finalTo}`,
			`Original-Recipient: rfc822;${finalTo}`,
			"Action: failed",
			"Status: 5.1.1",
			"Remote-MTA: dns; mx.kunde.example",
			`Diagnostic-Code: smtp; 550 5.1.1 <${finalTo}>: Recipient`,
			"    address rejected: User unknown in virtual mailbox table",
			"",
			"--5E1B3A0C2F.1762070412/mx.laden.example",
			"Content-Description: Undelivered Message Headers",
			"Content-Type: text/rfc822-headers",
			"",
			"Return-Path: <laden@laden.example>",
			"From: Laden GmbH <laden@laden.example>",
			`To: Erika Muster <${to}>`,
			"Subject: Ihre Bestellung",
			`Message-ID: <${id}@laden.example>`,
			"",
			"--5E1B3A0C2F.1762070412/mx.laden.example--",
		),

	/** Five days later: the mailbox was full all the time. */
	postfixGivesUp: ({ id, to }: Reported): string =>
		REPORTS.postfix({ id, to })
			.replace("Status: 5.1.1", "Status: 4.2.2")
			.replace("550 5.1.1", "452 4.2.2")
			.replace("Recipient\r\n    address rejected: User unknown in virtual mailbox table", "Mailbox is full"),

	/** Exchange Online: words as HTML, ids in the report's own header, the whole message back. */
	exchange: ({ id, to, finalTo = to }: Reported): string =>
		lines(
			"MIME-Version: 1.0",
			"From: Microsoft Outlook",
			"\t<MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@kunde.onmicrosoft.example>",
			"To: laden@laden.example",
			"Date: Mon, 2 Nov 2026 08:00:14 +0000",
			"Content-Type: multipart/report; report-type=delivery-status;",
			'\tboundary="5f3c7e11-6a0d-4b0e-9a52-d6f1a2b7c001"',
			"X-MS-Exchange-Message-Is-Ndr:",
			"Content-Language: de-DE",
			"Message-ID: <5f3c7e11-aaaa-bbbb-cccc-d6f1a2b7c002@AM0PR01MB4321.eurprd01.prod.exchangelabs.example>",
			`In-Reply-To: <${id}@laden.example>`,
			`References: <${id}@laden.example>`,
			"Subject: =?utf-8?B?VW56dXN0ZWxsYmFyOiBJaHJlIEJlc3RlbGx1bmc=?=",
			"Auto-Submitted: auto-replied",
			"",
			"--5f3c7e11-6a0d-4b0e-9a52-d6f1a2b7c001",
			'Content-Type: multipart/alternative; differences=Content-Type; boundary="alt-d6f1a2b7c003"',
			"",
			"--alt-d6f1a2b7c003",
			'Content-Type: text/plain; charset="us-ascii"',
			"Content-Transfer-Encoding: quoted-printable",
			"",
			"Ihre Nachricht an erika konnte nicht zugestellt werden.",
			"",
			"--alt-d6f1a2b7c003",
			'Content-Type: text/html; charset="us-ascii"',
			"",
			"<html><body>Ihre Nachricht an erika konnte nicht zugestellt werden.</body></html>",
			"",
			"--alt-d6f1a2b7c003--",
			"",
			"--5f3c7e11-6a0d-4b0e-9a52-d6f1a2b7c001",
			"Content-Type: message/delivery-status",
			"",
			"Reporting-MTA: dns;AM0PR01MB4321.eurprd01.prod.exchangelabs.example",
			"Received-From-MTA: dns;mx.laden.example",
			"Arrival-Date: Mon, 2 Nov 2026 08:00:13 +0000",
			"",
			`Final-Recipient: rfc822;${finalTo}`,
			"Action: failed",
			"Status: 5.1.10",
			"Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
			"",
			"--5f3c7e11-6a0d-4b0e-9a52-d6f1a2b7c001",
			"Content-Type: message/rfc822",
			"",
			"Received: from AM0PR01CA0001.eurprd01.prod.exchangelabs.example by AM0PR01MB4321;",
			" Mon, 2 Nov 2026 08:00:13 +0000",
			"From: Laden GmbH <laden@laden.example>",
			`To: Erika Muster <${to}>`,
			"Subject: Ihre Bestellung",
			"Date: Mon, 2 Nov 2026 08:00:11 +0000",
			`Message-ID: <${id}@laden.example>`,
			"MIME-Version: 1.0",
			'Content-Type: text/plain; charset="utf-8"',
			"",
			"bitte zahlen",
			"",
			"--5f3c7e11-6a0d-4b0e-9a52-d6f1a2b7c001--",
		),

	/** Gmail: words with a picture, several lines of diagnosis. */
	gmail: ({ id, to }: Reported): string =>
		lines(
			"Delivered-To: laden@laden.example",
			`X-Failed-Recipients: ${to}`,
			"Auto-Submitted: auto-replied",
			"From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
			"To: laden@laden.example",
			"Subject: Delivery Status Notification (Failure)",
			`References: <${id}@laden.example>`,
			`In-Reply-To: <${id}@laden.example>`,
			"Message-ID: <690712ab.050a0220.1a2b3c.0001.GMR@mx.google.example>",
			"Date: Mon, 02 Nov 2026 00:00:15 -0800 (PST)",
			"MIME-Version: 1.0",
			'Content-Type: multipart/report; boundary="000000000000b1a2c3064d5e6f70"; report-type=delivery-status',
			"",
			"--000000000000b1a2c3064d5e6f70",
			'Content-Type: multipart/related; boundary="000000000000b1a2d4064d5e6f71"',
			"",
			"--000000000000b1a2d4064d5e6f71",
			'Content-Type: text/html; charset="UTF-8"',
			"",
			'<html><body><b>Address not found</b><img src=3D"cid:icon.png"></body></html>',
			"",
			"--000000000000b1a2d4064d5e6f71",
			'Content-Type: image/png; name="icon.png"',
			"Content-Transfer-Encoding: base64",
			"Content-ID: <icon.png>",
			"",
			"iVBORw0KGgo=",
			"",
			"--000000000000b1a2d4064d5e6f71--",
			"",
			"--000000000000b1a2c3064d5e6f70",
			"Content-Type: message/delivery-status",
			"",
			"Reporting-MTA: dns; googlemail.example",
			"Arrival-Date: Mon, 02 Nov 2026 00:00:13 -0800 (PST)",
			`X-Original-Message-ID: <${id}@laden.example>`,
			"",
			`Final-Recipient: rfc822; ${to}`,
			"Action: failed",
			"Status: 5.1.1",
			"Remote-MTA: dns; gmail-smtp-in.l.google.example. (203.0.113.26, the server for the domain kunde.example.)",
			"Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist. Please try",
			" 550-5.1.1 double-checking the recipient's email address for typos or",
			" 550 5.1.1 unnecessary spaces. For more information, go to ...NoSuchUser",
			"Last-Attempt-Date: Mon, 02 Nov 2026 00:00:14 -0800 (PST)",
			"",
			"--000000000000b1a2c3064d5e6f70--",
		),

	/** It is tried on; the message's header does not come back, but the envelope's identifier (RFC 3461). */
	delayed: ({ id, to }: Reported): string =>
		lines(
			"From: MAILER-DAEMON@mx.laden.example",
			"To: laden@laden.example",
			"Subject: Delayed Mail (still being retried)",
			"MIME-Version: 1.0",
			'Content-Type: multipart/report; report-type="delivery-status"; boundary=b',
			"",
			"--b",
			"Content-Type: text/plain",
			"",
			"####################################################################",
			"# THIS IS A WARNING ONLY.  YOU DO NOT NEED TO RESEND YOUR MESSAGE. #",
			"####################################################################",
			"",
			"--b",
			"Content-Type: message/delivery-status",
			"",
			"Reporting-MTA: dns; mx.laden.example",
			`Original-Envelope-Id: ${id}`,
			"",
			`Final-Recipient: rfc822; ${to}`,
			"Action: delayed",
			"Status: 4.4.1",
			"Diagnostic-Code: X-Postfix; connect to mx.kunde.example[203.0.113.9]:25: Connection timed out",
			"Will-Retry-Until: Sat,  7 Nov 2026 09:00:11 +0100 (CET)",
			"",
			"--b--",
		),

	delivered: ({ id, to }: Reported): string =>
		REPORTS.delayed({ id, to }).replace("Action: delayed", "Action: relayed").replace("Status: 4.4.1", "Status: 2.0.0"),

	/** Somebody is on holiday. */
	vacation: ({ id }: Reported): string =>
		lines(
			"From: erika@kunde.example",
			"To: laden@laden.example",
			"Subject: Automatische Antwort",
			`In-Reply-To: <${id}@laden.example>`,
			"Auto-Submitted: auto-replied",
			"",
			"Ich bin im Urlaub. Action: failed",
		),

	/** It was read (RFC 8098): a report, but none of delivery. */
	receipt: ({ id, to }: Reported): string =>
		REPORTS.postfix({ id, to })
			.replace("report-type=delivery-status", "report-type=disposition-notification")
			.replace("message/delivery-status", "message/disposition-notification"),
} satisfies Record<string, (about: Reported) => string>;

function lines(...all: readonly string[]): string {
	return `${all.join("\r\n")}\r\n`;
}
