import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bankFetch } from "../../src/bank-feeds/bank-fetch.ts";

/** DESIGN 6: addresses that merchants gave. */
describe("calls to banks", () => {
	let server: Server;
	let port: number;
	let calls = 0;
	beforeAll(async () => {
		server = createServer((_, response) => {
			calls++;
			response.writeHead(302, { location: "/elsewhere" }).end();
		});
		await new Promise<void>((resolve) => {
			server.listen(0, resolve);
		});
		({ port } = server.address() as AddressInfo);
	});
	afterAll(
		() =>
			new Promise((resolve) => {
				server.close(resolve);
			}),
	);

	it.each(["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "0x7f.1"])(
		"never reach the operator's own network by %s",
		async (host) => {
			const before = calls;
			await expect(bankFetch(false)(`http://${host}:${port}/`)).rejects.toThrow();
			expect(calls).toBe(before);
		},
	);

	it("reach it where the operator allows it, and follow no redirect either way", async () => {
		const answer = await bankFetch(true)(`http://127.0.0.1:${port}/`);
		expect(answer.status).toBe(302);
		expect(calls).toBe(1);
	});
});
