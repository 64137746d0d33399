/** `pnpm year` by the pure functions alone, `pnpm year --hub` in a hub with its database; each says what else it takes. */
const inHub = process.argv.includes("--hub");
const main = inHub ? "../hub/test/year/main.ts" : "../packages/receivables/simulation/main.ts";
await import(main);
