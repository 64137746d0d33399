import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname } from "node:path";

/**
 * Generates Prisma's client, which is not checked in. The command line wants to download an engine that generating
 * does not need: it is pointed at a program that is already there.
 */
const cli = createRequire(import.meta.url).resolve("prisma/build/index.js");
const { status, stderr } = spawnSync(process.execPath, [cli, "generate"], {
	cwd: dirname(import.meta.dirname),
	env: {
		...process.env,
		PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
		PRISMA_HIDE_UPDATE_MESSAGE: "1",
		CHECKPOINT_DISABLE: "1",
	},
	encoding: "utf8",
});
if (status !== 0) {
	console.error(stderr);
	process.exit(status ?? 1);
}
