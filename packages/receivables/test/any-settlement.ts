import fc from "fast-check";
import type { Settlement } from "../src/index.ts";

const minor = fc.integer({ min: -20_000, max: 20_000 });
const amount = fc.integer({ min: 0, max: 20_000 });
export const anySettlement: fc.Arbitrary<Settlement> = fc.record({
	currency: fc.constant("EUR"),
	amount: minor,
	receivedInShop: amount,
	reportedByUs: amount,
	assigned: minor,
	besides: fc.record({ cashDiscount: amount, charges: amount, tolerance: minor, byHand: amount }),
	repaid: amount,
});
