import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "../../src/db/embedded-postgres.ts";
import { provideHubLogin } from "../../src/db/hub-role.ts";
import { migrate } from "../../src/db/migrate.ts";
import { hubYear } from "./check-hub-year.ts";

/**
 * Lives through years in a real hub and checks them: `pnpm year --hub --seeds 20 [--first 1] [--orders 2000] [--days 365]
 * [--deaths 12]`. Prints each broken rule, and JSON for each year and at the end. Ends with 1 where a rule was broken.
 */
const { values } = parseArgs({
	options: {
		hub: { type: "boolean" },
		seeds: { type: "string", default: "1" },
		first: { type: "string", default: "1" },
		orders: { type: "string", default: "2000" },
		days: { type: "string", default: "365" },
		deaths: { type: "string", default: "12" },
	},
});
const [seeds, first] = [Number(values.seeds), Number(values.first)];
const size = { orders: Number(values.orders), days: Number(values.days), deaths: Number(values.deaths) };
const directory = await mkdtemp(join(tmpdir(), "kontor-year-"));
const server = await startEmbeddedPostgres(directory, ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
try {
	const url = new URL(server.url);
	await migrate(url.href);
	const cluster = { owner: url.href, hub: await provideHubLogin(url.href, new Uint8Array(32)) };
	const started = performance.now();
	const sum = { years: 0, orders: 0, done: 0, mails: 0, deaths: 0, byPerson: 0, violations: 0 };
	for (let seed = first; seed < first + seeds; seed++) {
		const { violations, orders, done, mails, deaths, byPerson } = await hubYear(cluster, seed, size);
		for (const violation of violations) console.error(`seed ${seed}, ${violation}`);
		console.log(JSON.stringify({ seed, done, mails, deaths, byPerson, violations: violations.length }));
		sum.years++;
		sum.orders += orders;
		sum.done += done;
		sum.mails += mails;
		sum.deaths += deaths;
		sum.byPerson += byPerson;
		sum.violations += violations.length;
	}
	console.log(JSON.stringify({ ...sum, seconds: Math.round((performance.now() - started) / 100) / 10 }));
	if (sum.violations > 0) process.exitCode = 1;
} finally {
	await server.stop();
	await rm(directory, { recursive: true, force: true });
}
