import {
	approveRepayment,
	askForBankDetails,
	call,
	listNotifications,
	listRepayments,
	removePersonalData,
	withdrawRepayment,
} from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { DAY_MS, RemindingWorld } from "../reminding/reminding-world.ts";
import { OWN_IBAN } from "../support/statements.ts";

const IBAN = "DE02 1203 0000 0000 2020 51";
const AMOUNT = { minor: 3_000, currency: "EUR" };

describe("the page that asks for bank details (K2)", () => {
	const world = new RemindingWorld();
	const { place, morning, jobsDone } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	/** An order that was paid, and its customer asked where 30.00 of it may go back to. */
	async function asked(language = "de"): Promise<{ order: string; repayment: string; url: string }> {
		const customer = {
			name: "Erika <b>Muster</b>",
			email: "erika@kunde.example",
			language,
			billing: { country: "DE" },
		};
		const order = await place("1", { customer });
		world.hub.advance(DAY_MS);
		await morning({ name: "Erika Muster", text: "N1" });
		await jobsDone();
		const body = { amount: AMOUNT };
		const { id, state, payee } = await call(world.merchant, askForBankDetails, { params: { order }, body });
		expect([state, payee]).toEqual(["asked", ""]);
		await world.send();
		const mail = await PostalMime.parse(world.sink.received.at(-1)?.raw ?? "");
		expect(mail.text).toContain(language === "de" ? "30,00" : "30.00");
		return { order, repayment: id, url: /http:\S+\/bank-details\/\S+/.exec(mail.text ?? "")?.[0] ?? "" };
	}

	const give = (url: string, payee: string, iban: string) =>
		fetch(url, { method: "POST", body: new URLSearchParams({ payee, iban }) });
	const repayments = async (order: string) => (await call(world.merchant, listRepayments, { query: { order } })).items;

	it("arranges the repayment with what the customer says, once, and tells the merchant", async () => {
		const { order, repayment, url } = await asked();
		const params = { repayment };
		await expect(call(world.merchant, approveRepayment, { params })).rejects.toMatchObject({
			problem: { code: "CONFLICT" },
		});
		const html = await (await fetch(url)).text();
		expect(html).toContain('<html lang="de">');
		expect(html).toContain("30,00");
		expect(html).not.toMatch(/<script|Muster/);
		expect((await repayments(order))[0]?.state).toBe("asked");

		const done = await give(url, " Erika Muster ", IBAN);
		expect([done.status, await done.text()]).toEqual([200, expect.stringContaining("Danke")]);
		const [arranged] = await repayments(order);
		expect(arranged).toMatchObject({ state: "arranged", payee: "Erika Muster", iban: "DE02120300000000202051" });
		const { items } = await call(world.merchant, listNotifications, { query: {} });
		expect(items.filter(({ code }) => code === "BANK_DETAILS_GIVEN")).toHaveLength(1);

		// Whoever opens the link later neither sees nor changes anything.
		for (const later of [await fetch(url), await give(url, "Max Dieb", "DE89370400440532013000")]) {
			expect([later.status, (await later.text()).includes("Erika")]).toEqual([200, false]);
		}
		expect(await repayments(order)).toEqual([arranged]);
		expect((await call(world.merchant, approveRepayment, { params })).state).toBe("approved");
	});

	it("says what is wrong, and keeps what was written", async () => {
		const { order, url } = await asked("en");
		for (const [payee, iban, says] of [
			["<b>Erika</b>", "DE02120300000000202052", "This IBAN cannot be right"],
			["", IBAN, "in whose name"],
			["x".repeat(71), IBAN, "in whose name"],
			// The merchant's own account: not told as such.
			["Erika", OWN_IBAN, "This IBAN cannot be right"],
		] as const) {
			const page = await give(url, payee, iban);
			const html = await page.text();
			expect([page.status, html.includes(says)]).toEqual([422, true]);
			expect(html).not.toContain("<b>Erika");
		}
		expect((await repayments(order)).map(({ state }) => state)).toEqual(["asked"]);
	});

	it("asks nobody who cannot be written to, for no more than makes sense, and not for what was withdrawn or erased", async () => {
		const { order, repayment, url } = await asked();
		const params = { order };
		const tooMuch = call(world.merchant, askForBankDetails, {
			params,
			body: { amount: { minor: 9_000, currency: "EUR" } },
		});
		await expect(tooMuch).rejects.toMatchObject({ problem: { code: "INVALID_REQUEST" } });
		await call(world.merchant, withdrawRepayment, { params: { repayment } });
		expect(await (await give(url, "Erika Muster", IBAN)).text()).toContain("nichts mehr einzugeben");
		await call(world.merchant, removePersonalData, { params });
		expect((await fetch(url)).status).toBe(404);
		const again = call(world.merchant, askForBankDetails, { params, body: { amount: AMOUNT } });
		await expect(again).rejects.toMatchObject({ problem: { code: "CONFLICT" } });
		expect((await fetch(`${url.slice(0, -2)}AA`)).status).toBe(404);
	});
});
