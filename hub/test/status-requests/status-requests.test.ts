import { afterAll, beforeAll, describe, test } from "vitest";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
import { heldOrders } from "./held-orders.ts";
import { unheldOrders } from "./unheld-orders.ts";
import { whateverGetsLost } from "./whatever-gets-lost.ts";

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());

describe("for orders that Kontor holds", () => heldOrders(() => hub));
describe("for orders that it does not hold", () => unheldOrders(() => hub));

// E2
test("whatever gets lost on the way, each platform sees each parcel and status once and in order", async () => {
	await whateverGetsLost(hub);
});
