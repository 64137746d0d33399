import { readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import {
	call,
	cancelMessage,
	doOrderAction,
	getLetterService,
	getMessage,
	getMessageFile,
	listOrderActions,
	putDocument,
	putLetterService,
	reportBounce,
	resendMessage,
	sendMessageAsLetter,
} from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { REPORTS } from "../messages/delivery-reports.ts";
import { DAY_MS } from "../reminding/reminding-world.ts";
import { ERIKA, LetterWorld } from "./letter-world.ts";

const MINUTE_MS = 60_000;
type Action = "send-payment-slip" | "send-reminder-letter" | "send-invoice-letter";

describe("letters", () => {
	const world = new LetterWorld();
	const { place, run, send, settings, letter, letters, printed, useService, told } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	const act = (order: string, action: Action) => call(world.merchant, doOrderAction, { params: { order, action } });
	const byLetter = () => settings({ prepayment: { informationByLetter: true, remindersByLetter: true } });

	describe("in the print folder (L2)", () => {
		it("are sent beside the e-mail by setting, with their address, once; taken away they were sent (F6, G10)", async () => {
			await byLetter();
			const id = await place("1", { customer: ERIKA });
			await run();
			await run();
			expect(world.sink.received).toHaveLength(1);
			const waiting = await letter();
			expect(waiting).toMatchObject({
				state: "accepted",
				order: id,
				kind: "paymentInformation",
				recipient: "Erika Muster",
				subject: "Zahlungsinformation zu Ihrer Bestellung N1",
			});
			expect(await printed()).toEqual([`${waiting.id}.pdf`]);
			const folder = join(world.folder, world.merchant.id);
			const pdf = await readFile(join(folder, `${waiting.id}.pdf`));
			const stored = await call(world.merchant, getMessageFile, { params: { message: waiting.id, position: 0 } });
			expect(Buffer.from(stored).equals(pdf)).toBe(true);
			expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
			expect(JSON.parse(await readFile(join(folder, "register", `${waiting.id}.json`), "utf8"))).toEqual({
				id: waiting.id,
				file: `${waiting.id}.pdf`,
				kind: "paymentInformation",
				subject: "Zahlungsinformation zu Ihrer Bestellung N1",
				address: ["Erika Muster", "Hauptstr. 1", "10115 Berlin"],
				order: "N1",
			});
			await rm(join(folder, `${waiting.id}.pdf`));
			world.hub.advance(DAY_MS);
			await run();
			expect((await letter()).state).toBe("sent");
			expect(await printed()).toEqual([]);
		});

		it("are not written a second time by whoever died before he could say that he wrote them (I5)", async () => {
			await byLetter();
			await place("1", { customer: ERIKA });
			const { id } = await letter();
			const file = join(world.folder, world.merchant.id, `${id}.pdf`);
			const { ino } = await stat(file);
			const died = () =>
				world.hub.sql.query(
					"UPDATE messages SET state = 'sending', lease = gen_random_uuid(), due_at = $2 WHERE id = $1",
					[id, world.hub.now()],
				);
			await died();
			await send();
			expect((await stat(file)).ino).toBe(ino);
			expect((await letter()).state).toBe("accepted");
			await rm(file);
			await died();
			await send();
			expect(await printed()).toEqual([]);
			expect((await letter()).state).toBe("sent");
		});

		it("can be taken back while they lie there, and not any more once they do not", async () => {
			await byLetter();
			await place("1", { customer: ERIKA });
			const { id } = await letter();
			const asked = await call(world.merchant, cancelMessage, { params: { message: id } });
			expect(asked.state).toBe("accepted");
			await send();
			expect(await letter()).toMatchObject({ state: "cancelled", reply: expect.stringContaining("cancelled by") });
			expect(await printed()).toEqual([]);
			await place("2", { customer: ERIKA });
			const [second] = await letters();
			await rm(join(world.folder, world.merchant.id, `${second?.id}.pdf`));
			await call(world.merchant, cancelMessage, { params: { message: second?.id ?? "" } });
			await send();
			expect((await letters())[0]).toMatchObject({ id: second?.id, state: "sent" });
			await expect(call(world.merchant, cancelMessage, { params: { message: second?.id ?? "" } })).rejects.toThrow(
				/CONFLICT/,
			);
		});
	});

	describe("of an order's page (G12)", () => {
		it("are a payment slip, a reminder whose level goes up, and the invoice once its PDF is there", async () => {
			const id = await place("1", {
				customer: ERIKA,
				paymentMethod: { id: "invoice", title: "Rechnung" },
				invoice: { number: "R1", date: "2026-11-02", documentRef: "d1" },
			});
			await act(id, "send-payment-slip");
			await expect(act(id, "send-invoice-letter")).rejects.toThrow(/no-invoice-pdf/);
			await call(world.shop.host, putDocument, {
				params: { connection: world.shop.id, ref: "1", document: "d1" },
				body: Buffer.from("%PDF-1.7 invoice"),
			});
			await act(id, "send-invoice-letter");
			const { taken } = await act(id, "send-reminder-letter");
			expect(taken.at(-1)).toMatchObject({ kind: "reminder", level: 1, by: "person" });
			await send();
			const sent = await letters();
			expect(sent.map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual([
				"invoice accepted",
				"paymentInformation accepted",
				"reminder accepted",
			]);
			const invoice = sent.find(({ kind }) => kind === "invoice");
			const file = await call(world.merchant, getMessageFile, { params: { message: invoice?.id ?? "", position: 0 } });
			expect(Buffer.from(file).toString()).toBe("%PDF-1.7 invoice");
			const slip = sent.find(({ kind }) => kind === "paymentInformation");
			const pdf = await call(world.merchant, getMessageFile, { params: { message: slip?.id ?? "", position: 0 } });
			expect(
				Buffer.from(pdf)
					.toString("latin1")
					.match(/\/Type \/Page\b/g),
			).toHaveLength(2);
		});

		it("are offered only where there is an address to post them to", async () => {
			const id = await place("1");
			const { items } = await call(world.merchant, listOrderActions, { params: { order: id } });
			const why = Object.fromEntries(items.map(({ action, why: reason }) => [action, reason?.code]));
			expect(why).toMatchObject({
				"send-payment-slip": "no-postal-address",
				"send-reminder-letter": "no-postal-address",
			});
		});

		it("of an invoice that is made later wait for its PDF (B5)", async () => {
			await settings({ invoice: { invoiceByLetter: true } });
			await place("1", { customer: ERIKA, paymentMethod: { id: "invoice", title: "Rechnung" } });
			expect(await letter()).toMatchObject({
				kind: "invoice",
				state: "ready",
				reply: "the invoice's PDF is not there yet",
			});
			await call(world.shop.host, putDocument, {
				params: { connection: world.shop.id, ref: "1", document: "d1" },
				body: Buffer.from("%PDF-1.7 invoice"),
			});
			world.hub.advance(4 * 60 * MINUTE_MS);
			await send();
			expect((await letter()).state).toBe("accepted");
		});
	});

	describe("of an e-mail (G9)", () => {
		it("say the same by post; what was sent can be sent once more", async () => {
			await place("1", { customer: ERIKA });
			const [email] = await world.messages();
			// Of what is paid, nobody is asked once more.
			await world.hub.sql.query("UPDATE orders SET state = 'paid' WHERE number = 'N1'");
			const byPost = () => call(world.merchant, sendMessageAsLetter, { params: { message: email?.id ?? "" } });
			await expect(byPost()).rejects.toThrow(/CONFLICT/);
			await world.hub.sql.query("UPDATE orders SET state = 'open' WHERE number = 'N1'");
			const made = await byPost();
			expect(made).toMatchObject({ channel: "letter", state: "ready" });
			await send();
			const sent = await call(world.merchant, getMessage, { params: { message: made.id } });
			expect(sent).toMatchObject({ state: "accepted", address: ["Erika Muster", "Hauptstr. 1", "10115 Berlin"] });
			expect(sent.files).toMatchObject([{ contentType: "application/pdf" }]);
			await rm(join(world.folder, world.merchant.id, `${made.id}.pdf`));
			world.hub.advance(DAY_MS);
			await send();
			const again = await call(world.merchant, resendMessage, { params: { message: made.id }, body: {} });
			await send();
			expect(await printed()).toEqual([`${again.id}.pdf`]);
		});

		it("are not sent for what was paid meanwhile, also where a person had sent the e-mail once more", async () => {
			await place("1", { customer: ERIKA });
			const [email] = await world.messages();
			const again = await call(world.merchant, resendMessage, { params: { message: email?.id ?? "" }, body: {} });
			await send();
			const made = await call(world.merchant, sendMessageAsLetter, { params: { message: again.id } });
			await world.hub.sql.query("UPDATE orders SET state = 'paid' WHERE number = 'N1'");
			await send();
			expect(await letter()).toMatchObject({ id: made.id, state: "cancelled", reply: "the order is paid by now" });
			await expect(call(world.merchant, sendMessageAsLetter, { params: { message: again.id } })).rejects.toThrow(
				/CONFLICT/,
			);
		});

		it("are sent by themselves where one came back, by setting, once", async () => {
			await settings({ common: { undeliverableByLetter: true } });
			await place("1", { customer: ERIKA });
			const [email] = await world.messages();
			const body = Buffer.from(REPORTS.postfix({ id: email?.id ?? "", to: ERIKA.email }));
			await call(world.merchant, reportBounce, { body });
			await call(world.merchant, reportBounce, { body });
			await send();
			expect(await letter()).toMatchObject({ kind: "paymentInformation", state: "accepted" });
		});
	});

	it("of several reminders of a customer are one, with the slip of his country (M8, F9)", async () => {
		await settings({ common: { oneMessagePerCustomer: true }, prepayment: { remindersByLetter: true } });
		await world.hub.sql.query("UPDATE accounts SET number = 'CH9300762011623852957', currency = 'CHF' WHERE id = $1", [
			world.account,
		]);
		await world.hub.sql.query("UPDATE accounts SET lag_days = 30 WHERE id = $1", [world.account]);
		const billing = { ...ERIKA.billing, postcode: "8001", city: "Zürich", country: "CH" };
		const francs = (minor: number) => ({ minor, currency: "CHF" });
		const swiss = { customer: { ...ERIKA, billing }, amount: francs(10_000), receivedInShop: francs(0) };
		await place("1", swiss);
		await place("2", swiss);
		world.hub.advance(8 * DAY_MS);
		await world.hub.sql.query("UPDATE connections SET reached_at = $2 WHERE id = $1", [world.shop.id, world.hub.now()]);
		await run();
		const reminder = await letter();
		expect(reminder).toMatchObject({ kind: "severalReminder", state: "accepted" });
		const detail = await call(world.merchant, getMessage, { params: { message: reminder.id } });
		expect(detail.address).toEqual(["Erika Muster", "Hauptstr. 1", "8001 Zürich", "SCHWEIZ"]);
		const [mail] = world.sink.received.slice(-1).map(({ raw }) => PostalMime.parse(raw));
		expect((await mail)?.attachments).toMatchObject([{ mimeType: "image/png" }]);
		expect((await mail)?.text).toContain("CHF\u00a0200.00");
	});

	it("that cannot be written keep no others from leaving", async () => {
		const id = await place("1", { customer: ERIKA });
		// As of a later release, whose process runs beside this one.
		await world.queue({ order: id, channel: "letter", intent: { message: "inventedLater" } });
		await byLetter();
		await place("2", { customer: ERIKA });
		await send();
		expect((await letters()).map(({ state }) => state).toSorted()).toEqual(["accepted", "ready"]);
	});

	describe("by a letter service", () => {
		beforeEach(async () => {
			await useService();
			await byLetter();
		});
		const later = async () => {
			world.hub.advance(20 * MINUTE_MS);
			await send();
		};

		it("are handed over once, followed until they are posted, and never show the key", async () => {
			await place("1", { customer: ERIKA });
			await send();
			const { id } = await letter();
			expect(world.service.jobs).toMatchObject([
				{
					filename_original: `${id}.pdf`,
					notice: expect.stringContaining(id),
					specification: { color: "1", mode: "duplex", shipping: "auto" },
				},
			]);
			expect(world.service.jobs[0]?.pdf.subarray(0, 5).toString()).toBe("%PDF-");
			expect((await letter()).state).toBe("accepted");
			for (const job of world.service.jobs) job.status = "done";
			await later();
			expect(await letter()).toMatchObject({ state: "sent", reply: "done" });
			expect(JSON.stringify(await call(world.merchant, getLetterService, {}))).not.toContain("lxp-key");
			expect(world.hub.logged()).not.toContain("lxp-key");
			expect(await told()).toEqual([]);
		});

		it("that were taken without an answer are looked up, and not handed over again (I5)", async () => {
			world.service.onJob = () => "take-and-break";
			await place("1", { customer: ERIKA });
			expect((await letter()).state).toBe("ready");
			world.service.onJob = () => "take";
			await later();
			expect(world.service.jobs).toHaveLength(1);
			expect(world.service.calls.filter((one) => one === "POST /printjobs")).toHaveLength(1);
			expect((await letter()).state).toBe("accepted");
		});

		it("that may have been taken are asked back where a person cancels them, not just forgotten", async () => {
			world.service.onJob = () => "take-and-break";
			await place("1", { customer: ERIKA });
			await call(world.merchant, cancelMessage, { params: { message: (await letter()).id } });
			await send();
			await send();
			expect(world.service.jobs).toMatchObject([{ status: "canceled" }]);
			expect(await letter()).toMatchObject({ state: "cancelled", reply: expect.stringContaining("cancelled by") });
		});

		it("that never arrived are handed over again, after they were looked for in every list", async () => {
			world.service.onJob = () => "break";
			await place("1", { customer: ERIKA });
			expect(world.service.jobs).toHaveLength(0);
			world.service.onJob = () => "take";
			await later();
			expect(world.service.jobs).toHaveLength(1);
			expect((await letter()).state).toBe("accepted");
		});

		it("that cannot be looked up are said to be unsure, and repeated by nobody", async () => {
			world.service.echoes = false;
			world.service.onJob = () => "take-and-break";
			await place("1", { customer: ERIKA });
			world.service.onJob = () => "take";
			await later();
			await later();
			expect(world.service.jobs).toHaveLength(1);
			expect((await letter()).state).toBe("unsure");
			expect(await told()).toMatchObject([{ code: "LETTER_UNSURE" }]);
		});

		it("that it refuses are said, and not tried again", async () => {
			world.service.onJob = () => "refuse";
			await place("1", { customer: ERIKA });
			await later();
			expect(world.service.calls.filter((one) => one === "POST /printjobs")).toHaveLength(1);
			expect(await letter()).toMatchObject({ state: "refused", reply: "Address could not be read" });
			expect(await told()).toMatchObject([{ code: "LETTER_REFUSED" }]);
		});

		it("wait where it refuses the login, which the merchant is told of once, and leave with the right one", async () => {
			await useService({ user: "ladne" });
			await place("1", { customer: ERIKA });
			for (let tries = 0; tries < 4; tries++) await later();
			expect((await letter()).state).toBe("ready");
			expect(await told()).toMatchObject([
				{ code: "LETTER_SERVICE_FAILS", text: { de: expect.stringContaining("Unauthorized.") } },
			]);
			await useService();
			await send();
			expect((await letter()).state).toBe("accepted");
			expect(await told()).toEqual([]);
		});

		it("are taken back while they were not printed; where it is too late they go", async () => {
			await place("1", { customer: ERIKA });
			const { id } = await letter();
			await call(world.merchant, cancelMessage, { params: { message: id } });
			await send();
			expect(await letter()).toMatchObject({ state: "cancelled" });
			await place("2", { customer: ERIKA });
			const [second] = await letters();
			for (const job of world.service.jobs) if (job.status === "queue") job.status = "done";
			await call(world.merchant, cancelMessage, { params: { message: second?.id ?? "" } });
			await send();
			expect((await letters())[0]?.state).toBe("sent");
		});

		it("that were given to a service which is not used any more are not given to the next one", async () => {
			world.service.onJob = () => "take-and-break";
			await place("1", { customer: ERIKA });
			await call(world.merchant, putLetterService, { body: { service: null } });
			await later();
			expect((await letter()).state).toBe("unsure");
			expect(world.service.jobs).toHaveLength(1);
		});

		it("that another service has are left to it", async () => {
			await place("1", { customer: ERIKA });
			await call(world.merchant, putLetterService, { body: { service: null } });
			await later();
			expect(await letter()).toMatchObject({ state: "sent", reply: expect.stringContaining("not used any more") });
			expect(await told()).toEqual([]);
		});
	});
});
