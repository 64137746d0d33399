import { afterEach, describe, expect, it } from "vitest";
import { FeedError } from "../../src/feed.ts";
import { BankDouble } from "./bank-double.ts";
import { PHOTO_TAN } from "./bank-parameters.ts";
import { account, Merchant, november } from "./merchant.ts";

let bank: BankDouble;
afterEach(() => bank.close());

/** Numbers that look random and are the same every time (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

/** Damages a message in one place, as no bank should and some line might. */
function damaged(message: Buffer, number: (below: number) => number): Buffer {
	const [at, length] = [number(message.length), 1 + number(40)];
	const [before, after] = [message.subarray(0, at), message.subarray(at)];
	switch (number(5)) {
		case 0:
			return before;
		case 1:
			return Buffer.concat([before, after.subarray(length)]);
		case 2:
			return Buffer.concat([before, after.subarray(0, length), after]);
		case 3:
			return Buffer.concat([before, Buffer.from("'+:@?"[number(5)] ?? "'"), after.subarray(1)]);
		default:
			return Buffer.concat([before, Buffer.from([number(256)]), after.subarray(1)]);
	}
}

describe("a damaged reply", () => {
	it.each(Array.from({ length: 6 }, (_, index) => index + 1))(
		"ends in a fault or in nothing worse (%d)",
		async (seed) => {
			bank = await BankDouble.open({
				users: [{ id: "merchant", pin: "geheim?1", accounts: [account("1", november)], methods: [PHOTO_TAN] }],
				wantsTan: () => true,
				picture: { mediaType: "image/png", bytes: Buffer.from("picture") },
				orders: seed % 2 === 0 ? ["HKCAZ"] : ["HKKAZ"],
			});
			const number = numbersFrom(seed);
			const whole = new Merchant(bank);
			const [first] = await whole.accounts();
			for (let run = 0; run < 20; run++) {
				const merchant = new Merchant(bank);
				merchant.memory = run % 3 === 0 ? undefined : whole.memory;
				let left = number(4);
				merchant.fetch = async (url, init) => {
					const response = await fetch(url, init);
					if (left-- !== 0) return response;
					const reply = Buffer.from(await response.text(), "base64");
					return new Response(damaged(reply, number).toString("base64"));
				};
				const work = merchant.memory === undefined ? merchant.accounts() : merchant.fetchAll(first);
				const error = await work.then(
					() => undefined,
					(thrown: unknown) => thrown,
				);
				expect(error === undefined || error instanceof FeedError, `run ${run}: ${error}`).toBe(true);
			}
		},
	);
});
