import { join } from "node:path";
import { place, sessionToken } from "@kontor/plugin-shopify/fake";
import { signedPage } from "@kontor/plugin-shopware/fake";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Admin, openAdmin } from "./support/admin.ts";
import { APP_BRIDGE, SHOPWARE_ADMIN, shopifyAdmin } from "./support/admin-scripts.ts";
import { accessibilityIssues } from "./support/axe.ts";
import { startChromium } from "./support/chromium.ts";
import { signedLink, startWorld, type World } from "./support/shops.ts";

let world: World;
let browser: Browser;
beforeAll(async () => {
	[world, browser] = await Promise.all([startWorld(), startChromium()]);
});
afterAll(async () => {
	await browser?.close();
	await world?.close();
});

const open: Admin[] = [];
afterEach(async () => {
	for (const admin of open.splice(0)) await admin.close();
});

async function show(options: Parameters<typeof openAdmin>[1]): Promise<Admin> {
	const admin = await openAdmin(browser, options);
	open.push(admin);
	return admin;
}

/** For who wants to look at it: KONTOR_SCREENSHOTS names a folder. */
async function photograph({ page }: Admin, name: string): Promise<void> {
	const folder = process.env.KONTOR_SCREENSHOTS;
	if (folder === undefined) return;
	// Frames are painted a moment after they are there.
	await page.waitForTimeout(300);
	await page.screenshot({ path: join(folder, `${name}.png`) });
}

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const told = ({ page }: Admin) => page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);

