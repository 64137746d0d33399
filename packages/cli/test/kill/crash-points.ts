import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ProcessUnderTest } from "./process-under-test.ts";
import { expectSettled, unsettled } from "./settled.ts";
import { Trade } from "./trade.ts";
import { createWorld, type World } from "./world.ts";

/**
 * "Kill any process at any instant: nothing is lost, nothing is done twice": at each boundary of a call or commit that this process
 * passes, it dies once.
 */
export function describeDeaths(of: "hub" | "host", atLeast: number): void {
	describe(`the ${of}, killed once at each boundary of a call or commit`, () => {
		let world: World;
		let trade: Trade;

		beforeAll(async () => {
			world = await createWorld();
			trade = new Trade(world);
		}, 60_000);
		afterEach(({ task }) => {
			if (task.result?.state === "fail") console.error(world.hub.warnings, world.host.warnings);
		});
		afterAll(() => world.close());

		it("settles everything, each effect once", { timeout: 420_000 }, async () => {
			const mortal = world[of];
			const points = await pointsPassed(mortal, async () => {
				for (let orders = 0; orders < 4; orders++) await trade.sell();
				await tradeAll(world, trade);
				await expectSettled(world, trade);
			});
			expect(points.size).toBeGreaterThan(atLeast);

			for (const point of points) {
				await mortal.kill({ KONTOR_CRASH_AT: point });
				const { deaths } = mortal;
				// A host that starts passes some points of the hub, selling most, taking back the others.
				if (mortal === world.hub) await world.host.kill();
				// Whoever listens when the order is placed gets its webhook: what follows from it comes at once.
				await Promise.all([world.hub.untilUp(), world.host.untilUp()]);
				// Some points are passed only as the timing has it: they come again, if not with this order then with a next one.
				for (let round = 0; round < 10 && mortal.deaths === deaths; round++) {
					await tradeAll(world, trade);
					await diesWithin(mortal, deaths, 12_000);
				}
				if (mortal.deaths === deaths) console.error(await unsettled(world));
				expect(mortal.deaths, `death at ${point}`).toBeGreaterThan(deaths);
			}
			for (const process of [world.hub, world.host]) await process.kill();
			await expectSettled(world, trade);
		});
	});
}

/** All that a day of trade brings, what comes by the clock included. */
async function tradeAll({ sql }: World, trade: Trade): Promise<void> {
	await trade.sell();
	await trade.takeBack();
	await sql.query("UPDATE connections SET next_pull_at = now(), next_compare_at = now()");
	// A process that starts finds the day's run still to be done.
	await sql.query("UPDATE dunning_days SET done_at = NULL");
	await trade.states();
}

async function diesWithin(process: ProcessUnderTest, deaths: number, ms: number): Promise<void> {
	const until = Date.now() + ms;
	while (process.deaths === deaths && Date.now() < until) await sleep(50);
}

/** Which crash points a process passes while `work` is done. */
async function pointsPassed(process: ProcessUnderTest, work: () => Promise<void>): Promise<Set<string>> {
	const folder = await mkdtemp(join(tmpdir(), "kontor-trace-"));
	const trace = join(folder, "passed");
	await process.kill({ KONTOR_CRASH_TRACE: trace });
	await process.untilUp();
	await work();
	const passed = (await readFile(trace, "utf8")).trim().split("\n");
	await rm(folder, { recursive: true });
	return new Set(passed);
}
