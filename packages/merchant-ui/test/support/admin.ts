import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";

/** A shop's admin in a browser: a page of the shop's own origin with Kontor in a frame. */
export interface Admin {
	readonly page: Page;
	readonly kontor: FrameLocator;
	/** What the page's policy forbade, and what went wrong in its code. */
	readonly complaints: readonly string[];
	/** Opens Kontor again with another address, as the admin does when its menu is used. */
	show(src: string): Promise<void>;
	close(): Promise<void>;
}

interface AdminOptions {
	/** Where the admin is: "https://admin.shopify.com/store/laden/apps/kontor". */
	readonly at: string;
	readonly src: string;
	/** Played in the admin, before its frame. */
	readonly script?: string;
	readonly width?: number;
	readonly prepare?: (context: BrowserContext) => Promise<unknown>;
}

export async function openAdmin(browser: Browser, options: AdminOptions): Promise<Admin> {
	const { at, src, script = "", width = 1000, prepare } = options;
	const context = await browser.newContext({ viewport: { width, height: 900 }, locale: "de-DE" });
	context.setDefaultTimeout(10_000);
	await prepare?.(context);
	const complaints: string[] = [];
	const page = await context.newPage();
	page.on("pageerror", (error) => complaints.push(String(error)));
	page.on("console", (message) => {
		// A refused exchange shows as an error of its own.
		if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
	});
	await page.route(at, (route) => route.fulfill({ contentType: "text/html", body: adminPage(src, script) }));
	await page.goto(at);
	return {
		page,
		kontor: page.frameLocator("iframe"),
		complaints,
		async show(next) {
			await page.locator("iframe").evaluate((frame, url) => frame.setAttribute("src", url), next);
		},
		close: () => context.close(),
	};
}

function adminPage(src: string, script: string): string {
	return `<!doctype html>
<html lang="de">
	<meta charset="utf-8"><meta name="viewport" content="width=device-width">
	<title>Verwaltung</title>
	<style>body { margin: 0 } iframe { width: 100%; height: 100vh; border: 0; display: block }</style>
	<script>${script}</script>
	<iframe title="Kontor" src="${src.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe>
</html>`;
}
