import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { createPlugin } from "./create-plugin.ts";

const root = resolve(import.meta.dirname, "../../..");
const plugins = join(root, "plugins");
const [id] = process.argv.slice(2);

if (id === undefined) {
	console.error("usage: pnpm new:plugin <id>, for example: pnpm new:plugin acme");
	process.exitCode = 2;
} else {
	try {
		const written = await createPlugin(join(plugins, "_template"), join(plugins, id), id);
		// Another name sorts and wraps otherwise.
		execFileSync(join(root, "node_modules/.bin/biome"), ["check", "--write", "--log-level=none", join(plugins, id)]);
		console.log(`plugins/${id}
${written.map((path) => `  ${path}`).join("\n")}

Next:
  1. pnpm install                                 links the new package
  2. pnpm vitest run --project @kontor/plugin-${id}   passes: the shop is still the sample shop
  3. test/fake-${id}.ts    make it answer as the real shop does, quirks included
  4. src/mapping.ts        their order to ours, and back
  5. src/client.ts         the shop's API
  6. src/manifest.ts       what else the shop can do; what you declare has to be there, and the suite tests it
  7. pnpm generate         puts it into the README's table of plugins`);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
