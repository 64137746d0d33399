import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, it } from "vitest";
import { expectSettled } from "./settled.ts";
import { Trade } from "./trade.ts";
import { createWorld, type World } from "./world.ts";

const KILLS = 200;

describe(`hub and host, killed ${KILLS} times at random instants`, () => {
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
		let killing = true;
		const trading = (async () => {
			for (let turn = 1; killing; turn++) {
				await trade.sell();
				// No faster than the shop's own limit on requests lets write-backs follow.
				await sleep(900);
				if (turn % 7 === 0 && (await trade.states()).get(trade.next ?? "") === "paid") await trade.takeBack();
			}
		})();
		const kills = (async () => {
			for (let round = 0; round < KILLS / 2; round++) {
				// Both at instants of their own, while they start or while they work.
				await Promise.all(
					[world.hub, world.host].map((process) => sleep(Math.random() * 600).then(() => process.kill())),
				);
				// Once in a while both are up: a system that is never there settles nothing.
				if (round % 3 === 2) await Promise.all([world.hub.untilUp(), world.host.untilUp()]);
			}
			killing = false;
		})();
		await Promise.all([trading, kills]);
		await expectSettled(world, trade);
	});
});
