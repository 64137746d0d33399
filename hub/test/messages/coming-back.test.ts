import { call, optOut, reportBounce } from "@kontor/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MessageWorld } from "./message-world.ts";

/** As Postfix writes it (RFC 3464): what was said, in words and for machines, and the head of what came back. */
function notification({ id, action = "failed" }: { id: string; action?: string }): Uint8Array<ArrayBuffer> {
	return Buffer.from(
		[
			"From: MAILER-DAEMON@mx.example (Mail Delivery System)",
			"To: laden@laden.example",
			"Subject: Undelivered Mail Returned to Sender",
			"MIME-Version: 1.0",
			'Content-Type: multipart/report; report-type=delivery-status; boundary="=_b"',
			"",
			"--=_b",
			"Content-Type: text/plain; charset=us-ascii",
			"",
			"I'm sorry to have to inform you that your message could not be delivered.",
			"",
			"--=_b",
			"Content-Type: message/delivery-status",
			"",
			"Reporting-MTA: dns; mx.example",
			"",
			"Final-Recipient: rfc822; erika@kunde.example",
			`Action: ${action}`,
			"Status: 5.1.1",
			"Diagnostic-Code: smtp; 550 5.1.1 <erika@kunde.example>:",
			"    Recipient address rejected: User unknown",
			"",
			"--=_b",
			"Content-Type: text/rfc822-headers",
			"",
			"From: Laden GmbH <laden@laden.example>",
			`Message-ID: <${id}@laden.example>`,
			"Subject: Ihre Bestellung",
			"",
			"--=_b--",
			"",
		].join("\r\n"),
	);
}

describe("what comes back", () => {
	const world = new MessageWorld();
	const { queue, run, message, told } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());
	const report = (body: Uint8Array<ArrayBuffer>) => call(world.merchant, reportBounce, { body });

	it("marks its message as undeliverable and is told once (G9)", async () => {
		await queue({});
		await run();
		const { id } = await message();
		expect(await report(notification({ id, action: "delayed" }))).toEqual({ message: null });
		expect((await message()).state).toBe("sent");
		expect(await report(notification({ id }))).toEqual({ message: id });
		expect(await report(notification({ id }))).toEqual({ message: id });
		expect(await message()).toMatchObject({
			state: "undeliverable",
			reply: "smtp; 550 5.1.1 <erika@kunde.example>: Recipient address rejected: User unknown",
		});
		expect(await told()).toMatchObject([
			{ code: "MESSAGE_UNDELIVERABLE", text: { de: expect.stringContaining("User unknown") } },
		]);
	});

	it("of another merchant, or of no message at all, changes nothing (I6)", async () => {
		await queue({});
		await run();
		const { id } = await message();
		const stranger = await world.hub.newMerchant();
		expect(await call(stranger, reportBounce, { body: notification({ id }) })).toEqual({ message: null });
		expect(await report(notification({ id: "0b0c1f4e-0000-4000-8000-000000000000" }))).toEqual({ message: null });
		expect(await report(Buffer.from("Subject: Abwesend\r\n\r\nIch bin im Urlaub.\r\n"))).toEqual({ message: null });
		expect((await message()).state).toBe("sent");
	});
});

describe("optional messages (F10)", () => {
	const world = new MessageWorld();
	const { queue, run } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	/** The address in the mail's List-Unsubscribe, whose long line is folded. */
	async function link(): Promise<string> {
		await queue({ optional: true });
		await run();
		const raw = world.sink.received[0]?.raw.replace(/\r\n[ \t]/g, "") ?? "";
		expect(raw).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
		return /^List-Unsubscribe: *<([^>]+)>/m.exec(raw)?.[1]?.replaceAll(" ", "") ?? "";
	}

	it("are declined with one click, by a person or his mail program; the others still come", async () => {
		const url = await link();
		const page = await fetch(url);
		expect(page.status).toBe(200);
		expect(await page.text()).toContain("abbestellen");
		expect((await queue({ causeKey: "still", optional: true })).size).toBe(1);
		// RFC 8058: no cookie, no further question.
		const done = await fetch(url, {
			method: "POST",
			body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
		});
		expect(done.status).toBe(200);
		expect((await queue({ causeKey: "more", optional: true, recipient: "Erika@Kunde.example" })).size).toBe(0);
		expect((await queue({ causeKey: "another", optional: true, recipient: "otto@kunde.example" })).size).toBe(1);
		expect((await queue({ causeKey: "reminder" })).size).toBe(1);
	});

	it("are declined by the merchant for him, and allowed again", async () => {
		const address = "erika@kunde.example";
		await call(world.merchant, optOut, { body: { address } });
		expect((await queue({ optional: true })).size).toBe(0);
		await call(world.merchant, optOut, { body: { address, declined: false } });
		expect((await queue({ optional: true })).size).toBe(1);
	});

	it("are not declined by a link that was changed, and mandatory ones have none", async () => {
		const url = await link();
		const changed = `${url.slice(0, -2)}${url.endsWith("AA") ? "BB" : "AA"}`;
		expect((await fetch(changed, { method: "POST" })).status).toBe(404);
		expect((await fetch(changed)).status).toBe(404);
		await queue({ causeKey: "reminder" });
		await run();
		expect(world.sink.received[1]?.raw).not.toContain("List-Unsubscribe");
	});
});

describe("messages older than 36 months (G9)", () => {
	const world = new MessageWorld();
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	it("are removed with their files", async () => {
		const file = { name: "a.pdf", contentType: "application/pdf", bytes: Buffer.from("%PDF") };
		await world.queue({ files: [file] });
		await world.run();
		world.hub.setClock("2029-11-01T08:00:00Z");
		await world.run();
		expect(await world.messages()).toHaveLength(1);
		world.hub.setClock("2029-11-04T08:00:00Z");
		await world.run();
		expect(await world.messages()).toEqual([]);
		const { rowCount } = await world.hub.sql.query("SELECT FROM message_files");
		expect(rowCount).toBe(0);
	});
});
