import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { View } from "./admin.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What axe-core finds wrong with Kontor's page, by WCAG 2.2 AA and its own best practices.
 * @param within a selector; left out: the whole page, which takes a while
 */
export async function accessibilityIssues(view: View, within = "html"): Promise<string[]> {
	const frame = view.frame();
	// Evaluated by the browser's debugger, which the page's policy does not bind.
	await frame.evaluate(AXE);
	return frame.evaluate(async (selector) => {
		const { axe } = globalThis as unknown as {
			axe: {
				run(context: string, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
			};
		};
		const { violations } = await axe.run(selector, { resultTypes: ["violations"] });
		return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
	}, within);
}
