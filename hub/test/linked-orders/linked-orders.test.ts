import { afterAll, beforeAll, describe, test } from "vitest";
import { startTestHub, type TestHub } from "../support/test-hub.ts";
import { ledElsewhere } from "./led-elsewhere.ts";
import { markIsOver } from "./mark-is-over.ts";
import { marksAreShown } from "./marks-are-shown.ts";
import { moneyCountsOnce } from "./money-counts-once.ts";
import { oneReceivable } from "./one-receivable.ts";
import { toldOfLeader } from "./told-of-leader.ts";

let hub: TestHub;
beforeAll(async () => {
	hub = await startTestHub();
});
afterAll(() => hub.close());

describe("one receivable", () => oneReceivable(() => hub));
describe("told of the leader", () => toldOfLeader(() => hub));
describe("the leader's mark is over", () => markIsOver(() => hub));
describe("led elsewhere", () => ledElsewhere(() => hub));

test("whatever happens, in whatever order: money counts once, and each system is told once (A13)", async () => {
	await moneyCountsOnce(hub);
}, 60_000);

test("whatever becomes of the leader, its follower's system shows it, once, and what is done there stays (A13, E3, E4)", async () => {
	await marksAreShown(hub);
}, 60_000);
