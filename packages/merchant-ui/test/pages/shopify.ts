import { place, sessionToken } from "@kontor/plugin-shopify/fake";
import { describe, expect, it } from "vitest";
import { ago, told, type View } from "../support/admin.ts";
import { APP_BRIDGE, shopifyAdmin } from "../support/admin-scripts.ts";
import { accessibilityIssues } from "../support/axe.ts";
import type { Rig } from "../support/rig.ts";

export function inShopify(rig: Rig): void {
	describe("in Shopify's admin", () => {
		async function inShopify(tokens: readonly string[]): Promise<View> {
			const { domain } = rig.world.shopify.fake.shop;
			return rig.show({
				at: "https://admin.shopify.com/store/laden/apps/kontor",
				src: `${rig.world.kontor.url}/embedded/shopify?shop=${domain}&embedded=1&locale=de`,
				script: shopifyAdmin(tokens),
				prepare: (page) =>
					page.route("https://cdn.shopify.com/shopifycloud/app-bridge.js", (route) =>
						route.fulfill({ contentType: "text/javascript", body: APP_BRIDGE }),
					),
			});
		}

		it("links a shop that installed the app by itself with the merchant whose code is entered (A2)", async () => {
			const { shop } = rig.world.shopify.fake;
			const admin = await inShopify(Array.from({ length: 12 }, () => sessionToken(shop)));
			const { kontor } = admin;
			await kontor.getByText("Diesen Code in Kontor").waitFor();
			await rig.photograph(admin, "shopify-not-linked");
			expect(await accessibilityIssues(admin)).toEqual([]);
			const field = kontor.getByLabel("Code aus Kontor");
			await field.fill("WRONG-CODE");
			await kontor.getByRole("button", { name: "Verbinden" }).click();
			await kontor.getByText("Dieser Code gilt nicht").waitFor();
			await field.fill(await rig.world.kontor.linkCode());
			await kontor.getByRole("button", { name: "Verbinden" }).click();
			await kontor.getByRole("button", { name: "Jetzt verbinden" }).click({ timeout: 10_000 });
			await kontor.locator(".badge", { hasText: "Verbunden" }).waitFor();
			expect(await rig.world.kontor.shopOf("shopify")).toMatchObject({ state: "connected", name: shop.domain });
			expect(admin.complaints).toEqual([]);
		});

		it("is opened by App Bridge's token, and goes on with the next one when the session is over", async () => {
			const { fake } = rig.world.shopify;
			const { id } = await rig.world.kontor.shopOf("shopify");
			const admin = await inShopify([sessionToken(fake.shop), sessionToken(fake.shop)]);
			await admin.kontor.locator(".badge", { hasText: "Verbunden" }).waitFor();
			await rig.photograph(admin, "shopify");
			rig.world.kontor.advance(20 * 60_000);
			await admin.kontor.getByLabel("Manuell / Manual").selectOption("Vorkasse");
			await admin.kontor.getByRole("button", { name: "Zuordnung speichern" }).click();
			await admin.kontor.getByText("Die Zuordnung ist gespeichert.").waitFor();
			expect((await rig.world.kontor.show(id)).mapping.paymentMethods).toMatchObject({ manual: "prepayment" });
			expect(await told(admin)).toEqual(["Die Zuordnung ist gespeichert."]);
			expect(admin.complaints).toEqual([]);
		});

		it("reads the shop's payment methods again (A3), and keeps what is not saved meanwhile", async () => {
			const { fake } = rig.world.shopify;
			const { kontor } = await inShopify([sessionToken(fake.shop), sessionToken(fake.shop)]);
			await kontor.getByLabel("Zahlungsbedingungen").selectOption("Nur beobachten");
			place(fake.shop, { gateways: ["Bar bei Abholung"] });
			await kontor.getByRole("button", { name: "Liste neu lesen" }).click();
			await kontor.getByLabel("Bar bei Abholung").waitFor();
			expect(await kontor.getByLabel("Zahlungsbedingungen").inputValue()).toBe("monitored");
			await kontor.getByRole("button", { name: "Änderungen verwerfen" }).click();
			await kontor.getByText("Die Liste wurde neu gelesen.").waitFor();
			expect(await kontor.getByLabel("Zahlungsbedingungen").inputValue()).toBe("invoice");
			await kontor.getByLabel("Bar bei Abholung").selectOption("Nur beobachten");
			await kontor.getByRole("button", { name: "Zuordnung speichern" }).click();
			await kontor.getByText("Die Zuordnung ist gespeichert.").waitFor();
		});

		it("refuses tokens that are forged, too old, or another shop's", async () => {
			const { shop } = rig.world.shopify.fake;
			const other = { dest: "https://other.myshopify.com", iss: "https://other.myshopify.com/admin" };
			const admin = await inShopify([
				sessionToken(shop, {}, "another secret"),
				sessionToken(shop, { exp: ago(2).getTime() / 1000 }),
				sessionToken(shop, other),
			]);
			const src = (await admin.page.locator("iframe").getAttribute("src")) ?? "";
			for (const words of ["keine gültige Unterschrift", "abgelaufen", "von einem anderen Shop"]) {
				await admin.kontor.getByRole("alert").getByText(words).waitFor();
				expect(await admin.kontor.getByRole("combobox").count()).toBe(0);
				await admin.show(src);
			}
		});
	});
}
