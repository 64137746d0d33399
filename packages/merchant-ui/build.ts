import { createHash } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";

/**
 * Builds the pages into `dist/`, unless that was made of the very same sources: run at install, by tests, and by whoever
 * wants to see a change.
 */
const here = import.meta.dirname;
const SOURCES = ["*.{html,json,ts}", "src/**", "../../plugins/*/src/app/frame.ts", "../{connector,protocol}/src/**"];

const stamp = join(here, "dist/sources");
const present = fingerprint();
if (read(stamp) !== present) {
	await build({ root: here, logLevel: "warn" });
	writeFileSync(stamp, present);
}

function fingerprint(): string {
	const hash = createHash("sha256");
	for (const file of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: here })).sort()) {
		const text = read(join(here, file));
		if (text !== null) hash.update(`${file}\n${text}\n`);
	}
	return hash.digest("hex");
}

function read(file: string): string | null {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return null;
	}
}
