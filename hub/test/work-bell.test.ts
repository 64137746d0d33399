import { EventEmitter } from "node:events";
import type { Pool } from "pg";
import { describe, expect, it } from "vitest";
import { hangBell } from "../src/writeback/work-bell.ts";

/** A client as pg's pool gives it: a second release throws. */
class PooledClient extends EventEmitter {
	released = 0;
	release(): void {
		this.released++;
		if (this.released > 1) throw new Error("Release called on client which has already been released to the pool.");
	}
	async query(): Promise<void> {}
}

describe("the work bell", () => {
	it("lets go of its client once, though the database ends the connection as it closes", async () => {
		const client = new PooledClient();
		client.on("error", () => {});
		const bell = await hangBell({ connect: async () => client } as unknown as Pool, () => {});
		await bell.close();
		client.emit("error", new Error("terminating connection due to administrator command"));
		expect(client.released).toBe(1);
	});

	it("listens on another client when one breaks, however often that says so", async () => {
		const clients: PooledClient[] = [];
		const errors: Error[] = [];
		const connect = async () => {
			const client = new PooledClient();
			client.on("error", () => {});
			clients.push(client);
			return client;
		};
		const bell = await hangBell({ connect } as unknown as Pool, (error) => errors.push(error));
		for (let times = 0; times < 2; times++) clients[0]?.emit("error", new Error("connection reset"));
		await expect.poll(() => clients.length).toBe(2);
		expect(errors).toHaveLength(1);
		await bell.close();
		expect(clients.map(({ released }) => released)).toEqual([1, 1]);
	});
});
