import { call, putMapping } from "@kontor/protocol";
import { describe, expect, it } from "vitest";
import { ago, tooWide } from "../support/admin.ts";
import { accessibilityIssues } from "../support/axe.ts";
import type { Rig } from "../support/rig.ts";
import { signedLink } from "../support/shops.ts";

export function inWordPress(rig: Rig): void {
	describe("in WordPress", () => {
		const inWordPress = (src: string) =>
			rig.show({ at: `${rig.world.woocommerce.fake.url}/wp-admin/admin.php?page=kontor`, src });

		it("can be read and worked with from 360 to 1400 pixels, in English for an English user", async () => {
			const { connection, fake } = rig.world.woocommerce;
			const text = { de: "Der Shop nimmt keine Zugangsdaten an.", en: "The shop does not accept the credentials." };
			await rig.world.kontor.report(connection.id, "KEY_REFUSED", text);
			const admin = await inWordPress(signedLink(fake));
			const notice = admin.kontor.getByRole("listitem").filter({ hasText: text.en });
			await notice.getByRole("button", { name: "Check again" }).waitFor();
			for (const width of [360, 768, 1400]) {
				await admin.page.setViewportSize({ width, height: 900 });
				expect(await tooWide(admin), `${width} pixels`).toBeLessThanOrEqual(0);
				await rig.photograph(admin, `woocommerce-${width}`);
			}
			expect(await accessibilityIssues(admin)).toEqual([]);

			// The shop's consent page again, in a window of its own; until then the shop works on (A2).
			await admin.kontor.getByRole("button", { name: "Consent in the shop again" }).click();
			await admin.kontor.getByRole("dialog").getByRole("button", { name: "Begin consent" }).click();
			const consent = admin.kontor.getByRole("link", { name: "Consent in the shop" });
			expect(await consent.getAttribute("href")).toContain("/wc-auth/v1/authorize");
			expect(await consent.getAttribute("target")).toBe("_blank");
			expect((await rig.world.kontor.show(connection.id)).state).toBe("connected");
			expect(admin.complaints).toEqual([]);
		});

		it("is worked with by keyboard alone, says what is missing, and lets go of changes", async () => {
			const { connection, fake } = rig.world.woocommerce;
			const admin = await inWordPress(signedLink(fake));
			const { kontor, page } = admin;
			await kontor.getByRole("button", { name: "Read the list again" }).waitFor();
			const before = (await rig.world.kontor.show(connection.id)).mapping;
			const open = kontor
				.getByRole("group", { name: "Waits for money" })
				.first()
				.getByRole("checkbox", { checked: true });
			for (let left = await open.count(); left > 0; left--) {
				await open.first().focus();
				await page.keyboard.press("Space");
			}
			await kontor.getByRole("button", { name: "Save mapping" }).focus();
			await page.keyboard.press("Enter");
			await kontor.getByText("Please complete the marked places first.").waitFor();
			await kontor.getByText("Please choose at least one status").waitFor();
			await rig.photograph(admin, "woocommerce-incomplete");
			expect(await accessibilityIssues(admin)).toEqual([]);
			expect((await rig.world.kontor.show(connection.id)).mapping).toEqual(before);

			await page.keyboard.press("Shift+Tab");
			await page.keyboard.press("Enter");
			await kontor.getByText("Unsaved changes").waitFor({ state: "detached" });
			expect(await open.count()).toBeGreaterThan(0);
		});

		it("keeps what is chosen while it saves what was chosen before", async () => {
			const { connection, fake } = rig.world.woocommerce;
			const stored = async () => (await rig.world.kontor.show(connection.id)).mapping;
			const before = await stored();
			const { kontor, page } = await inWordPress(signedLink(fake));
			const method = kontor.getByLabel("Check payments");
			await page.route("**/mapping", async (route) => {
				await method.selectOption("Invoice");
				await route.continue();
			});
			await method.selectOption("Prepayment");
			await kontor.getByRole("button", { name: "Save mapping" }).click();
			const isPrepayment = async () => JSON.stringify(await stored()) !== JSON.stringify(before);
			await expect.poll(isPrepayment, { timeout: 10_000 }).toBe(true);
			await kontor.getByRole("button", { name: "Saving" }).waitFor({ state: "detached" });
			expect(await method.inputValue()).toBe("invoice");
			const params = { connection: connection.id };
			await call(rig.world.kontor.merchant, putMapping, { params, body: before });
		});

		it("says when its session is over, and keeps in view what was not saved", async () => {
			const admin = await inWordPress(signedLink(rig.world.woocommerce.fake));
			const { kontor } = admin;
			await kontor.getByLabel("Check payments").selectOption("Prepayment");
			rig.world.kontor.advance(16 * 60_000);
			await kontor.getByRole("button", { name: "Save mapping" }).click();
			await kontor.getByText("This session has ended after 15 minutes.").waitFor();
			expect(await kontor.getByLabel("Check payments").inputValue()).toBe("prepayment");
			await rig.photograph(admin, "woocommerce-session-over");
		});

		it("refuses links that are forged or too old", async () => {
			const { fake } = rig.world.woocommerce;
			const admin = await inWordPress(signedLink(fake, { secret: "another" }));
			// Nobody has proved which language he reads: the browser's.
			await admin.kontor.getByRole("alert").getByText("keine gültige Unterschrift").waitFor();
			await admin.show(signedLink(fake, { at: ago(6) }));
			await admin.kontor.getByRole("alert").getByText("abgelaufen").waitFor();
			expect(await admin.kontor.getByRole("combobox").count()).toBe(0);
		});

		it("is shown in the frame of no other site", async () => {
			const admin = await rig.show({ at: "http://evil.example/", src: signedLink(rig.world.woocommerce.fake) });
			await expect.poll(() => admin.complaints.join()).toContain("frame-ancestors");
			await expect.poll(() => admin.page.frames()[1]?.url()).toMatch(/^chrome-error:/);
		});
	});
}
