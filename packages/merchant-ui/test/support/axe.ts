import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Admin } from "./admin.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds wrong with the page in the frame, by WCAG 2.2 AA and its own best practices. */
export async function accessibilityIssues({ page }: Admin): Promise<string[]> {
	const frame = page.frames()[1];
	if (frame === undefined) throw new Error("the admin shows no frame");
	// Evaluated by the browser's debugger, which the page's policy does not bind.
	await frame.evaluate(AXE);
	return frame.evaluate(async () => {
		const { axe } = globalThis as unknown as {
			axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
		};
		const { violations } = await axe.run();
		return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
	});
}
