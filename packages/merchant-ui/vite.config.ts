import { defineConfig } from "vite";

/** The hub serves the files under /ui, and fills in the page's own values (hub/src/embedded). */
export default defineConfig({
	base: "/ui/",
	build: {
		outDir: "dist",
		// Every browser that a shop's admin runs in has it; the polyfill would be one more script.
		modulePreload: { polyfill: false },
		// Nothing becomes part of the page or of a style: the page's policy names files only.
		assetsInlineLimit: 0,
		rolldownOptions: { input: "embedded.html" },
	},
});
