import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's; another one by `CHROMIUM`. */
const PROGRAM = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** @throws Error saying how to get a browser */
export async function startChromium(): Promise<Browser> {
	if (!existsSync(PROGRAM)) {
		throw new Error(
			`These tests show the page in Chromium, and there is none at ${PROGRAM}: "apt-get install -y --no-install-recommends chromium" installs it, or set CHROMIUM to where it is.`,
		);
	}
	return chromium.launch({
		executablePath: PROGRAM,
		args: [
			"--no-sandbox",
			"--headless",
			"--disable-gpu",
			"--disable-background-networking",
			// The admin of a platform is on the internet, hub and host of this test are not. Frames need no process of their own.
			"--disable-features=LocalNetworkAccessChecks,IsolateOrigins,site-per-process",
			"--disable-site-isolation-trials",
			"--renderer-process-limit=1",
		],
	});
}
