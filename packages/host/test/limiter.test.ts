import type { ConnectorError } from "@kontor/connector";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
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

describe("Limiter with a window, of shops that count by the minute", () => {
	beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
	afterEach(() => vi.useRealTimers());

	const tenAMinute = { requestsPerSecond: 5, concurrency: 1, window: { requests: 10, seconds: 60 } };

	/** A call that takes a while; its begin is noted. */
	async function call(limiter: Limiter, began: number[], takesMs: number): Promise<void> {
		const end = await limiter.turn(never);
		began.push(performance.now());
		await new Promise((resolve) => setTimeout(resolve, takesMs));
		end();
	}

	it.each([
		{ requests: 10, concurrency: 1, takesMs: 300 },
		{ requests: 60, concurrency: 3, takesMs: 700 },
	])("lets no more than $requests reach the shop in any 60 seconds, whenever in a call it counts", async (plan) => {
		const { requests, concurrency, takesMs } = plan;
		const limiter = new Limiter({ requestsPerSecond: 20, concurrency, window: { requests, seconds: 60 } });
		const began: number[] = [];
		let refused = 0;
		// As work that is offered again when the fault says: three minutes under more load than there is room for.
		const again = async (): Promise<void> => {
			try {
				await call(limiter, began, takesMs);
			} catch (error) {
				refused++;
				const { retryAfterMs = 0 } = (error as ConnectorError).details;
				expect(retryAfterMs).toBeGreaterThan(15_000);
				await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
				await again();
			}
		};
		const all = Promise.all(Array.from({ length: 3 * requests }, again));
		await vi.advanceTimersByTimeAsync(10 * 60_000);
		await all;
		expect(refused).toBeGreaterThan(0);
		// The shop may have counted a call at its begin, another at its end.
		for (const [nth, at] of began.entries()) {
			const before = began.slice(0, nth).filter((other) => other + takesMs > at - 60_000);
			expect(before.length).toBeLessThan(requests);
		}
		expect((began.at(-1) ?? 0) - (began[0] ?? 0), "and wastes little of what is allowed").toBeLessThan(4 * 60_000);
	});

	it("has nobody wait so long that his lease ends, and says when there is room", async () => {
		const limiter = new Limiter(tenAMinute);
		const began: number[] = [];
		const calls = Promise.all(Array.from({ length: 10 }, () => call(limiter, began, 0)));
		await vi.advanceTimersByTimeAsync(5000);
		await calls;
		const eleventh = await limiter.turn(never).catch((error: unknown) => error);
		expect(eleventh).toMatchObject({ fault: "rate-limited", details: { code: "SHOP_WINDOW_FULL" } });
		const { retryAfterMs = 0 } = (eleventh as ConnectorError).details;
		await vi.advanceTimersByTimeAsync(retryAfterMs + 1);
		(await limiter.turn(never))();
		await vi.advanceTimersByTimeAsync(60_000);
		(await limiter.turn(never))();
	});

	it("waits where there is room soon", async () => {
		const limiter = new Limiter(tenAMinute);
		const began: number[] = [];
		for (let count = 0; count < 10; count++) {
			void call(limiter, began, 0);
			await vi.advanceTimersByTimeAsync(5500);
		}
		const eleventh = call(limiter, began, 0);
		await vi.advanceTimersByTimeAsync(10_000);
		await eleventh;
		expect((began[10] ?? 0) - (began[0] ?? 0)).toBeGreaterThanOrEqual(60_000);
	});

	it("counts what was called before the merchant changed his plan", async () => {
		const limiter = new Limiter({ ...tenAMinute, window: { requests: 60, seconds: 60 } });
		const began: number[] = [];
		const calls = Promise.all(Array.from({ length: 10 }, () => call(limiter, began, 0)));
		await vi.advanceTimersByTimeAsync(5000);
		await calls;
		limiter.change(tenAMinute);
		await expect(limiter.turn(never)).rejects.toMatchObject({ fault: "rate-limited" });
	});
});
