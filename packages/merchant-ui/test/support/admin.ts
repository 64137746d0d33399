import type { BrowserContext, Frame, FrameLocator, Page } from "playwright-core";

/** Kontor's page in a browser: in a shop's admin, a page of the shop's own origin with Kontor in a frame, or alone. */
export interface View {
	readonly page: Page;
	readonly alone: boolean;
	readonly kontor: Pick<FrameLocator, "getByRole" | "getByText" | "getByLabel" | "locator">;
	/** What Kontor's page runs in. */
	frame(): Frame;
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
	readonly prepare?: (page: Page) => Promise<unknown>;
}

export async function openAdmin(browser: BrowserContext, options: AdminOptions): Promise<View> {
	const { at, src, script = "", width, prepare } = options;
	const { page, complaints } = await newPage(browser, width);
	await prepare?.(page);
	await page.route(at, (route) => route.fulfill({ contentType: "text/html", body: adminPage(src, script) }));
	await page.goto(at);
	return {
		page,
		alone: false,
		kontor: page.frameLocator("iframe"),
		frame() {
			const frame = page.frames()[1];
			if (frame === undefined) throw new Error("the admin shows no frame");
			return frame;
		},
		complaints,
		async show(next) {
			await page.locator("iframe").evaluate((frame, url) => frame.setAttribute("src", url), next);
		},
		close: () => page.close(),
	};
}

export async function openAlone(browser: BrowserContext, url: string, width?: number): Promise<View> {
	const { page, complaints } = await newPage(browser, width);
	await page.goto(url);
	return {
		page,
		alone: true,
		kontor: page,
		frame: () => page.mainFrame(),
		complaints,
		show: async (next) => void (await page.goto(next)),
		close: () => page.close(),
	};
}

async function newPage(browser: BrowserContext, width = 1000) {
	const complaints: string[] = [];
	const page = await browser.newPage();
	await page.setViewportSize({ width, height: 900 });
	page.on("pageerror", (error) => complaints.push(String(error)));
	page.on("console", (message) => {
		// A refused exchange shows as an error of its own.
		if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) complaints.push(message.text());
	});
	return { page, complaints };
}

/** How much wider the page is than its window. */
export function tooWide(view: View): Promise<number> {
	return view.frame().evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** What the page told its admin. */
export function told({ page }: View): Promise<unknown[]> {
	return page.evaluate(() => (globalThis as unknown as { told: unknown[] }).told);
}

export function ago(minutes: number): Date {
	return new Date(Date.now() - minutes * 60_000);
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
