import { Buffer } from "node:buffer";
import { call, cancelMessage, getMessageFile, patchSettings, resendMessage } from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CarrierFault } from "../../src/messages/channel.ts";
import type { SendingServer } from "../../src/messages/mail-server.ts";
import { openSession } from "../../src/messages/smtp-session.ts";
import { startHub } from "../../src/start.ts";
import { connectShop, order } from "../support/connected-shop.ts";
import { OPERATOR_KEY } from "../support/test-hub.ts";
import { MessageWorld } from "./message-world.ts";
import { LOGIN } from "./smtp-sink.ts";

const MINUTE_MS = 60_000;

const SERVER: Omit<SendingServer, "host" | "port"> = {
	...LOGIN,
	security: "none",
	from: { name: "Laden GmbH", address: "laden@laden.example" },
	replyTo: null,
	dkim: null,
	dkimKey: undefined,
};

describe("e-mails", () => {
	const world = new MessageWorld();
	const { queue, send, message, messages, told } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	it("are sent once, and can be read as they were sent (G9)", async () => {
		await queue({ files: [{ name: "rechnung.pdf", contentType: "application/pdf", bytes: Buffer.from("%PDF-1.7") }] });
		await queue({});
		await send();
		await send();
		expect(world.sink.received).toMatchObject([{ from: "laden@laden.example", to: "erika@kunde.example" }]);
		const mail = await PostalMime.parse(world.sink.received[0]?.raw ?? "");
		expect(mail).toMatchObject({
			from: { name: "Laden GmbH", address: "laden@laden.example" },
			to: [{ address: "erika@kunde.example" }],
			subject: "Ihre Bestellung N1 über 100,00 €",
			attachments: [{ filename: "rechnung.pdf", mimeType: "application/pdf" }],
		});
		expect(mail.text).toContain("bitte überweisen Sie 100,00 €.");
		expect(mail.html).toContain("<p>bitte überweisen");
		const sent = await message();
		expect(sent).toMatchObject({ state: "sent", dueAt: null, text: expect.stringContaining("Guten Tag") });
		expect(mail.messageId).toBe(`<${sent.id}@laden.example>`);
		expect(world.sink.received[0]?.envelopeId).toBe(sent.id);
		const file = await call(world.merchant, getMessageFile, { params: { message: sent.id, position: 0 } });
		expect(Buffer.from(file).toString()).toBe("%PDF-1.7");
		expect(await told()).toEqual([]);
	});

	it("leave over one connection, however many there are", async () => {
		// More than are taken at once.
		await queue(...Array.from({ length: 25 }, (_, at) => ({ recipient: `kunde${at}@kunde.example` })));
		await send();
		expect(new Set(world.sink.received.map(({ to }) => to)).size).toBe(25);
		expect(world.sink.received).toHaveLength(25);
		expect(world.sink.sessions()).toBe(1);
	});

	it("come again after a grey list's pause, and once", async () => {
		let tries = 0;
		world.sink.onRecipient = () => (++tries < 3 ? { code: 450, text: "4.7.1 greylisted, try again later" } : null);
		await queue({});
		await send();
		expect(await message()).toMatchObject({ state: "ready", reply: expect.stringContaining("greylisted") });
		await send();
		expect(tries).toBe(1);
		world.hub.advance(2 * MINUTE_MS);
		await send();
		world.hub.advance(5 * MINUTE_MS);
		await send();
		expect(world.sink.received).toHaveLength(1);
		expect(await message()).toMatchObject({ state: "sent" });
	});

	it("that a server will not take are said, not tried again; the others leave", async () => {
		world.sink.onRecipient = (to) => (to.startsWith("weg") ? { code: 550, text: "5.1.1 no such user" } : null);
		await queue({ recipient: "weg@kunde.example" }, { recipient: "da@kunde.example" });
		await send();
		expect(world.sink.received).toHaveLength(1);
		world.hub.advance(60 * MINUTE_MS);
		await send();
		expect(world.sink.received.map(({ to }) => to)).toEqual(["da@kunde.example"]);
		expect(Object.fromEntries((await messages()).map(({ recipient, state }) => [recipient, state]))).toEqual({
			"da@kunde.example": "sent",
			"weg@kunde.example": "refused",
		});
		expect(await told()).toMatchObject([
			{ code: "MESSAGE_REFUSED", text: { en: expect.stringContaining("no such user") } },
		]);
	});

	it("that are put off for days are given up", async () => {
		world.sink.onRecipient = () => ({ code: 452, text: "4.2.2 mailbox full" });
		await queue({});
		for (let hour = 0; hour <= 3 * 24; hour += 12) {
			expect((await message()).state).toBe("ready");
			await send();
			world.hub.advance(12 * 60 * MINUTE_MS);
		}
		expect(await message()).toMatchObject({ state: "refused", reply: expect.stringContaining("mailbox full") });
		expect(await told()).toMatchObject([{ code: "MESSAGE_REFUSED" }]);
	});

	it("are waited for where the server is slow", async () => {
		world.sink.onText = async () => {
			await new Promise((resolve) => setTimeout(resolve, 300));
			return "take";
		};
		await queue({});
		await send();
		expect(world.sink.received).toHaveLength(1);
		expect(await message()).toMatchObject({ state: "sent" });
	});

	it("are not waited for by a server that trickles: before the text it is a fault, after it the message is unsure", async () => {
		const server = { ...SERVER, host: "127.0.0.1", port: world.sink.port };
		const limits = { openMs: 2_000, sendMs: 150 };
		const envelope = { id: crypto.randomUUID(), from: "laden@laden.example", to: "erika@kunde.example" };
		const handedOver: string[] = [];
		const sendAlone = async () => {
			const session = await openSession(server, true, limits);
			return session.send(envelope, Buffer.from("Subject: x\r\n\r\nx\r\n"), async () => void handedOver.push("text"));
		};
		world.sink.trickles = "RCPT TO";
		await expect(sendAlone()).rejects.toThrow(CarrierFault);
		expect(handedOver).toEqual([]);
		world.sink.trickles = "text";
		expect(await sendAlone()).toMatchObject({ result: "unsure" });
		expect(handedOver).toEqual(["text"]);
		world.sink.trickles = "greeting";
		await expect(openSession(server, true, { openMs: 150, sendMs: 150 })).rejects.toThrow(CarrierFault);
		world.sink.trickles = null;
		expect(await sendAlone()).toMatchObject({ result: "sent" });
	});

	it("that are sent once more name the recipient as before", async () => {
		await queue({ recipientName: "Erika Muster" });
		await send();
		const { id } = await message();
		await call(world.merchant, resendMessage, { params: { message: id }, body: {} });
		await send();
		const [first, again] = await Promise.all(world.sink.received.map(({ raw }) => PostalMime.parse(raw)));
		expect(first?.to).toEqual([{ name: "Erika Muster", address: "erika@kunde.example" }]);
		expect(again?.to).toEqual(first?.to);
	});

	it("of which nobody knows whether they were sent are said, and repeated by a person only", async () => {
		world.sink.onText = async () => "drop";
		await queue({});
		await send();
		world.hub.advance(24 * 60 * MINUTE_MS);
		await send();
		expect(world.sink.sessions()).toBe(1);
		const lost = await message();
		expect(lost.state).toBe("unsure");
		expect(await told()).toMatchObject([{ code: "MESSAGE_UNSURE" }]);
		world.sink.onText = async () => "take";
		await call(world.merchant, resendMessage, { params: { message: lost.id }, body: {} });
		await send();
		expect(world.sink.received).toHaveLength(1);
		expect(await told()).toEqual([]);
	});

	it("wait while the server cannot be reached or refuses the login, and leave once it is right", async () => {
		await world.setServer({ password: "falsch" });
		await queue({}, {});
		for (const minutes of [2, 5, 10]) {
			await send();
			world.hub.advance(minutes * MINUTE_MS);
		}
		expect(world.sink.received).toEqual([]);
		expect(new Set((await messages()).map(({ state }) => state))).toEqual(new Set(["ready"]));
		expect(await told()).toMatchObject([
			{ code: "MAIL_SERVER_FAILS", text: { de: expect.stringContaining("lehnt die Anmeldung von laden ab") } },
		]);
		const state = await world.setServer({});
		expect(state).toMatchObject({ sends: true, problem: null, pausedUntil: null });
		await send();
		expect(world.sink.received).toHaveLength(2);
		expect(await told()).toEqual([]);
	});

	it("do not leave while everything is held (E5)", async () => {
		await call(world.merchant, patchSettings, { body: { hold: true } });
		await queue({});
		await send();
		expect(world.sink.sessions()).toBe(0);
		await call(world.merchant, patchSettings, { body: { hold: false } });
		await send();
		expect(world.sink.received).toHaveLength(1);
	});

	it("are not sent any more when their order was settled or they come too late; then their cause may come again", async () => {
		const shop = await connectShop(world.hub, { merchant: world.merchant });
		await shop.deliver(order("1"));
		const { id } = await shop.order("1");
		const soon = new Date(world.hub.now().getTime() + 5 * MINUTE_MS);
		world.sink.onRecipient = () => ({ code: 451, text: "later" });
		await queue({ order: id, onlyWhile: ["open"] }, { order: id, onlyWhile: ["open"], validUntil: soon });
		await send();
		world.hub.advance(6 * MINUTE_MS);
		await world.hub.sql.query("UPDATE orders SET state = 'paid' WHERE id = $1", [id]);
		world.sink.onRecipient = () => null;
		await send();
		expect(world.sink.received).toEqual([]);
		expect(new Set((await messages()).map(({ state, reply }) => `${state}: ${reply}`))).toEqual(
			new Set(["cancelled: the order is paid by now", "cancelled: too late to be sent"]),
		);
		expect((await queue({})).size).toBe(1);
	});

	it("can be cancelled until they are sent", async () => {
		await queue({});
		const waiting = await message();
		const cancelled = await call(world.merchant, cancelMessage, { params: { message: waiting.id } });
		expect(cancelled).toMatchObject({ state: "cancelled", reply: "cancelled by test" });
		await send();
		expect(world.sink.sessions()).toBe(0);
		await queue({ causeKey: "another" });
		await send();
		const sent = (await messages()).find(({ state }) => state === "sent");
		await expect(call(world.merchant, cancelMessage, { params: { message: sent?.id ?? "" } })).rejects.toThrow(
			/CONFLICT/,
		);
	});

	it("that were cancelled before they were written are never sent empty, whoever wants them once more", async () => {
		const shop = await connectShop(world.hub, { merchant: world.merchant });
		await shop.deliver(order("1"));
		const { id } = await shop.order("1");
		const intent = { message: "cancellation" };
		await queue({ order: id, kind: "cancellation", intent, text: "", html: null, onlyWhile: ["cancelled"] });
		await send();
		const again = async () => {
			const [newest] = await messages();
			await call(world.merchant, resendMessage, { params: { message: newest?.id ?? "" }, body: {} });
			await send();
			return (await messages())[0];
		};
		expect(await again()).toMatchObject({ state: "cancelled", reply: "the order is open by now" });
		await world.hub.sql.query("UPDATE orders SET state = 'cancelled', lifecycle = 'cancelled' WHERE id = $1", [id]);
		expect(await again()).toMatchObject({ state: "sent" });
		expect(world.sink.received).toHaveLength(1);
		expect((await PostalMime.parse(world.sink.received[0]?.raw ?? "")).text).toContain("N1");
	});

	it("are sent by one process, and by another one when that was killed before the text went over", async () => {
		const held = Promise.withResolvers<void>();
		const asked = Promise.withResolvers<void>();
		world.sink.onText = async () => {
			asked.resolve();
			await held.promise;
			return "take";
		};
		const other = await startHub({
			databaseUrl: world.hub.databaseUrl,
			secretKey: new Uint8Array(32),
			operatorKey: OPERATOR_KEY,
			clock: () => world.hub.now(),
			tickMs: null,
			log: world.hub.hub.log,
			allowPrivateAddresses: true,
		});
		try {
			await queue({}, { recipient: "zweite@kunde.example" });
			await world.hub.tick();
			await asked.promise;
			await other.hub.messageRuns.look(other.hub);
			await other.hub.messageRuns.idle();
			expect(world.sink.sessions()).toBe(1);
			// The first process is silent for too long: what it had handed over is unsure, the other one is sent.
			world.hub.advance(61_000);
			world.sink.onText = async () => "take";
			await other.hub.messageRuns.look(other.hub);
			await other.hub.messageRuns.idle();
			expect(new Set((await messages()).map(({ state }) => state))).toEqual(new Set(["sent", "unsure"]));
			const sent = (await messages()).find(({ state }) => state === "sent");
			held.resolve();
			await world.hub.hub.messageRuns.idle();
			expect(world.sink.received.filter(({ to }) => to === sent?.recipient)).toHaveLength(1);
			expect(world.hub.logged()).toContain("has lost it");
		} finally {
			held.resolve();
			await other.close();
		}
	});
});
