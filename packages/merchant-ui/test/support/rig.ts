import { join } from "node:path";
import type { Browser, BrowserContext, Locator } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { openAdmin, openAlone, type View } from "./admin.ts";
import { startChromium } from "./chromium.ts";
import { startWorld, type World } from "./shops.ts";

/** One hub, one host and one browser for all cases; what a case opens is closed after it. */
export interface Rig {
	readonly world: World;
	/** In a frame that plays a shop's admin. */
	show(options: Parameters<typeof openAdmin>[1]): Promise<View>;
	/** In a tab of its own. */
	open(url: string, width?: number): Promise<View>;
	/** For who wants to look at it: KONTOR_SCREENSHOTS names a folder. */
	photograph(view: View, name: string, part?: Locator): Promise<void>;
}

export function startRig(): Rig {
	let world: World;
	let browser: Browser;
	let context: BrowserContext;
	const opened: View[] = [];
	beforeAll(async () => {
		[world, browser] = await Promise.all([startWorld(), startChromium()]);
		// One for all: what the page is made of is read once.
		context = await browser.newContext({ locale: "de-DE" });
		context.setDefaultTimeout(10_000);
		// As long as it is there, the process that pages run in is there for the next one.
		await context.newPage();
	});
	afterAll(async () => {
		await browser?.close();
		await world?.close();
	});
	afterEach(async () => {
		for (const view of opened.splice(0)) await view.close();
	});
	return {
		get world() {
			return world;
		},
		async show(options) {
			const view = await openAdmin(context, options);
			opened.push(view);
			return view;
		},
		async open(url, width) {
			const view = await openAlone(context, url, width);
			opened.push(view);
			return view;
		},
		async photograph({ page, alone }, name, part) {
			const folder = process.env.KONTOR_SCREENSHOTS;
			if (folder === undefined) return;
			const before = page.viewportSize();
			// As high as it is, so that what sticks to the window's end covers nothing.
			const height = alone ? await page.evaluate(() => document.documentElement.scrollHeight) : 900;
			await page.setViewportSize({ width: before?.width ?? 1000, height });
			// Frames are painted a moment after they are there.
			await page.waitForTimeout(300);
			await (part ?? page).screenshot({ path: join(folder, `${name}.png`) });
			if (before !== null) await page.setViewportSize(before);
		},
	};
}
