import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
	builtInTemplate,
	composeMail,
	type Locale,
	type MailParts,
	type MessageData,
	type MessageKind,
	paymentCode,
	sampleData,
	writeMessage,
} from "../../src/index.ts";
import { readQr } from "../read-png.ts";

const look = { name: "Beispiel-Shop", color: "#0f766e", imprint: ["Beispiel-Shop GmbH, Musterstraße 1, 10115 Berlin"] };
const from = { name: "Beispiel-Shop", address: "service@shop.example" };
const to = { name: "Erika Mustermann", address: "erika@example.org" };

function mail(
	kind: MessageKind,
	{ data = {}, locale = "de", ...parts }: { data?: Partial<MessageData>; locale?: Locale } & Partial<MailParts> = {},
) {
	const all = { ...sampleData(kind, locale), ...data };
	const code = all.payment && all.amount ? paymentCode(all.payment, all.amount) : undefined;
	const made = composeMail({
		from,
		to,
		message: writeMessage(builtInTemplate(kind, locale), all, locale),
		locale,
		look,
		code: code?.ok ? code.value : undefined,
		...parts,
	});
	if (!made.ok) throw new Error(made.problems.map(({ field, code }) => `${field}: ${code}`).join());
	return made.value;
}

describe("a mail", { timeout: 30_000 }, () => {
	it("says the same in text and HTML", () => {
		const { subject, text, html } = mail("demand");
		expect(subject).toBe("Mahnung (Stufe 2) zu Ihrer Bestellung 10815");
		expect(text).toContain(
			"Bestellung:                             1.199,00\u00a0€\nVerzugszinsen (6,27 % seit 14.11.2026):     3,12\u00a0€\nMahnkosten:                                 1,00\u00a0€\nZu zahlen:                              1.203,12\u00a0€",
		);
		expect(text).toContain("IBAN:             DE89 3704 0044 0532 0130 00\n");
		const shown = textOf(html);
		for (const line of text
			.replace(/^-- $/m, "")
			.split("\n")
			.filter((one) => one !== "")) {
			for (const part of line.split(/:\s+/)) expect(shown).toContain(part.replace(/:$/, "").replace(/^https.*/, ""));
		}
	});

	it("lets a template ask whether there is a block to show", () => {
		const template = {
			subject: "x",
			body: "{% if alreadyPaid %}Schon bezahlt?{% else %}Bitte zahlen{% endif %}\n\n{{ alreadyPaid }}\n\n{{ payment }}",
		};
		const data = sampleData("reminder", "de");
		const first = (given: MessageData) => JSON.stringify(writeMessage(template, given, "de").blocks[0]);
		expect(first(data)).toContain("Schon bezahlt?");
		expect(first({ ...data, links: {} })).toContain("Bitte zahlen");
	});

	it("counts a merchant's tasks as people do", () => {
		const subject = (count: number) => mail("merchantDigest", { data: { tasks: [{ text: "x", count }] } }).subject;
		expect([subject(1), subject(3)]).toEqual([
			"Beispiel-Shop: eine Aufgabe wartet auf Sie",
			"Beispiel-Shop: 3 Aufgaben warten auf Sie",
		]);
	});

	it("shows how the amount is made up only where it adds up", () => {
		const order = {
			number: "1",
			date: "2026-11-01",
			amount: { minor: 1000, currency: "EUR" },
			paid: { minor: 400, currency: "EUR" },
		};
		const shown = (minor: number) => mail("reminder", { data: { order, amount: { minor, currency: "EUR" } } }).text;
		expect(shown(600)).toContain(
			"Bestellung:      10,00\u00a0€\nBereits bezahlt: -4,00\u00a0€\nZu zahlen:        6,00\u00a0€",
		);
		expect(shown(590)).not.toContain("Bereits bezahlt");
	});

	it("shows a QR code that pays the very amount", () => {
		const { attachments, html } = mail("demand");
		const [picture] = attachments;
		expect(html).toContain(`src="cid:${picture?.cid}"`);
		expect(
			readQr(picture?.content ?? new Uint8Array())
				?.text.split("\n")
				.slice(5),
		).toEqual(["Beispiel-Shop GmbH", "DE89370400440532013000", "EUR1203.12", "", "", "10815"]);
		const swiss = mail("reminder", { locale: "de-CH" });
		expect(readQr(swiss.attachments[0]?.content ?? new Uint8Array())?.text.split("\n")[18]).toBe("1199.00");
		expect(swiss.text).toContain("CHF\u00a01’199.00");
		expect(textOf(swiss.html)).toContain("QR-Rechnung");
	});

	it("goes out without a code where there can be none", () => {
		const { attachments, html } = mail("reminder", { data: { amount: { minor: 100, currency: "USD" } } });
		expect(attachments).toEqual([]);
		expect(html).not.toContain("cid:");
		expect(textOf(html)).toContain("1,00\u00a0USD");
	});

	it("has the same structure whatever a customer typed", () => {
		const tags = (name: string) =>
			mail("severalReminder", {
				data: {
					customer: { name, company: name, number: name },
					shop: { name, email: name },
					orders: [{ number: name, date: "2026-11-01", amount: { minor: 1, currency: "EUR" } }],
				},
			}).html.replace(/>[^<]*</g, "><");
		const expected = tags("Erika");
		const nasty = fc.oneof(
			fc.string({ minLength: 1 }),
			fc.stringMatching(/^[<>"'&*\n\r{}%|/a-c-]{1,30}$/),
			fc.constantFrom(
				"<script>alert(1)</script>",
				'"><img src=x onerror=alert(1)>',
				"{{ amount }}",
				"{% if x %}",
				"**x**",
				"- x",
				"x\n\n- y",
				"\ue100\ue101",
				"</style><b>",
			),
		);
		fc.assert(
			fc.property(
				nasty.filter((name) => /[!-~]/.test(name)),
				(name) => {
					expect(tags(name)).toBe(expected);
				},
			),
			{ numRuns: 60 },
		);
		expect(textOf(mail("cancellation", { data: { customer: { name: "**{{ amount }}** <b>" } } }).html)).toContain(
			"Guten Tag **{{ amount }}** <b>,",
		);
	});

	it("lets nothing into a header", () => {
		const evil = "x\r\nBcc: all@example.org\u0000\u2028y";
		const made = mail("reminder", {
			to: { name: evil, address: to.address },
			data: { order: { number: evil, date: "2026-11-01", amount: { minor: 1, currency: "EUR" } } },
		});
		const [, file] = mail("reminder", {
			attachments: [{ filename: `../${evil}".pdf`, contentType: "application/pdf", content: new Uint8Array() }],
		}).attachments;
		expect(file?.filename).toBe(".._x Bcc_ all@example.org y_.pdf");
		expect(made.to.name).toBe("x Bcc: all@example.org y");
		expect(made.subject).toBe("Zahlungserinnerung zu Ihrer Bestellung x Bcc: all@example.org y");
		for (const header of [made.subject, made.to.name, ...Object.entries(made.headers).flat()])
			expect(header).not.toMatch(/\p{Cc}/u);
	});

	it.each([
		"",
		"erika",
		"erika@",
		"@example.org",
		"a b@example.org",
		"a@b@example.org",
		"erika@example.org\r\nBcc: x@y.org",
		"erika@example.org, x@example.org",
		"<erika@example.org>",
		"erika@localhost",
		"erika@exa mple.org",
		"erika@-.org",
		`${"a".repeat(65)}@example.org`,
	])("refuses the address %j", (address) => {
		const message = writeMessage(builtInTemplate("cancellation", "de"), sampleData("cancellation", "de"), "de");
		expect(composeMail({ from, to: { address }, message, locale: "de", look })).toMatchObject({
			ok: false,
			problems: [{ field: "to.address", code: "address" }],
		});
	});

	it.each([
		"erika@example.org",
		"erika.muster+shop@sub.example.co.uk",
		"o'neill@example.org",
		"müller@büro.example",
		"e_m-1@xn--bro-hoa.example",
	])("accepts the address %s", (address) => {
		expect(mail("cancellation", { to: { address } }).to.address).toBe(address);
	});

	it("can be unsubscribed with one click where it is optional (F10, RFC 8058)", () => {
		const made = mail("paymentReceived", { unsubscribeUrl: "https://kontor.example/u/abc?x=1&y=2" });
		expect(made.headers).toMatchObject({
			"List-Unsubscribe": "<https://kontor.example/u/abc?x=1&y=2>",
			"List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		});
		expect(made.html).toContain('href="https://kontor.example/u/abc?x=1&amp;y=2"');
		expect(made.text).toContain("https://kontor.example/u/abc?x=1&y=2");
		expect(mail("reminder").headers).toEqual({
			"Auto-Submitted": "auto-generated",
			"X-Auto-Response-Suppress": "OOF, AutoReply",
		});
		for (const unsubscribeUrl of ["http://kontor.example/u", "javascript:alert(1)", "https://x.example/>\r\nBcc: y"]) {
			expect(() => mail("paymentReceived", { unsubscribeUrl })).toThrow("unsubscribeUrl: url");
		}
	});

	it("takes no style from settings that is none", () => {
		expect(mail("reminder", { look: { ...look, color: 'red"><script>' } }).html).not.toContain("<script>");
	});

	it("is dumb enough for every client", () => {
		const { html } = mail("demand");
		expect(html).not.toMatch(/<script|<link|<form|<svg|position:|display:\s*(flex|grid)|@import|url\(/);
		expect(html.match(/<table/g)).toHaveLength(html.match(/<\/table>/g)?.length ?? 0);
		expect(html).toContain('<meta name="color-scheme" content="light dark">');
		expect(Buffer.byteLength(html)).toBeLessThan(20_000);
	});
});

/** What a reader sees of the body. */
function textOf(html: string): string {
	const entities: Readonly<Record<string, string>> = {
		"&amp;": "&",
		"&lt;": "<",
		"&gt;": ">",
		"&quot;": '"',
		"&#39;": "'",
		"&nbsp;": " ",
	};
	return html
		.replace(/<head>.*<\/head>/s, "")
		.replace(/<[^>]+>/g, "")
		.replace(/&[a-z#0-9]+;/g, (entity) => entities[entity] ?? entity);
}
