import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { packWordPress } from "./pack.ts";

/** `pnpm pack:wordpress [folder]`: the ZIP that is uploaded under Plugins > Add New. Left out: the folder `dist` here. */
const [, , folder = "dist"] = process.argv;
const { name, bytes } = packWordPress();
const file = join(resolve(folder), name);
mkdirSync(resolve(folder), { recursive: true });
writeFileSync(file, bytes);
console.log(`${file} (${bytes.length} bytes)`);
