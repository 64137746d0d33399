import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { conditionTable } from "../../src/rules/condition-table.ts";

const README = join(import.meta.dirname, "../../README.md");

/** With `UPDATE_CONDITIONS=1` it writes the table instead. */
test("the README shows the conditions as they are", () => {
	const readme = readFileSync(README, "utf8");
	const current = readme.replace(
		/<!-- conditions -->[\s\S]*<!-- \/conditions -->/,
		`<!-- conditions -->\n\n${conditionTable()}\n\n<!-- /conditions -->`,
	);
	if (process.env.UPDATE_CONDITIONS === "1") writeFileSync(README, current);
	else expect(readme).toBe(current);
});
