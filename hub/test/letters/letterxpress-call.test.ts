import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LetterService as Config } from "@kontor/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { OutcomeUnknown } from "../../src/letters/letter-service.ts";
import { callService } from "../../src/letters/letterxpress-call.ts";
import { CarrierFault } from "../../src/messages/channel.ts";

/** Whoever the merchant names as his letter service may answer anything. */
const server = createServer((_, response) => {
	response.writeHead(200, { "content-type": "application/json" });
	for (let megabyte = 0; megabyte < 9; megabyte++) response.write(" ".repeat(1024 * 1024));
	response.end('{"message":"OK"}');
});
beforeAll(
	() =>
		new Promise<void>((resolve) => {
			server.listen(0, "127.0.0.1", resolve);
		}),
);
afterAll(() => void server.close());

it("is not read without end; whether a letter was taken is not known then", async () => {
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const call = callService(Config.parse({ service: "letterxpress", url, user: "laden" }), "key", true);
	await expect(call("GET", "/printjobs", {})).rejects.toThrow(CarrierFault);
	await expect(call("POST", "/printjobs", {})).rejects.toThrow(OutcomeUnknown);
});
