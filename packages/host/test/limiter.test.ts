import { describe, expect, it } from "vitest";
import { Limiter } from "../src/shop-http/limiter.ts";

const never = new AbortController().signal;

describe("Limiter", () => {
	it("lets no more run at a time than the shop takes", async () => {
		const limiter = new Limiter({ requestsPerSecond: 1000, concurrency: 2 });
		let [running, most] = [0, 0];
		const call = async () => {
			const end = await limiter.turn(never);
			most = Math.max(most, ++running);
			await new Promise((resolve) => setTimeout(resolve, 2));
			running--;
			end();
		};
		await Promise.all(Array.from({ length: 20 }, call));
		expect(most).toBe(2);
	});

	it("lets no more begin in a second than the shop takes", async () => {
		const limiter = new Limiter({ requestsPerSecond: 20, concurrency: 100 });
		const started = performance.now();
		for (let call = 0; call < 24; call++) (await limiter.turn(never))();
		// 20 at once, then one each 50 ms.
		expect(performance.now() - started).toBeGreaterThan(180);
	});

	it("forgets who stopped waiting, and nobody else", async () => {
		const limiter = new Limiter({ requestsPerSecond: 1000, concurrency: 1 });
		const end = await limiter.turn(never);
		const leaving = new AbortController();
		const order: string[] = [];
		const first = limiter.turn(leaving.signal).catch(() => order.push("left"));
		const second = limiter.turn(never).then((endSecond) => {
			order.push("second");
			endSecond();
		});
		leaving.abort();
		await first;
		end();
		await second;
		expect(order).toEqual(["left", "second"]);
	});

	it("keeps the queue of others when a turn is cut off after it began", async () => {
		const limiter = new Limiter({ requestsPerSecond: 1000, concurrency: 1 });
		const cutOff = new AbortController();
		const end = await limiter.turn(cutOff.signal);
		const waiting = limiter.turn(never);
		cutOff.abort();
		end();
		(await waiting)();
	});
});
