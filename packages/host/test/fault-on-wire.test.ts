import { ConnectorError } from "@kontor/connector";
import { FaultOnWire } from "@kontor/protocol";
import { describe, expect, it } from "vitest";
import { redactor } from "../src/redact.ts";
import { faultOnWire } from "../src/work/fault-on-wire.ts";

const redact = redactor("s3cret-token");

describe("faultOnWire", () => {
	it("carries what a connector said, without secrets and not longer than the wire takes", () => {
		const thrown = new ConnectorError("rate-limited", `GET ?token=s3cret-token ${"x".repeat(5000)}`, {
			code: "SLOW_DOWN",
			retryAfterMs: 7000,
			http: { status: 429 },
			forMerchant: { de: "s3cret-token!", en: "Wait." },
		});
		const fault = FaultOnWire.parse(faultOnWire("pull", thrown, redact));
		expect(fault).toMatchObject({ fault: "rate-limited", code: "SLOW_DOWN", retryAfterMs: 7000, httpStatus: 429 });
		expect(JSON.stringify(fault)).not.toContain("s3cret-token");
	});

	it("calls a bug unexpected, with its reason and without secrets", () => {
		const fault = faultOnWire("pull", new TypeError("s3cret-token is not a function"), redact);
		expect(fault).toEqual({
			fault: "unexpected-reply",
			code: "UNEXPECTED_ERROR",
			message: "[secret] is not a function",
		});
	});

	it("calls a command that was cut off unknown, and anything else to be asked again", () => {
		const cutOff = new DOMException("the lease ends", "TimeoutError");
		expect(faultOnWire("command", cutOff, redact).fault).toBe("unknown-outcome");
		expect(faultOnWire("request", cutOff, redact).fault).toBe("unavailable");
	});
});
