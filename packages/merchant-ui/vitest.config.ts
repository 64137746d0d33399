import { defineConfig } from "vitest/config";

/** The page is seen where merchants see it: hub, database, host, shops, browser. */
export default defineConfig({
	test: { name: "@kontor/merchant-ui", testTimeout: 40_000, hookTimeout: 40_000 },
});
