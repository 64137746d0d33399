import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		projects: ["packages/*", "plugins/*", "hub"],
	},
});
