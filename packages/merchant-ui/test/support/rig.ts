import { join } from "node:path";
import type { Browser, Locator } from "playwright-core";
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
	const opened: View[] = [];
	beforeAll(async () => {
		[world, browser] = await Promise.all([startWorld(), startChromium()]);
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
			const view = await openAdmin(browser, options);
			opened.push(view);
			return view;
		},
		async open(url, width) {
			const view = await openAlone(browser, url, width);
			opened.push(view);
			return view;
		},
		async photograph({ page, alone }, name, part) {
			const folder = process.env.KONTOR_SCREENSHOTS;
			if (folder === undefined) return;
			// Frames are painted a moment after they are there.
			await page.waitForTimeout(300);
			const path = join(folder, `${name}.png`);
			await (part === undefined ? page.screenshot({ path, fullPage: alone }) : part.screenshot({ path }));
		},
	};
}
