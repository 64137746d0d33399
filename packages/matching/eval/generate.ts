import { Clerk } from "./cases/clerk.ts";
import type { Draft, Scene } from "./cases/draft.ts";
import { Pool } from "./cases/pool.ts";
import { writeMixture, writeScenarios } from "./cases/write-postings.ts";
import type { LabelledPosting, LabelledSet, ProfileName } from "./data.ts";
import { PROFILES } from "./profile.ts";
import { randomFrom } from "./random.ts";
import { isoDay } from "./world/calendar.ts";
import { type OrderState, type PlacedOrder, toMatchOrder } from "./world/orders.ts";
import { buildWorld, knownPayers } from "./world/world.ts";

export interface SetOptions {
	readonly profile: ProfileName;
	readonly seed: number;
	/** Open orders, about. */
	readonly orders: number;
	/** How many, mixed as the profile says; or so many of every scenario. */
	readonly postings: number | { readonly ofEachScenario: number };
	/** No order is paid twice unless the case is about that: for the replay by date. */
	readonly once?: boolean;
}

/** The same options give the same set, to the byte. */
export function generate({ profile, seed, orders, postings, once = false }: SetOptions): LabelledSet {
	const random = randomFrom(seed, profile);
	const world = buildWorld(random.fork("world"), orders, PROFILES[profile].customers);
	let count = 0;
	const scene: Scene = {
		world,
		pool: new Pool(world, random.fork("pool"), !once),
		random: random.fork("postings"),
		strain: PROFILES[profile].strain,
		nextId: () => `p${++count}`,
	};
	const drafts =
		typeof postings === "number"
			? writeMixture(scene, PROFILES[profile], postings)
			: writeScenarios(scene, PROFILES[profile], postings.ofEachScenario);
	const clerk = new Clerk(world, drafts);
	return {
		profile,
		seed,
		orders: inState(world.orders, "open", "cancelled"),
		closed: inState(world.orders, "closed"),
		payers: knownPayers(world),
		late: drafts.flatMap(({ late }) =>
			late ? [{ order: toMatchOrder(late.order), arrives: isoDay(late.arrives) }] : [],
		),
		postings: drafts.map((draft) => labelled(draft, clerk)).toSorted(byBookingDate),
	};
}

function inState(orders: readonly PlacedOrder[], ...states: readonly OrderState[]) {
	return orders.filter(({ state }) => states.includes(state)).map(toMatchOrder);
}

function labelled(draft: Draft, clerk: Clerk): LabelledPosting {
	const { posting, scenario, parts, best, earlier, late } = draft;
	return {
		posting,
		scenario,
		truth: { orders: parts.map(({ order, ...part }) => ({ order: order.id, ...part })) },
		decidable: clerk.decides(draft),
		...(best && { best: best.map(({ id }) => id) }),
		...(earlier && { earlier }),
		...(late && { payLater: { order: late.order.id, minor: posting.amount.minor } }),
	};
}

function byBookingDate(a: LabelledPosting, b: LabelledPosting): number {
	return a.posting.bookingDate < b.posting.bookingDate ? -1 : a.posting.bookingDate > b.posting.bookingDate ? 1 : 0;
}
