import { call, getBounceMailbox, listMessages, optOut, putBounceMailbox, reportBounce } from "@kontor/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CarrierFault } from "../../src/messages/channel.ts";
import { operatorMailbox, operatorServer } from "../../src/messages/operator-server.ts";
import { queueMessages } from "../../src/messages/queue-messages.ts";
import { newIn } from "../../src/messages/read-mailbox.ts";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
import { REPORTS } from "./delivery-reports.ts";
import { type ImapBox, startBox } from "./imap-box.ts";
import { MAIL, MessageWorld } from "./message-world.ts";
import { LOGIN, type SmtpSink, startSink } from "./smtp-sink.ts";

describe("what comes back", () => {
	const world = new MessageWorld();
	const { queue, send, message, told } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());
	const ERIKA = "erika@kunde.example";
	const report = (text: string) => call(world.merchant, reportBounce, { body: Buffer.from(text) });
	const sent = async () => {
		await queue({});
		await send();
		return (await message()).id;
	};
	const shown = (kind: keyof typeof REPORTS, id: string, finalTo?: string) =>
		REPORTS[kind]({ id, to: ERIKA, ...(finalTo !== undefined && { finalTo }) });

	it.each([
		[
			"postfix",
			"smtp; 550 5.1.1 <erika@kunde.example>: Recipient address rejected: User unknown in virtual mailbox table",
		],
		["exchange", expect.stringContaining("RESOLVER.ADR.RecipientNotFound")],
		["gmail", expect.stringContaining("550 5.1.1 unnecessary spaces")],
	] as const)("as %s reports it marks its message, and is told once (G9)", async (kind, reply) => {
		const id = await sent();
		const body = shown(kind, id);
		expect(await report(body)).toEqual({ message: id, result: "undeliverable" });
		expect(await report(body)).toEqual({ message: id, result: "undeliverable" });
		expect(await message()).toMatchObject({ state: "undeliverable", reply });
		expect(await told()).toMatchObject([
			{ code: "MESSAGE_UNDELIVERABLE", text: { de: expect.stringContaining("kam zurück") } },
		]);
	});

	it("after days of trying may arrive another time, which is said; what is still tried or was delivered is no failure", async () => {
		const id = await sent();
		expect(await report(shown("delayed", id))).toEqual({ message: id, result: "delayed" });
		expect(await message()).toMatchObject({ state: "sent", reply: expect.stringContaining("Connection timed out") });
		expect(await told()).toEqual([]);
		expect(await report(shown("postfixGivesUp", id))).toEqual({ message: id, result: "undeliverable" });
		expect(await message()).toMatchObject({ state: "undeliverable", reply: expect.stringContaining("4.2.2") });
		expect(await told()).toMatchObject([{ text: { en: expect.stringContaining("may work again later") } }]);
		expect(await report(shown("delivered", id))).toEqual({ message: id, result: "delivered" });
		expect((await message()).state).toBe("undeliverable");
	});

	it("says of what nobody knew that it was sent", async () => {
		world.sink.onText = async () => "drop";
		const id = await sent();
		expect((await message()).state).toBe("unsure");
		expect(await report(shown("delivered", id))).toEqual({ message: id, result: "delivered" });
		expect((await message()).state).toBe("sent");
	});

	it("where his mailbox leads is believed with the message's own header only", async () => {
		const id = await sent();
		const elsewhere = shown("postfix", id, "privat@anderswo.example");
		expect(
			await report(elsewhere.replace("To: Erika Muster <erika@kunde.example>", "To: Otto <otto@x.example>")),
		).toEqual({
			message: null,
			result: null,
		});
		expect((await message()).state).toBe("sent");
		expect(await report(elsewhere)).toEqual({ message: id, result: "undeliverable" });
	});

	it("of another merchant, of no message, forged, or no delivery report at all, changes nothing (I6)", async () => {
		const id = await sent();
		const nothing = { message: null, result: null };
		const stranger = await world.hub.newMerchant();
		expect(await call(stranger, reportBounce, { body: Buffer.from(shown("postfix", id)) })).toEqual(nothing);
		expect(await report(shown("exchange", "0b0c1f4e-0000-4000-8000-000000000000"))).toEqual(nothing);
		expect(await report(shown("vacation", id))).toEqual(nothing);
		expect(await report(shown("receipt", id))).toEqual(nothing);
		expect(await report(REPORTS.gmail({ id, to: "otto@kunde.example" }))).toEqual(nothing);
		expect(await report("\u0000 no mail")).toEqual(nothing);
		expect((await message()).state).toBe("sent");
		await queue({ causeKey: "waits", recipient: ERIKA });
		const [waiting] = await world.messages();
		await report(shown("postfix", waiting?.id ?? ""));
		expect((await world.messages())[0]).toMatchObject({ state: "ready" });
	});

	describe("to a mailbox", () => {
		let box: ImapBox;
		beforeEach(async () => {
			box = await startBox();
		});
		afterEach(() => box.close());
		const useBox = (secrets: { password?: string } = { password: LOGIN.password }, folder = "INBOX") =>
			call(world.merchant, putBounceMailbox, {
				body: { mailbox: { host: "127.0.0.1", port: box.port, security: "none", user: LOGIN.user, folder }, secrets },
			});
		const later = async (minutes = 10) => {
			world.hub.advance(minutes * 60_000);
			await send();
		};

		it("is looked into every ten minutes: each report once, other mail not at all, and nothing is changed there", async () => {
			const id = await sent();
			box.mails.set(3, shown("vacation", id)).set(5, shown("exchange", id));
			await useBox();
			await send();
			expect(await message()).toMatchObject({ id, state: "undeliverable" });
			expect(box.asked.filter((one) => /BODY\.PEEK/.test(one))).toHaveLength(1);
			expect(box.asked.filter((one) => /^(UID )?(STORE|COPY|MOVE|EXPUNGE|SELECT)/.test(one))).toEqual([]);
			const visits = () => box.asked.filter((one) => one.startsWith("LOGIN")).length;
			await send();
			expect(visits()).toBe(1);
			await later();
			expect(visits()).toBe(2);
			expect(box.asked.filter((one) => /BODY\.PEEK/.test(one))).toHaveLength(1);
			const [again] = await queue({ causeKey: "again" });
			await send();
			box.mails.set(9, shown("gmail", again?.[1] ?? ""));
			await later();
			expect((await world.messages()).map(({ state }) => state)).toEqual(["undeliverable", "undeliverable"]);
			const state = await call(world.merchant, getBounceMailbox, {});
			expect(state).toMatchObject({ problem: null, readAt: world.hub.now().toISOString() });
			expect(JSON.stringify(state) + world.hub.logged()).not.toContain(LOGIN.password);
		});

		it("may hold what is made to hurt: the next report is read all the same", async () => {
			const id = await sent();
			const nested = Array.from(
				{ length: 400 },
				(_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
			);
			box.mails.set(
				1,
				shown("postfix", id).replace("Content-Type: text/plain; charset=us-ascii\r\n\r\n", nested.join("")),
			);
			box.mails.set(2, shown("postfix", id).replace("User unknown", "User\u0000 unknown"));
			await useBox();
			await send();
			expect(await message()).toMatchObject({ state: "undeliverable", reply: expect.stringContaining("User unknown") });
		});

		it("that has lost its order is read anew, and takes nothing twice", async () => {
			const id = await sent();
			box.mails.set(50, shown("postfix", id));
			await useBox();
			await send();
			box.validity = 8;
			box.mails.clear();
			box.mails.set(1, shown("postfix", id));
			await later();
			expect(box.asked.filter((one) => /BODY\.PEEK/.test(one))).toHaveLength(2);
			expect(await told()).toHaveLength(1);
		});

		it("that cannot be read is let rest, and told after some tries; with the right password all is well", async () => {
			await useBox({ password: "falsch" });
			await send();
			for (const minutes of [2, 5]) await later(minutes);
			expect(await told()).toMatchObject([
				{ code: "BOUNCE_MAILBOX_FAILS", text: { de: expect.stringContaining("lehnt die Anmeldung von laden ab") } },
			]);
			await useBox();
			await send();
			expect(await told()).toEqual([]);
			await useBox({}, "Bounces");
			await send();
			expect(await call(world.merchant, getBounceMailbox, {})).toMatchObject({
				problem: { text: { en: expect.stringContaining("no folder “Bounces”") } },
			});
		});

		it("that does not answer keeps nobody for long", async () => {
			box.silent = true;
			const mailbox = {
				host: "127.0.0.1",
				port: box.port,
				security: "none",
				user: "x",
				folder: "INBOX",
				password: "",
			} as const;
			const visit = newIn(mailbox, null, { allowPrivateAddresses: true, now: new Date(), mostMs: 100 });
			await expect(visit.next()).rejects.toThrow(CarrierFault);
		});
	});
});

