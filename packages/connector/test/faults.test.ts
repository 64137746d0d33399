import { describe, expect, it } from "vitest";
import { ConnectorError, faultOfFailure, faultOfStatus, retryAfterMs } from "../src/index.ts";

function failed(code: string): Error {
	return new TypeError("fetch failed", { cause: Object.assign(new Error("connect"), { code }) });
}

describe("faultOfFailure", () => {
	it("calls a write that never left unavailable, and one that may have arrived unknown", () => {
		expect(faultOfFailure("write", failed("ECONNREFUSED"))).toBe("unavailable");
		expect(faultOfFailure("write", failed("UND_ERR_CONNECT_TIMEOUT"))).toBe("unavailable");
		expect(faultOfFailure("write", failed("ECONNRESET"))).toBe("unknown-outcome");
		expect(faultOfFailure("write", failed("UND_ERR_HEADERS_TIMEOUT"))).toBe("unknown-outcome");
		expect(faultOfFailure("write", "not even an error")).toBe("unknown-outcome");
	});

	it("lets a read be repeated whatever happened to it", () => {
		expect(faultOfFailure("read", failed("ECONNRESET"))).toBe("unavailable");
	});

	it("keeps what the host said", () => {
		const refused = new ConnectorError("bad-config", "private address", { code: "PRIVATE_ADDRESS" });
		expect(faultOfFailure("read", new Error("wrapped", { cause: refused }))).toBe("bad-config");
	});
});

describe("faultOfStatus", () => {
	it("asks whether it was a write only where the shop failed", () => {
		expect([500, 503].map((status) => faultOfStatus("read", status))).toEqual(["unavailable", "unavailable"]);
		expect([500, 503].map((status) => faultOfStatus("write", status))).toEqual(["unknown-outcome", "unknown-outcome"]);
		expect([401, 403, 404, 409, 422, 429].map((status) => faultOfStatus("write", status))).toEqual([
			"bad-config",
			"bad-config",
			"invalid-input",
			"invalid-input",
			"invalid-input",
			"rate-limited",
		]);
	});
});

describe("retryAfterMs", () => {
	it("reads seconds and dates, and nothing else", () => {
		const now = new Date("2026-11-02T08:00:00Z");
		expect(retryAfterMs("120", now)).toBe(120_000);
		expect(retryAfterMs("Mon, 02 Nov 2026 08:00:30 GMT", now)).toBe(30_000);
		expect(retryAfterMs("Mon, 02 Nov 2026 07:00:00 GMT", now)).toBe(0);
		expect(retryAfterMs("soon", now)).toBeUndefined();
		expect(retryAfterMs(null, now)).toBeUndefined();
	});
});
