import {
	call,
	getMessage,
	listChanges,
	listMessageTexts,
	type MessageText,
	ProblemError,
	previewMessageText,
	putMessageText,
	putReceivablesSettings,
} from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ERIKA, LetterWorld } from "../letters/letter-world.ts";

const OWN = {
	subject: "Bitte zahlen: {{ order.number }}",
	body: "{{ salutation }}\n\nhier ist **alles**, was Sie brauchen:\n\n{{ payment }}",
};
const INFORMATION = { kind: "paymentInformation", locale: "de" } as const;

describe("a merchant's own texts (A11)", () => {
	const world = new LetterWorld();
	const { place, told, subjects } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	type Put = Parameters<typeof call<typeof putMessageText>>[2]["body"];
	const put = (text: Put["text"] = OWN, of: Partial<Put> = {}): Promise<MessageText> =>
		call(world.merchant, putMessageText, { body: { ...INFORMATION, ...of, text } });
	const textOf = async (locale: string, connection?: string) => {
		const query = { kind: "paymentInformation", ...(connection !== undefined && { connection }) } as const;
		const { items } = await call(world.merchant, listMessageTexts, { query });
		return items.find((one) => one.locale === locale);
	};
	const lastMail = () => PostalMime.parse(world.sink.received.at(-1)?.raw ?? "");

	it("are sent from then on, by e-mail and letter, until ours are restored; what was sent stays as it was", async () => {
		await call(world.merchant, putReceivablesSettings, { body: { prepayment: { informationByLetter: true } } });
		await place("1", { customer: ERIKA });
		expect(await put()).toMatchObject({ own: OWN, effective: OWN, from: "merchant", needs: ["payment"] });
		await place("2", { customer: ERIKA });
		expect((await lastMail()).text).toContain("hier ist alles, was Sie brauchen");
		expect((await world.letters()).map(({ subject }) => subject)).toEqual([
			"Bitte zahlen: N2",
			"Zahlungsinformation zu Ihrer Bestellung N1",
		]);
		expect(await put(null)).toMatchObject({ own: null, from: "builtIn" });
		await place("3", { customer: ERIKA });
		expect(subjects()).toEqual([
			"Zahlungsinformation zu Ihrer Bestellung N1",
			"Bitte zahlen: N2",
			"Zahlungsinformation zu Ihrer Bestellung N3",
		]);
		const sent = (await world.messages()).find(({ subject, channel }) => subject.endsWith("N2") && channel === "email");
		const { text } = await call(world.merchant, getMessage, { params: { message: sent?.id ?? "" } });
		expect(text).toContain("hier ist alles");
		const changes = (await call(world.merchant, listChanges, {})).items.filter(({ event }) => event === "text-changed");
		expect(changes.map(({ cause }) => cause)).toMatchObject([
			{ credential: "test", kind: "paymentInformation", locale: "de", from: OWN, to: null },
			{ credential: "test", from: null, to: OWN },
		]);
	});

	it("of one shop come before the merchant's, and German ones before ours in Switzerland, in its spelling", async () => {
		const grüße = { ...OWN, body: `${OWN.body}\n\nMit freundlichen Grüßen` };
		await put(grüße);
		expect(await textOf("de-CH")).toMatchObject({
			own: null,
			from: "merchant",
			effective: { body: expect.stringContaining("Freundliche Grüsse") },
		});
		expect(await textOf("en")).toMatchObject({ own: null, from: "builtIn" });
		const ofShop = { subject: "Vom Shop: {{ order.number }}", body: OWN.body };
		expect(await put(ofShop, { connection: world.shop.id })).toMatchObject({ own: ofShop, from: "shop" });
		expect(await textOf("de")).toMatchObject({ own: grüße, effective: grüße });
		await place("1");
		expect(subjects()).toEqual(["Vom Shop: N1"]);
		expect(await put(null, { connection: world.shop.id })).toMatchObject({ own: null, from: "merchant" });
	});

	it("are refused with line and column where they cannot be, and nothing of them is kept", async () => {
		const refused = async (body: string, subject = OWN.subject) => {
			const error = await put({ subject, body }).catch((thrown: unknown) => thrown);
			if (!(error instanceof ProblemError)) throw new Error("it was taken");
			return { issues: error.problem.issues, de: error.problem.forMerchant?.de };
		};
		expect(await refused("Bitte zahlen!")).toMatchObject({
			issues: [{ path: "body.text.body" }],
			de: expect.stringContaining("Bankverbindung"),
		});
		expect(await refused(`${OWN.body}\n\n{{ order.nubmer }}`)).toMatchObject({
			issues: [{ path: "body.text.body", message: expect.stringMatching(/^7:4 .*order\.number/) }],
			de: expect.stringContaining('Meinten Sie "order.number"?'),
		});
		expect((await refused(`${OWN.body}\n{% if amount %}`)).de).toContain("nicht geschlossen");
		expect((await refused("{% if payableUntil %}{{ payment }}{% endif %}")).de).toContain("von keiner Bedingung");
		expect((await refused(OWN.body, "{% if payableUntil %}x{% endif %}")).de).toContain("leer");
		expect(await textOf("de")).toMatchObject({ own: null, from: "builtIn" });
		await expect(put(OWN, { connection: crypto.randomUUID() })).rejects.toThrow(/NOT_FOUND/);
	});

	it("cost no message when they fail later: ours is sent, and the merchant is told once", async () => {
		await put();
		// As an older release took it.
		await world.hub.sql.query(
			"UPDATE message_texts SET body = '{{ payment }} {{ gone.by.now }}' WHERE merchant_id = $1",
			[world.merchant.id],
		);
		await place("1");
		await place("2");
		expect(subjects()).toEqual([1, 2].map((n) => `Zahlungsinformation zu Ihrer Bestellung N${n}`));
		expect(await told()).toMatchObject([
			{ code: "MESSAGE_TEXT_FAILS", text: { de: expect.stringContaining("Zahlungsinformation") } },
		]);
		await put();
		expect(await told()).toEqual([]);
		await place("3");
		expect(subjects().at(-1)).toBe("Bitte zahlen: N3");
	});

	it("are shown with a real order before they are kept, as text, HTML and PDF; nothing is sent", async () => {
		const order = await place("1", { customer: ERIKA });
		const preview = (body: Partial<Parameters<typeof call<typeof previewMessageText>>[2]["body"]>) =>
			call(world.merchant, previewMessageText, { body: { ...INFORMATION, ...body } });
		const shown = await preview({ text: OWN, order, letter: true });
		expect(shown).toMatchObject({ subject: "Bitte zahlen: N1", fault: null });
		expect(shown.text).toContain("100,00");
		expect(shown.html).toContain("data:image/png;base64,");
		expect(
			Buffer.from(shown.pdf ?? "", "base64")
				.subarray(0, 5)
				.toString(),
		).toBe("%PDF-");
		expect((await preview({ kind: "severalReminder", order })).text).toContain("N1");
		expect((await preview({ kind: "paymentReceived", locale: "en", order })).text).toContain("EUR");
		expect(await preview({ kind: "collectionNotice" })).toMatchObject({ pdf: null, fault: null });
		await expect(preview({ text: { ...OWN, body: "ohne" }, order })).rejects.toThrow(/INVALID_REQUEST/);
		await expect(preview({ order: crypto.randomUUID() })).rejects.toThrow(/NOT_FOUND/);
		expect(await textOf("de")).toMatchObject({ own: null });
		expect(world.sink.received).toHaveLength(1);
	});
});
