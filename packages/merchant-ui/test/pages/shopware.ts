import { signedPage } from "@kontor/plugin-shopware/fake";
import { describe, expect, it } from "vitest";
import { ago, told, type View } from "../support/admin.ts";
import { SHOPWARE_ADMIN } from "../support/admin-scripts.ts";
import { accessibilityIssues } from "../support/axe.ts";
import type { Rig } from "../support/rig.ts";

export function inShopware(rig: Rig): void {
	describe("in Shopware's administration", () => {
		const MODULE = "kontor-connection";
		function inShopware({ location = MODULE, at = new Date() } = {}): Promise<View> {
			const { shop, url } = rig.world.shopware.fake;
			return rig.show({ at: `${url}/admin`, src: signedPage(shop, location, { at }), script: SHOPWARE_ADMIN });
		}

		it("shows a shop that is ready, saves its mapping (A4, A6), and connects it", async () => {
			const { connection } = rig.world.shopware;
			const admin = await inShopware();
			const { kontor } = admin;
			await kontor.getByText("Der Shop ist geprüft").waitFor();
			await rig.photograph(admin, "shopware-ready");

			const before = (await rig.world.kontor.show(connection.id)).mapping;
			expect(before.paymentMethods).toMatchObject({ payment_prepayment: "prepayment" });
			await kontor.getByLabel("Vorkasse").selectOption("Rechnung");
			await kontor.getByRole("button", { name: "Zuordnung speichern" }).click();
			await kontor.getByText("Die Zuordnung ist gespeichert.").waitFor();
			const after = (await rig.world.kontor.show(connection.id)).mapping;
			expect(after).toEqual({ ...before, paymentMethods: { ...before.paymentMethods, payment_prepayment: "invoice" } });
			expect(await told(admin)).toContainEqual(
				expect.objectContaining({
					type: "notificationDispatch",
					data: expect.objectContaining({ message: "Die Zuordnung ist gespeichert.", variant: "success" }),
				}),
			);

			await kontor.getByRole("button", { name: "Jetzt verbinden" }).click();
			await kontor.locator(".badge", { hasText: "Verbunden" }).waitFor();
			expect((await rig.world.kontor.show(connection.id)).state).toBe("connected");
			expect(admin.complaints).toEqual([]);
		});

		it("refuses what is forged, too old, a copy's, or was used before, in plain words", async () => {
			const { shop } = rig.world.shopware.fake;
			const admin = await inShopware({ at: ago(1) });
			await admin.kontor.getByRole("heading", { name: "Shopware-Laden" }).waitFor();
			const used = (await admin.page.locator("iframe").getAttribute("src")) ?? "";
			for (const [src, words] of [
				[signedPage(shop, MODULE, { secret: "another" }), "keine gültige Unterschrift"],
				[signedPage(shop, MODULE, { at: ago(6) }), "abgelaufen"],
				[signedPage(shop, MODULE, { shopUrl: "https://staging.example" }), "von einem anderen Shop"],
				[used, "schon einmal verwendet"],
			] as const) {
				await admin.show(src);
				await admin.kontor.getByRole("alert").getByText(words).waitFor();
				expect(await admin.kontor.getByRole("combobox").count()).toBe(0);
			}
			expect(await accessibilityIssues(admin)).toEqual([]);
			await rig.photograph(admin, "shopware-refused");
		});

		it("adds its module where nobody sees it, and tells there what needs the merchant", async () => {
			const text = { de: "Die Benachrichtigungen sind abgeschaltet.", en: "The notifications are switched off." };
			await rig.world.kontor.report(rig.world.shopware.connection.id, "WEBHOOK_DISABLED", text);
			const admin = await inShopware({ location: "sw-main-hidden" });
			await expect
				.poll(() => told(admin))
				.toContainEqual(
					expect.objectContaining({
						data: expect.objectContaining({ message: text.de, title: "Kontor: Shopware-Laden" }),
					}),
				);
			const module = { heading: "Kontor", locationId: "kontor-connection" };
			expect(await told(admin)).toContainEqual(expect.objectContaining({ type: "mainModuleAdd", data: module }));
			expect(await admin.kontor.locator("main").count()).toBe(0);
		});
	});
}
