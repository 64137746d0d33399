import { defineConfig } from "vitest/config";

/** The page is seen where merchants see it: a hub with its database, hosts, shops, and a browser. */
export default defineConfig({
	test: {
		name: "@kontor/merchant-ui",
		globalSetup: "./test/support/cluster.ts",
		testTimeout: 20_000,
		hookTimeout: 30_000,
	},
});
