import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ProcessUnderTest } from "./process-under-test.ts";
import { expectSettled, unsettled } from "./settled.ts";
import { Trade } from "./trade.ts";
import { createWorld, type World } from "./world.ts";

/** "Kill any process at any instant: nothing is lost, nothing is done twice." */
describe("hub and host, killed once at each boundary of a call or commit", () => {
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

	it("settle everything, each effect once", { timeout: 420_000 }, async () => {
		const points = await pointsPassed(world, async () => {
			for (let orders = 0; orders < 4; orders++) await trade.sell();
			await tradeAll(world, trade);
			await expectSettled(world, trade);
		});
		expect(points.length).toBeGreaterThan(20);

		for (const { process, point } of points) {
			await process.kill({ KONTOR_CRASH_AT: point });
			const { deaths } = process;
			// A host that starts passes some points of the hub, selling most, taking back the others.
			if (process === world.hub) await world.host.kill();
			// Whoever listens when the order is placed gets its webhook: what follows from it comes at once.
			await Promise.all([world.hub.untilUp(), world.host.untilUp()]);
			// Some points are passed only as the timing has it: they come again, if not with this order then with a next one.
			for (let round = 0; round < 10 && process.deaths === deaths; round++) {
				await tradeAll(world, trade);
				await diesWithin(process, deaths, 12_000);
			}
			if (process.deaths === deaths) console.error(await unsettled(world));
			expect(process.deaths, `death at ${point}`).toBeGreaterThan(deaths);
		}
		for (const process of [world.hub, world.host]) await process.kill();
		await expectSettled(world, trade);
	});
});

/** All that a day of trade brings, what comes by the clock included. */
async function tradeAll({ sql }: World, trade: Trade): Promise<void> {
	await trade.sell();
	await trade.takeBack();
	await sql.query("UPDATE connections SET next_pull_at = now(), next_compare_at = now()");
	await trade.states();
}

async function diesWithin(process: ProcessUnderTest, deaths: number, ms: number): Promise<void> {
	const until = Date.now() + ms;
	while (process.deaths === deaths && Date.now() < until) await sleep(50);
}

/** Which crash points `work` passes, in which process. */
async function pointsPassed(
	world: World,
	work: () => Promise<void>,
): Promise<{ process: ProcessUnderTest; point: string }[]> {
	const folder = await mkdtemp(join(tmpdir(), "kontor-trace-"));
	const processes = [world.hub, world.host];
	for (const [index, process] of processes.entries()) {
		await process.kill({ KONTOR_CRASH_TRACE: join(folder, String(index)) });
		await process.untilUp();
	}
	await work();
	const points = [];
	for (const [index, process] of processes.entries()) {
		const passed = (await readFile(join(folder, String(index)), "utf8")).trim().split("\n");
		for (const point of new Set(passed)) points.push({ process, point });
	}
	await rm(folder, { recursive: true });
	return points;
}
