import { describe, expect, it } from "vitest";
import { isPrivateAddress } from "../src/shop-http/private-address.ts";

describe("isPrivateAddress", () => {
	it.each([
		"127.0.0.1",
		"10.1.2.3",
		"172.31.0.1",
		"192.168.178.1",
		"169.254.169.254",
		"100.64.0.1",
		"0.0.0.0",
		"224.0.0.1",
		"[::1]",
		"::",
		"fe80::1",
		"fd00::1",
		"::ffff:10.0.0.1",
		"::ffff:7f00:1",
		"64:ff9b::a00:1",
		"2002:a00:1::",
	])("%s is", (address) => {
		expect(isPrivateAddress(address)).toBe(true);
	});

	it.each(["93.184.216.34", "172.32.0.1", "2606:4700::1111", "::ffff:93.184.216.34", "shop.example"])(
		"%s is not",
		(address) => {
			expect(isPrivateAddress(address)).toBe(false);
		},
	);
});
