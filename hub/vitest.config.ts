import { defineConfig } from "vitest/config";

export default defineConfig({
	test: { name: "hub", globalSetup: "./test/support/cluster.ts", testTimeout: 20_000, hookTimeout: 30_000 },
});
