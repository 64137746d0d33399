import { call, getConfig, putConfig } from "@kontor/protocol";
import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { tooWide, type View } from "../support/admin.ts";
import { accessibilityIssues } from "../support/axe.ts";
import type { Rig } from "../support/rig.ts";

export function rules(rig: Rig): void {
	const storedRules = async () => (await config()).ruleSets;
	const config = () => call(rig.world.kontor.merchant, getConfig, { params: { connection: connection() } });
	const connection = () => rig.world.bueroplus.connection.id;

	/** Two orders of the WooCommerce shop: one is paid, the other waits. */
	function placeOrders(): void {
		const { erp } = rig.world.bueroplus;
		const order = { kind: "Auftragsbestätigung", platform: "WooCommerce" };
		const paid = erp.add({ ...order, amount: "119.00", platformOrder: "AU-4711" });
		erp.set(paid, { fldKdBezBet: "119.00" });
		erp.add({ ...order, amount: "49.90", platformOrder: "AU-4712" });
	}

	function open(language: "de" | "en", width?: number): Promise<View> {
		return rig.world.kontor.pageLink(connection(), language).then((url) => rig.open(url, width));
	}

	describe("the rules of büro⁺", () => {
		it("are made, looked through for what contradicts, tried on real orders, and saved (J2 to J7)", async () => {
			placeOrders();
			const view = await open("de");
			const { kontor, page } = view;
			const from = (status: string) => kontor.locator("details.code").filter({ hasText: `Von „${status}“` });
			const save = kontor.getByRole("button", { name: "Regeln speichern" });

			await from("Offen").locator("summary").first().click();
			await from("Offen").getByLabel("Regeln ab diesem Status anwenden").check();
			await from("Offen").getByLabel("In Bearbeitung").check();
			await from("Offen").getByLabel("Bedingung hinzufügen").selectOption("Zahlung vollständig eingegangen");

			// With the shipment records comes the recommended condition; without it the form says what may happen (J5, J6).
			await from("In Bearbeitung").locator("summary").first().click();
			await from("In Bearbeitung").getByLabel("Regeln ab diesem Status anwenden").check();
			await from("In Bearbeitung").getByLabel("Versendet").check();
			const sent = from("In Bearbeitung").locator(".rule").first();
			await sent.getByLabel("Versanddatensätze übertragen").check();
			await sent.getByRole("group", { name: "Nur wenn ein Versanddatensatz als erledigt" }).waitFor();
			await sent.getByRole("button", { name: "Bedingung entfernen" }).click();
			await sent.getByText("kann der Status ohne Sendungsnummer hinausgehen").waitFor();
			await rig.photograph(view, "rules-without-recommended", card(view));
			await sent.getByRole("button", { name: "Bedingung einsetzen" }).click();
			await sent.getByLabel("Kunde per E-Mail darüber informieren").check();
			expect(await optionsOf(sent.getByLabel("E-Mail-Layout"))).toEqual(["Versandbestätigung"]);

			// A way back without a condition is a circle: said at the rules it is about, and not saved.
			await from("In Bearbeitung").getByLabel("Offen").check();
			await from("In Bearbeitung").getByText("Der Status liefe im Kreis").waitFor();
			await from("Offen").getByText("Der Status liefe im Kreis").waitFor();
			await save.click();
			await kontor.getByText("Bitte zuerst beheben, was bei den Regeln markiert ist.").waitFor();
			await rig.photograph(view, "rules-circle", card(view));
			expect(await storedRules()).toBeUndefined();
			// By keyboard alone: switched off with its rules, which is asked.
			await from("In Bearbeitung").getByLabel("Offen").focus();
			await page.keyboard.press("Space");
			await kontor.getByRole("dialog").getByText("werden damit gelöscht").waitFor();
			await page.keyboard.press("Tab");
			await page.keyboard.press("Enter");
			await kontor.getByText("Der Status liefe im Kreis").first().waitFor({ state: "detached" });

			await kontor.getByRole("button", { name: "Regeln proben" }).click();
			await kontor.getByText("1 von 2 Bestellungen würden den Status wechseln.").waitFor();
			const row = kontor.getByRole("row", { name: "AU-4711" });
			await row.getByText("→ In Bearbeitung", { exact: true }).waitFor();
			await row.getByText("Warum").click();
			await row.getByText("Zahlung vollständig eingegangen: 119,00 EUR von 119,00 EUR").waitFor();
			await kontor.getByRole("row", { name: "AU-4712" }).getByText("bleibt").waitFor();
			expect(await accessibilityIssues(view)).toEqual([]);
			for (const width of [360, 768, 1400]) {
				await page.setViewportSize({ width, height: 900 });
				expect(await tooWide(view), `${width} pixels`).toBeLessThanOrEqual(0);
				await rig.photograph(view, `rules-${width}`, card(view));
			}

			expect(await storedRules()).toBeUndefined();

			await save.click();
			await kontor.getByText("Die Regeln sind gespeichert.").waitFor();
			expect(await storedRules()).toEqual([
				{
					platform: "woocommerce",
					active: ["open", "inProgress"],
					rules: [
						{
							id: "open-inProgress",
							from: "open",
							to: "inProgress",
							conditions: [{ is: "payment-received", with: {} }],
							inform: null,
							transferShipments: false,
						},
						{
							id: "inProgress-shipped",
							from: "inProgress",
							to: "shipped",
							conditions: [{ is: "shipment-done", with: {} }],
							inform: { layout: "Versandbestätigung" },
							transferShipments: true,
						},
					],
				},
			]);
			expect(view.complaints).toEqual([]);
		});

		it("are not lost where somebody else saves others meanwhile, or the session ends", async () => {
			const view = await open("en", 1400);
			const { kontor, page } = view;
			const source = kontor.locator("details.code").filter({ hasText: "From “Open”" });
			const rule = source.locator(".rule").first();
			await rule.locator("summary").click();
			await rule.getByLabel("Add a condition").selectOption("Amount is at least");
			await rule.getByLabel("Amount", { exact: true }).fill("12.50");
			await kontor.getByText("Unsaved changes", { exact: true }).waitFor();

			const theirs = await config();
			await call(rig.world.kontor.merchant, putConfig, {
				params: { connection: connection() },
				body: { ...theirs, ruleSets: [] },
			});
			await kontor.getByRole("button", { name: "Save rules" }).click();
			await kontor.getByRole("alert").getByText("Somebody else has changed the rules meanwhile.").waitFor();
			expect(await storedRules()).toEqual([]);
			for (const width of [360, 1400]) {
				await page.setViewportSize({ width, height: 900 });
				await rig.photograph(view, `rules-conflict-${width}`, card(view));
			}
			expect(await accessibilityIssues(view, '[role="alert"]')).toEqual([]);
			await kontor.getByRole("button", { name: "Go on with my rules" }).click();

			rig.world.kontor.advance(16 * 60_000);
			await kontor.getByRole("button", { name: "Save rules" }).click();
			await kontor.getByText("This session has ended after 15 minutes.").first().waitFor();
			expect(await rule.getByLabel("Amount", { exact: true }).inputValue()).toBe("12.50");
			// Another link in the address bar of the same tab.
			await page.goto(await rig.world.kontor.pageLink(connection(), "en"));
			await kontor.getByText("This session has ended").first().waitFor({ state: "detached" });
			await kontor.getByRole("button", { name: "Save rules" }).click();
			await kontor.getByText("The rules are saved.").waitFor();
			const least = { minor: 1250, currency: "EUR" };
			expect(await storedRules()).toMatchObject([
				{ rules: [{ conditions: [{ is: "payment-received" }, { is: "order-amount", with: { least } }] }, {}] },
			]);
		});

		it("show what is saved where that is another than what was typed, and keep what is typed meanwhile", async () => {
			const put = async (minor: number) =>
				call(rig.world.kontor.merchant, putConfig, {
					params: { connection: connection() },
					body: { ...(await config()), ruleSets: [rulesOf(minor)] },
				});
			await put(1250);
			const { kontor, page } = await open("en");
			const rule = kontor.locator(".rule").first();
			await rule.locator("summary").click();
			const amount = rule.getByLabel("Amount", { exact: true });
			const articles = rule.getByLabel("Article numbers", { exact: true });
			const discard = kontor.getByRole("button", { name: "Discard changes" });
			await amount.fill("99");
			await articles.first().fill("Z-9, ");
			expect(await articles.first().inputValue()).toBe("Z-9, ");
			await discard.click();
			expect([await amount.inputValue(), await articles.first().inputValue()]).toEqual(["12.50", "A-1"]);
			await rule.getByRole("button", { name: "Remove condition: Contains" }).first().click();
			expect(await articles.first().inputValue()).toBe("B-2");
			await discard.click();

			const onPut = { before: async () => {}, after: async () => {} };
			await page.route("**/v1/connections/*/config*", async (route) => {
				if (route.request().method() !== "PUT") return route.continue();
				await onPut.before();
				const response = await route.fetch();
				await onPut.after();
				return route.fulfill({ response });
			});
			onPut.before = () => amount.fill("20");
			await amount.fill("15");
			const save = kontor.getByRole("button", { name: "Save rules" });
			await save.click();
			await expect.poll(storedRules, SLOW).toEqual([rulesOf(1500)]);
			await kontor.getByText("Unsaved changes", { exact: true }).waitFor();
			expect(await amount.inputValue()).toBe("20");

			// Somebody else saves right after: these are shown, and not written over by what is saved next.
			onPut.before = async () => {};
			onPut.after = async () => void (await put(7700));
			await save.click();
			await expect.poll(() => amount.inputValue(), SLOW).toBe("77.00");
		});
	});
}

const SLOW = { timeout: 10_000 };

function rulesOf(minor: number) {
	const conditions = [
		{ is: "article", with: { articles: ["A-1"] } },
		{ is: "article", with: { articles: ["B-2"] } },
		{ is: "order-amount", with: { least: { minor, currency: "EUR" } } },
	];
	const effects = { inform: null, transferShipments: false };
	const rule = { id: "large", from: "open", to: "inProgress", conditions, ...effects };
	return { platform: "woocommerce", active: ["open"], rules: [rule] };
}

function card({ kontor }: View): Locator {
	return kontor.locator("section.card").nth(2);
}

function optionsOf(select: Locator): Promise<string[]> {
	return select.locator("option").allTextContents();
}
