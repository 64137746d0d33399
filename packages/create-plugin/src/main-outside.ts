#!/usr/bin/env node
import { join, resolve } from "node:path";
import { createPlugin } from "./create-plugin.ts";

// What partners run: `npm create @kontor/plugin acme`. The template lies beside, as it is for a package of its own.
const [id] = process.argv.slice(2);

if (id === undefined) {
	console.error("usage: npm create @kontor/plugin <id>, for example: npm create @kontor/plugin acme");
	process.exitCode = 2;
} else {
	try {
		const written = await createPlugin(join(import.meta.dirname, "template"), resolve(id), id);
		console.log(`${id}
${written.map((path) => `  ${path}`).join("\n")}

Next:
  1. cd ${id} && npm install
  2. npm test              passes: the shop is still the sample shop
  3. test/fake-${id}.ts    make it answer as the real shop does, quirks included
  4. src/mapping.ts        their order to ours, and back
  5. src/client.ts         the shop's API
  6. src/manifest.ts       what else the shop can do; what you declare has to be there, and the suite tests it
  7. npm start             serves shops, with the hub's address and a key of its operator`);
	} catch (error) {
		console.error(error instanceof Error ? error.message : error);
		process.exitCode = 1;
	}
}
