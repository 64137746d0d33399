import { resolve } from "node:path";
import { packPartners } from "./pack.ts";
import { TOP } from "./packages.ts";

const [to = "dist/partners"] = process.argv.slice(2);
console.log((await packPartners(resolve(TOP, to))).join("\n"));
