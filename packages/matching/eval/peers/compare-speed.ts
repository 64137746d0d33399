import type { MatchPosting } from "../../src/index.ts";
import type { LabelledSet } from "../data.ts";
import { flexsearch } from "./flexsearch.ts";
import { type Contestant, measureSpeed, type Speed, speedRatio } from "./measure-speed.ts";
import { odoo } from "./odoo.ts";

/** The engine and its yardsticks over one set, in one run. Ratios are null where the other one did not take part. */
export interface SpeedComparison {
	readonly openOrders: number;
	readonly speeds: readonly Speed[];
	readonly engineToOdoo: number | null;
	readonly engineToFlexSearch: number | null;
	readonly engineToFlexSearchWithoutCommon: number | null;
}

/** FlexSearch over more orders takes gigabytes and decides some ten postings a second. */
const MOST_FOR_FLEXSEARCH = 200_000;

/**
 * @param decide - our engine, knowing the set already.
 */
export function compareSpeed(set: LabelledSet, decide: (posting: MatchPosting) => unknown): SpeedComparison {
	const postings = set.postings.map(({ posting }) => posting);
	const engine = { name: "engine", decide };
	// Any limits will do: they cost nothing.
	const limits = { threshold: 0.9, margin: 0.1 };
	const searches =
		set.orders.length > MOST_FOR_FLEXSEARCH ? [] : [flexsearch("plain", limits), flexsearch("withoutCommon", limits)];
	const yardsticks = [odoo, ...searches].map((peer): Contestant => ({ name: peer.name, decide: peer.build(set) }));
	const [ours, hash, plain, withoutCommon] = measureSpeed([engine, ...yardsticks], postings);
	const speeds = [ours, hash, plain, withoutCommon].filter((speed) => speed !== undefined);
	const ratio = (other: Speed | undefined) =>
		ours === undefined || other === undefined ? null : Number(speedRatio(ours, other).toPrecision(3));
	return {
		openOrders: set.orders.length,
		speeds,
		engineToOdoo: ratio(hash),
		engineToFlexSearch: ratio(plain),
		engineToFlexSearchWithoutCommon: ratio(withoutCommon),
	};
}

/** The comparison as lines of a table for a terminal. */
export function speedTable({ openOrders, speeds, ...ratios }: SpeedComparison): string[] {
	const row = (cells: readonly string[]) =>
		cells.map((cell, i) => (i === 0 ? cell.padEnd(52) : cell.padStart(12))).join("");
	const milliseconds = (ms: number) => ms.toPrecision(3);
	return [
		row([`${openOrders.toLocaleString("en")} orders`, "postings/s", "per CPU-s", "p50 ms", "p99 ms"]),
		...speeds.map((speed) =>
			row([
				speed.name,
				speed.postingsPerSecond.toLocaleString("en"),
				speed.postingsPerCpuSecond.toLocaleString("en"),
				milliseconds(speed.p50Ms),
				milliseconds(speed.p99Ms),
			]),
		),
		`Engine to Odoo ${ratios.engineToOdoo ?? "-"}, to FlexSearch ${ratios.engineToFlexSearch ?? "-"}, without common words ${ratios.engineToFlexSearchWithoutCommon ?? "-"}`,
	];
}