describe("what comes back to the operator", () => {
	let hub: TestHub;
	let sink: SmtpSink;
	let box: ImapBox;
	beforeAll(async () => {
		[sink, box] = [await startSink(), await startBox()];
		hub = await startTestHub({
			allowPrivateAddresses: true,
			mailServer: operatorServer(
				`smtp+plain://${LOGIN.user}:${LOGIN.password}@127.0.0.1:${sink.port}`,
				"k@kontor.example",
			),
			bounceMailbox: operatorMailbox(`imap+plain://${LOGIN.user}:${LOGIN.password}@127.0.0.1:${box.port}`),
		});
	});
	afterAll(async () => {
		await hub.close();
		await Promise.all([sink.close(), box.close()]);
	});

	it("is found by the merchant that its e-mail names, by envelope or header; one that names another one changes nothing", async () => {
		const [merchant, other] = [await hub.newMerchant(), await hub.newMerchant()];
		const causes = ["a", "b", "c"];
		await hub.hub.db.merchant(merchant.id, "queue", (tx) =>
			queueMessages(
				tx,
				causes.map((causeKey) => ({ ...MAIL, causeKey })),
			),
		);
		const look = async () => {
			await hub.tick();
			await hub.hub.messageRuns.idle();
		};
		await look();
		const ids = sink.received.map(({ envelopeId }) => envelopeId ?? "");
		expect(ids).toHaveLength(3);
		expect(sink.received[0]?.raw).toContain(`<${ids[0]}@kontor.example>`);
		const [first = "", second = "", third = ""] = ids;
		const forged = third.replace(merchant.id, other.id);
		const to = MAIL.recipient;
		box.mails.set(1, REPORTS.exchange({ id: first, to }));
		box.mails.set(2, REPORTS.delayed({ id: second, to }).replace("delayed", "failed"));
		box.mails.set(3, REPORTS.gmail({ id: forged, to }));
		await look();
		expect((await call(merchant, listMessages, {})).items.every(({ state }) => state === "sent")).toBe(true);
		hub.advance(10 * 60_000);
		await look();
		const { items } = await call(merchant, listMessages, {});
		const states = new Map(items.map(({ id, state }) => [id, state]));
		expect([first, second, third].map((id) => states.get(id.slice(0, 36)))).toEqual([
			"undeliverable",
			"undeliverable",
			"sent",
		]);
	});
});

describe("optional messages (F10)", () => {
	const world = new MessageWorld();
	const { queue, send } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	/** The address in the mail's List-Unsubscribe, whose long line is folded. */
	async function link(): Promise<string> {
		await queue({ optional: true });
		await send();
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
		await send();
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
