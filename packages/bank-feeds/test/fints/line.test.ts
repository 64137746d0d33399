import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FeedError } from "../../src/feed.ts";
import { BankDouble } from "./bank-double.ts";
import { PUSH_TAN } from "./bank-parameters.ts";
import { faultOf, Merchant } from "./merchant.ts";

let bank: BankDouble;
let server: Server | undefined;
let written: string[];

beforeEach(() => {
	written = [];
	for (const stream of ["log", "info", "warn", "error", "debug"] as const) {
		vi.spyOn(console, stream).mockImplementation((...words) => void written.push(words.join(" ")));
	}
});
afterEach(async () => {
	vi.restoreAllMocks();
	await bank.close();
	await new Promise<void>((resolve) => {
		server?.closeAllConnections();
		if (server) server.close(() => resolve());
		else resolve();
		server = undefined;
	});
	// lib-fints would write here what it cannot read.
	expect(written).toEqual([]);
});

async function open(): Promise<Merchant> {
	bank = await BankDouble.open({ users: [{ id: "merchant", pin: "geheim?1", accounts: [], methods: [PUSH_TAN] }] });
	return new Merchant(bank);
}

/** A merchant whose bank is that server. */
async function answering(handler: Parameters<typeof createServer>[1], limits = {}): Promise<Merchant> {
	await open();
	server = createServer(handler);
	await new Promise<void>((resolve) => {
		server?.listen(0, "127.0.0.1", resolve);
	});
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
	return new Merchant(bank, { url }, { limits });
}

describe("the line to a bank", () => {
	it.each([
		[200, "<html>Willkommen</html>", "unexpected-reply"],
		[200, "", "unexpected-reply"],
		[200, Buffer.from("HNHBK:1:3+000000000099+300+1+1'HNVSD:999:1+@50@HIRMG").toString("base64"), "unavailable"],
		[200, Buffer.from("HNHBK:1:3+000000000099+300+1+1'HIRMG:2:2+0010::ok'").toString("base64"), "unavailable"],
		[200, Buffer.from("HNHBK:1:3+000000000099+300+1+1'HIRMG:2:2+'HNHBS:3:1+1'").toString("base64"), "unexpected-reply"],
		[302, "", "unexpected-reply"],
		[404, "geheim?1", "unexpected-reply"],
		[429, "", "rate-limited"],
		[500, "geheim?1", "unavailable"],
		[503, "", "unavailable"],
	])("takes HTTP %d with %j for %s", async (status, body, kind) => {
		const merchant = await answering((_, response) => {
			response.writeHead(status, { location: bank.url });
			response.end(body);
		});
		const fault = await faultOf(merchant.setUp());
		expect(fault.fault).toBe(kind);
		expect(JSON.stringify([fault.message, fault.forMerchant])).not.toContain("geheim");
		expect(bank.heard).toEqual([]);
	});

	it("does not wait for ever", async () => {
		const merchant = await answering(() => undefined, { timeoutMs: 50 });
		expect(await faultOf(merchant.setUp())).toMatchObject({
			fault: "unavailable",
			message: expect.stringContaining("50 ms"),
		});
	});

	it("does not wait for ever for the rest of an answer", async () => {
		const merchant = await answering((_, response) => response.write("SE5IQks6"), { timeoutMs: 50 });
		expect(await faultOf(merchant.setUp())).toMatchObject({ fault: "unavailable" });
	});

	it("takes no answer that is too long", async () => {
		const merchant = await answering((_, response) => response.end("A".repeat(5000)), { maximumBytes: 4999 });
		expect(await faultOf(merchant.setUp())).toMatchObject({
			fault: "unexpected-reply",
			message: expect.stringContaining("4999"),
		});
	});

	it("stops when it is told to", async () => {
		const merchant = await answering(() => undefined);
		const work = faultOf(merchant.setUp());
		merchant.abort.abort();
		expect(await work).toMatchObject({ fault: "unavailable" });
	});

	it("says that nobody answers", async () => {
		const merchant = await open();
		await bank.close();
		expect(await faultOf(merchant.setUp())).toMatchObject({
			fault: "unavailable",
			message: expect.stringContaining("ECONNREFUSED"),
		});
	});

	it("says that a certificate is not the bank's", async () => {
		const merchant = await open();
		merchant.fetch = () =>
			Promise.reject(
				new TypeError("fetch failed", { cause: Object.assign(new Error(), { code: "ERR_TLS_CERT_ALTNAME_INVALID" }) }),
			);
		expect(await faultOf(merchant.setUp())).toMatchObject({ fault: "unexpected-reply" });
	});

	it("hands on why an address may not be called", async () => {
		const merchant = await open();
		const refused = new FeedError("bad-credentials", "private", { forMerchant: { de: "Privat.", en: "Private." } });
		merchant.fetch = () => Promise.reject(new TypeError("fetch failed", { cause: refused }));
		expect(await faultOf(merchant.setUp())).toBe(refused);
	});
});
