import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Level, type Levelled, levelled, type Member } from "../../src/linked-orders/level.ts";

const NEW: Level = { said: 0, counted: 0, doubted: 0, settled: 0 };
const member = (order: string, changes: Partial<Member> = {}): Member => ({
	order,
	amount: 10_000,
	own: 0,
	claimed: 0,
	reported: 0,
	tolerated: 0,
	before: NEW,
	...changes,
});
/** What is linked of the leader, and of who follows it. */
const linked = (leader: Partial<Member>, follower: Partial<Member>) =>
	levelled([member("shop", leader), member("erp", follower)]).map((one) => one.linked);

describe("what settles one order settles the other", () => {
	test.each([
		["a posting on the leader", { own: 10_000 }, {}, [0, 10_000]],
		["a posting on the follower", {}, { own: 10_000 }, [10_000, 0]],
		["a posting on each", { own: 4_000 }, { own: 6_000 }, [6_000, 4_000]],
		["what the other system received", {}, { claimed: 10_000 }, [10_000, 0]],
		["the same gift card in both", { claimed: 2_000 }, { claimed: 2_000 }, [0, 0]],
		["a posting that the other system entered, too", { own: 10_000 }, { claimed: 10_000 }, [0, 0]],
		["more in the other system than the posting", { own: 6_000 }, { claimed: 10_000 }, [4_000, 0]],
		["a surplus, which is the leader's", {}, { own: 12_000 }, [12_000, -2_000]],
		[
			"an echo of a posting that is taken back",
			{},
			{ claimed: 5_000, before: { said: 5_000, counted: 0, doubted: 0, settled: 5_000 } },
			[0, -5_000],
		],
		["an amount that is a cent less", { own: 10_000 }, { amount: 9_999, tolerated: 5 }, [0, 9_999]],
		["an amount that is a cent more", { own: 10_000 }, { amount: 10_001, tolerated: 5 }, [0, 10_001]],
		["all of an amount that is a cent less", {}, { amount: 9_999, own: 9_999, tolerated: 5 }, [10_000, 0]],
		["an amount that is no longer tolerated", { own: 10_000 }, { amount: 10_100, tolerated: 5 }, [0, 10_000]],
	] as const)("%s", (_, leader, follower, expected) => {
		expect(linked(leader, follower)).toEqual(expected);
	});

	test("also of three", () => {
		const all = levelled([
			member("shop", { own: 3_000 }),
			member("erp", { claimed: 3_000 }),
			member("invoices", { own: 7_000 }),
		]);
		expect(all.map((one) => one.linked)).toEqual([7_000, 7_000, 3_000]);
	});
});

/** Money as it really came, and what the follower's system has written down of it. */
const step = fc.oneof(
	fc.record({
		what: fc.constant("posting" as const),
		minor: fc.integer({ min: 1, max: 4_000 }),
		onLeader: fc.boolean(),
	}),
	fc.record({ what: fc.constant("counter" as const), minor: fc.integer({ min: 1, max: 4_000 }) }),
	fc.record({
		what: fc.constantFrom("echo" as const, "report" as const, "undo" as const, "forget" as const),
		which: fc.nat(),
	}),
);

interface Posted {
	readonly minor: number;
	readonly onLeader: boolean;
	undone: boolean;
	/** How the follower's system came to know of it. */
	known: "echo" | "report" | null;
}

test("money is never counted twice, and all of it once the other system knows of it, or a person is asked", () => {
	fc.assert(
		fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
			const postings: Posted[] = [];
			let counter = 0;
			let before: [Level, Level] = [NEW, NEW];
			const sum = (of: (posted: Posted) => boolean) =>
				postings.filter(of).reduce((total, { minor }) => total + minor, 0);

			function settled(): number {
				const leader = member("shop", { amount: 9_000, own: sum((p) => !p.undone && p.onLeader), before: before[0] });
				const follower = member("erp", {
					amount: 9_000,
					own: sum((p) => !p.undone && !p.onLeader),
					claimed: counter + sum((p) => p.known === "echo"),
					reported: sum((p) => p.known === "report"),
					before: before[1],
				});
				const [one, other] = levelled([leader, follower]);
				if (one === undefined || other === undefined) throw new Error("two in, two out");
				before = [one, other];
				const total = leader.own + one.linked;
				expect(follower.own + follower.claimed + other.linked).toBe(Math.min(total, follower.amount));
				// The same again changes nothing (I4).
				expect(
					levelled([
						{ ...leader, before: one },
						{ ...follower, before: other },
					]),
				).toEqual([one, other]);
				return total;
			}

			function take(one: (typeof steps)[number]): void {
				if (one.what === "posting") postings.push({ ...one, undone: false, known: null });
				else if (one.what === "counter") counter += one.minor;
				else {
					const posted = postings[one.which % Math.max(1, postings.length)];
					if (posted === undefined) return;
					if (one.what === "undo") posted.undone = true;
					else if (one.what === "forget") posted.known = posted.undone ? null : posted.known;
					else if (!posted.undone) posted.known ??= one.what;
				}
			}

			for (const one of steps) {
				take(one);
				expect(settled()).toBeLessThanOrEqual(counter + sum((p) => !p.undone));
			}
			// In the end the systems agree.
			for (const posted of postings) posted.known = posted.undone ? null : (posted.known ?? "report");
			const total = settled();
			const doubted = before.some((level) => (level as Levelled).exceeds);
			if (!doubted) expect(total).toBe(counter + sum((p) => !p.undone));
		}),
		{ numRuns: 2_000 },
	);
});
