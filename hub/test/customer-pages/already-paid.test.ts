import {
	call,
	getOrderPlan,
	getPaymentProof,
	listNotifications,
	listPaymentAnswers,
	removePersonalData,
} from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, RemindingWorld } from "../reminding/reminding-world.ts";

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

describe("the page for who has paid already (F11)", () => {
	const world = new RemindingWorld();
	const { afterDays, place, morning } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	const customer = (language: string) => ({
		name: "Erika <b>Muster</b>",
		email: "erika@kunde.example",
		language,
		billing: { city: "Berlin", country: "DE" },
	});

	/** The link in the newest e-mail, as its text says it. */
	async function link(): Promise<string> {
		const mail = await PostalMime.parse(world.sink.received.at(-1)?.raw ?? "");
		return /http:\S+\/already-paid\/\S+/.exec(mail.text ?? "")?.[0] ?? "";
	}

	async function reminded(language = "de"): Promise<{ id: string; url: string }> {
		const id = await place("1", { customer: customer(language) });
		await afterDays(7);
		return { id, url: await link() };
	}

	function send(url: string, { note = "", proof }: { note?: string; proof?: File } = {}): Promise<Response> {
		const body = new FormData();
		body.set("note", note);
		body.set("proof", proof ?? new File([], ""));
		return fetch(url, { method: "POST", body });
	}

	const answers = async (order: string) =>
		(await call(world.merchant, listPaymentAnswers, { params: { order } })).items;

	it("is shown in the order's language, without script, and changes nothing when it is looked at", async () => {
		const { id, url } = await reminded();
		const page = await fetch(url);
		expect(page.status).toBe(200);
		expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
		expect(page.headers.get("content-security-policy")).not.toContain("script");
		expect(page.headers.get("referrer-policy")).toBe("no-referrer");
		const html = await page.text();
		expect(html).toContain('<html lang="de">');
		expect(html).toContain("Ich habe schon bezahlt");
		expect(html).toContain("100,00");
		expect(html).not.toContain("<script");
		expect(html).not.toContain("Muster");
		expect(await answers(id)).toEqual([]);
		expect((await call(world.merchant, getOrderPlan, { params: { order: id } })).arrangement.alreadyPaidAt).toBeNull();
	});

	it("is English for who does not read German", async () => {
		const { url } = await reminded("fr");
		expect(await (await fetch(url)).text()).toContain('<html lang="en">');
	});

	it("takes a note and a proof, holds the next reminder back for a while, and tells the merchant once", async () => {
		const { id, url } = await reminded();
		const proof = new File([PNG], "../Überweisung <1>.exe", { type: "application/x-msdownload" });
		const done = await send(url, { note: "  am 5.11. von meiner Frau  ", proof });
		expect(done.status).toBe(200);
		expect(await done.text()).toContain("Danke");
		await send(url, { note: "noch einmal" });
		const [second, first, ...others] = await answers(id);
		expect(others).toEqual([]);
		expect(second).toMatchObject({ note: "noch einmal", proof: null });
		expect(first).toMatchObject({
			note: "am 5.11. von meiner Frau",
			proof: { name: "Überweisung _1_.png", contentType: "image/png", size: PNG.length },
		});
		const params = { answer: first?.id ?? "" };
		expect(Buffer.from(await call(world.merchant, getPaymentProof, { params })).equals(PNG)).toBe(true);
		const plan = await call(world.merchant, getOrderPlan, { params: { order: id } });
		expect(plan.arrangement.alreadyPaidAt).toBe(world.hub.now().toISOString());
		const { items } = await call(world.merchant, listNotifications, {});
		expect(items.filter(({ code }) => code === "CUSTOMER_SAYS_PAID")).toMatchObject([
			{ about: { order: id }, text: { en: expect.stringContaining("sent a proof") } },
		]);
	});

	it("holds back no longer by being told again, until there was another reminder", async () => {
		const { id, url } = await reminded();
		const held = async () =>
			(await call(world.merchant, getOrderPlan, { params: { order: id } })).arrangement.alreadyPaidAt;
		await send(url);
		const since = await held();
		await afterDays(3);
		await send(url);
		expect(await held()).toBe(since);
		await afterDays(6);
		expect(world.sink.received).toHaveLength(3);
		await send(await link());
		expect(await held()).toBe(world.hub.now().toISOString());
	});

	it("refuses what is no document, what is too large, and what comes too often, in words", async () => {
		const { id, url } = await reminded();
		const script = new File(["<script>alert(1)</script>"], "beleg.pdf", { type: "application/pdf" });
		const refused = await send(url, { proof: script, note: "am 5. <b>" });
		expect(refused.status).toBe(422);
		const said = await refused.text();
		expect(said).toContain("weder PDF noch JPEG noch PNG");
		// What was written is not to be written again.
		expect(said).toContain("am 5. &#60;b&#62;</textarea>");
		const running = new File(["%PDF-1.7\n1 0 obj << /S /JavaScript /JS (app.alert(1)) >>"], "beleg.pdf");
		expect(await (await send(url, { proof: running })).text()).toContain("enthält ein Programm");
		const large = new File([PNG, new Uint8Array(5 * 1024 * 1024)], "beleg.png");
		expect((await send(url, { proof: large })).status).toBe(413);
		const huge = new File([PNG, new Uint8Array(6 * 1024 * 1024)], "beleg.png");
		const tooLarge = await send(url, { proof: huge });
		expect(tooLarge.status).toBe(413);
		expect(await tooLarge.text()).toContain("größer als 5 MB");
		expect((await fetch(url, { method: "POST", body: "nothing" })).status).toBe(400);
		expect(await answers(id)).toEqual([]);
		const statuses = [];
		for (let times = 0; times < 6; times++) statuses.push((await send(url)).status);
		expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
		world.hub.advance(2 * DAY_MS);
		expect((await send(url)).status).toBe(200);
		for (let times = 0; times < 30; times++) await fetch(url);
		expect((await fetch(url)).status).toBe(429);
	});

	it("asks nothing of an order that is paid by now", async () => {
		const { id, url } = await reminded();
		await morning({ text: "N1 Erika Muster" });
		await expect.poll(async () => (await world.shop.order("1")).state).toBe("paid");
		expect(await (await fetch(url)).text()).toContain("Diese Bestellung ist bezahlt");
		await send(url);
		expect(await answers(id)).toEqual([]);
	});

	it("is nobody's whose link was changed, or whose data were removed", async () => {
		const { id, url } = await reminded();
		const changed = `${url.slice(0, -2)}${url.endsWith("AA") ? "BB" : "AA"}`;
		expect((await fetch(changed)).status).toBe(404);
		expect((await send(changed)).status).toBe(404);
		await send(url);
		await call(world.merchant, removePersonalData, { params: { order: id } });
		expect((await fetch(url)).status).toBe(404);
		expect((await send(url)).status).toBe(404);
		expect(await answers(id)).toEqual([]);
	});
});
