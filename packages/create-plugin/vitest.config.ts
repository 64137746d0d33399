import { configDefaults, defineConfig } from "vitest/config";

export default defineConfig({
	// The template as it is packed has tests, too.
	test: { exclude: [...configDefaults.exclude, "dist/**"] },
});