describe("in Shopware's administration", () => {
	const MODULE = "kontor-connection";
	function inShopware({ location = MODULE, at = new Date() } = {}): Promise<Admin> {
		const { shop, url } = world.shopware.fake;
		return show({ at: `${url}/admin`, src: signedPage(shop, location, { at }), script: SHOPWARE_ADMIN });
	}

	it("shows a shop that is ready, saves its mapping (A4, A6), and connects it", async () => {
		const { connection } = world.shopware;
		const admin = await inShopware();
		const { kontor } = admin;
		await kontor.getByText("Der Shop ist geprüft").waitFor();
		await photograph(admin, "shopware-ready");

		const before = (await world.kontor.show(connection.id)).mapping;
		expect(before.paymentMethods).toMatchObject({ payment_prepayment: "prepayment" });
		await kontor.getByLabel("Vorkasse").selectOption("Rechnung");
		await kontor.getByRole("button", { name: "Zuordnung speichern" }).click();
		await kontor.getByText("Die Zuordnung ist gespeichert.").waitFor();
		const after = (await world.kontor.show(connection.id)).mapping;
		expect(after).toEqual({ ...before, paymentMethods: { ...before.paymentMethods, payment_prepayment: "invoice" } });
		expect(await told(admin)).toContainEqual(
			expect.objectContaining({
				type: "notificationDispatch",
				data: expect.objectContaining({ message: "Die Zuordnung ist gespeichert.", variant: "success" }),
			}),
		);

		await kontor.getByRole("button", { name: "Jetzt verbinden" }).click();
		await kontor.locator(".badge", { hasText: "Verbunden" }).waitFor();
		expect((await world.kontor.show(connection.id)).state).toBe("connected");
		expect(admin.complaints).toEqual([]);
	});

	it("refuses what is forged, too old, a copy's, or was used before, in plain words", async () => {
		const { shop } = world.shopware.fake;
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
		await photograph(admin, "shopware-refused");
	});

	it("adds its module where nobody sees it, and tells there what needs the merchant", async () => {
		const text = { de: "Die Benachrichtigungen sind abgeschaltet.", en: "The notifications are switched off." };
		await world.kontor.report(world.shopware.connection.id, "WEBHOOK_DISABLED", text);
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

describe("in WordPress", () => {
	const inWordPress = (src: string) =>
		show({ at: `${world.woocommerce.fake.url}/wp-admin/admin.php?page=kontor`, src });

	it("can be read and worked with from 360 to 1400 pixels, in English for an English user", async () => {
		const { connection, fake } = world.woocommerce;
		const text = { de: "Der Shop nimmt keine Zugangsdaten an.", en: "The shop does not accept the credentials." };
		await world.kontor.report(connection.id, "KEY_REFUSED", text);
		const admin = await inWordPress(signedLink(fake));
		const notice = admin.kontor.getByRole("listitem").filter({ hasText: text.en });
		await notice.getByRole("button", { name: "Check again" }).waitFor();
		for (const width of [360, 768, 1400]) {
			await admin.page.setViewportSize({ width, height: 900 });
			const tooWide = await admin.page.frames()[1]?.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(tooWide, `${width} pixels`).toBeLessThanOrEqual(0);
			await photograph(admin, `woocommerce-${width}`);
		}
		expect(await accessibilityIssues(admin)).toEqual([]);
		expect(admin.complaints).toEqual([]);
	});

	it("is worked with by keyboard alone, says what is missing, and lets go of changes", async () => {
		const { connection, fake } = world.woocommerce;
		const admin = await inWordPress(signedLink(fake));
		const { kontor, page } = admin;
		await kontor.getByRole("button", { name: "Read the list again" }).waitFor();
		const before = (await world.kontor.show(connection.id)).mapping;
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
		await photograph(admin, "woocommerce-incomplete");
		expect(await accessibilityIssues(admin)).toEqual([]);
		expect((await world.kontor.show(connection.id)).mapping).toEqual(before);

		await page.keyboard.press("Shift+Tab");
		await page.keyboard.press("Enter");
		await kontor.getByText("Unsaved changes").waitFor({ state: "detached" });
		expect(await open.count()).toBeGreaterThan(0);
	});

	it("says when its session is over, and keeps in view what was not saved", async () => {
		const admin = await inWordPress(signedLink(world.woocommerce.fake));
		const { kontor } = admin;
		await kontor.getByLabel("Check payments").selectOption("Prepayment");
		world.kontor.advance(16 * 60_000);
		await kontor.getByRole("button", { name: "Save mapping" }).click();
		await kontor.getByText("This session has ended after 15 minutes.").waitFor();
		expect(await kontor.getByLabel("Check payments").inputValue()).toBe("prepayment");
		await photograph(admin, "woocommerce-session-over");
	});

	it("refuses links that are forged or too old", async () => {
		const { fake } = world.woocommerce;
		const admin = await inWordPress(signedLink(fake, { secret: "another" }));
		// Nobody has proved which language he reads: the browser's.
		await admin.kontor.getByRole("alert").getByText("keine gültige Unterschrift").waitFor();
		await admin.show(signedLink(fake, { at: ago(6) }));
		await admin.kontor.getByRole("alert").getByText("abgelaufen").waitFor();
		expect(await admin.kontor.getByRole("combobox").count()).toBe(0);
	});

	it("is shown in the frame of no other site", async () => {
		const admin = await show({ at: "http://evil.example/", src: signedLink(world.woocommerce.fake) });
		await expect.poll(() => admin.complaints.join()).toContain("frame-ancestors");
		await expect.poll(() => admin.page.frames()[1]?.url()).toMatch(/^chrome-error:/);
	});
});

describe("in Shopify's admin", () => {
	async function inShopify(tokens: readonly string[]): Promise<Admin> {
		const { domain } = world.shopify.fake.shop;
		return show({
			at: "https://admin.shopify.com/store/laden/apps/kontor",
			src: `${world.kontor.url}/embedded/shopify?shop=${domain}&embedded=1&locale=de`,
			script: shopifyAdmin(tokens),
			prepare: (context) =>
				context.route("https://cdn.shopify.com/shopifycloud/app-bridge.js", (route) =>
					route.fulfill({ contentType: "text/javascript", body: APP_BRIDGE }),
				),
		});
	}

	it("links a shop that installed the app by itself with the merchant whose code is entered (A2)", async () => {
		const { shop } = world.shopify.fake;
		const admin = await inShopify(Array.from({ length: 12 }, () => sessionToken(shop)));
		const { kontor } = admin;
		await kontor.getByText("Diesen Code in Kontor").waitFor();
		await photograph(admin, "shopify-not-linked");
		expect(await accessibilityIssues(admin)).toEqual([]);
		const field = kontor.getByLabel("Code aus Kontor");
		await field.fill("WRONG-CODE");
		await kontor.getByRole("button", { name: "Verbinden" }).click();
		await kontor.getByText("Dieser Code gilt nicht").waitFor();
		await field.fill(await world.kontor.linkCode());
		await kontor.getByRole("button", { name: "Verbinden" }).click();
		await kontor.getByRole("button", { name: "Jetzt verbinden" }).click({ timeout: 10_000 });
		await kontor.locator(".badge", { hasText: "Verbunden" }).waitFor();
		expect(await world.kontor.shopOf("shopify")).toMatchObject({ state: "connected", name: shop.domain });
		expect(admin.complaints).toEqual([]);
	});

	it("is opened by App Bridge's token, and goes on with the next one when the session is over", async () => {
		const { fake } = world.shopify;
		const { id } = await world.kontor.shopOf("shopify");
		const admin = await inShopify([sessionToken(fake.shop), sessionToken(fake.shop)]);
		await admin.kontor.locator(".badge", { hasText: "Verbunden" }).waitFor();
		await photograph(admin, "shopify");
		world.kontor.advance(20 * 60_000);
		await admin.kontor.getByLabel("Manuell / Manual").selectOption("Vorkasse");
		await admin.kontor.getByRole("button", { name: "Zuordnung speichern" }).click();
		await admin.kontor.getByText("Die Zuordnung ist gespeichert.").waitFor();
		expect((await world.kontor.show(id)).mapping.paymentMethods).toMatchObject({ manual: "prepayment" });
		expect(await told(admin)).toEqual(["Die Zuordnung ist gespeichert."]);
		expect(admin.complaints).toEqual([]);
	});

	it("reads the shop's payment methods again (A3), and keeps what is not saved meanwhile", async () => {
		const { fake } = world.shopify;
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
		const { shop } = world.shopify.fake;
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
