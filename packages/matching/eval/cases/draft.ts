import type { MatchPosting } from "../../src/index.ts";
import type { ScenarioName } from "../data.ts";
import type { Legibility } from "../noise/number-form.ts";
import type { Kinship } from "../noise/payer-name.ts";
import type { Random } from "../random.ts";
import type { PlacedOrder } from "../world/orders.ts";
import type { World } from "../world/world.ts";
import type { Pool } from "./pool.ts";

/** Everything a case is written from. */
export interface Scene {
	readonly world: World;
	readonly pool: Pool;
	readonly random: Random;
	/** Shares of what goes wrong even in cases that are about something else: 1 as usual, more in the hard profile. */
	readonly strain: number;
	readonly nextId: () => string;
}

/** A posting with its truth; whether a clerk can decide it is found out when all orders of the set are known. */
export interface Draft {
	readonly posting: MatchPosting;
	readonly scenario: ScenarioName;
	readonly parts: readonly Part[];
	/** What stands in it, for the clerk; or his verdict where the case itself decides. */
	readonly written: Written | boolean;
	readonly best?: readonly PlacedOrder[];
	readonly earlier?: MatchPosting;
	/** The rest, later. */
	readonly second?: Draft;
	/** The order it pays, of which nobody has heard yet. */
	readonly late?: { readonly order: PlacedOrder; readonly arrives: number };
}

/** See `TruePart`. */
interface Part {
	readonly order: PlacedOrder;
	readonly minor: number;
	readonly settles?: number;
}

/** What a posting shows of the orders it pays. */
export interface Written {
	/** One for each order that is named; `text` as the payer wrote it. */
	readonly numbers: readonly { readonly order: PlacedOrder; readonly text: string; readonly legibility: Legibility }[];
	/** What the payer's name, account or a name or customer number in the text says about the customer. */
	readonly payer: Kinship;
	/** `proves`: to the cent what the orders cost, with what may be deducted. `differs`: part, surplus, charges. */
	readonly amount: "proves" | "differs";
	/** Numbers are announced that do not stand there ("u.a."). */
	readonly more: boolean;
}

/** Null where no order of the set lets the case happen. */
export type Case = (scene: Scene) => Draft | null;
