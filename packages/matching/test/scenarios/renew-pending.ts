/** Lists the cases the engine fails: `node test/scenarios/renew-pending.ts` writes pending.ts, `--show` only prints. */
import { writeFileSync } from "node:fs";
import { SCENARIOS } from "../../eval/data.ts";
import { casesOf } from "./all.ts";
import { answer, decideCase } from "./case.ts";

const failing = SCENARIOS.flatMap((scenario) =>
	casesOf(scenario)
		.map((one) => ({
			id: `${scenario}: ${one.name}`,
			expected: one.expected,
			answered: answer(decideCase(one), one.expected),
		}))
		.filter(({ expected, answered }) => answered !== expected),
);
const total = SCENARIOS.reduce((sum, scenario) => sum + casesOf(scenario).length, 0);
for (const { id, expected, answered } of failing) console.log(`${id}\n\twanted ${expected}\n\tgot    ${answered}`);
console.log(`${failing.length} of ${total} cases`);
if (!process.argv.includes("--show")) {
	const lines = failing.map(({ id }) => `\t${JSON.stringify(id)},\n`).join("");
	const list = lines === "" ? "[]" : `[\n${lines}]`;
	const comment =
		"/** Cases the engine does not answer as it should; written by `renew-pending.ts`, to become empty. */";
	writeFileSync(
		new URL("pending.ts", import.meta.url),
		`${comment}\nexport const PENDING: readonly string[] = ${list};\n`,
	);
}
