import { parseArgs } from "node:util";
import { type ProfileName, SCENARIOS, type ScenarioName } from "./data.ts";

export const USAGE = `pnpm eval                        the complete table: both profiles, several sizes and seeds, peers where they are
  --profile base|hard            one set only
  --orders N --postings N        its size (10000, 4000)
  --seed N                       several: --seed 7 --seed 8
  --scenarios                    200 postings of each scenario instead, rates for each
  --stateful                     by date: orders appear and close, a clerk answers, payers are learned
  --ablate                       each guard left out once, and without closed orders and payers
  --peers                        the other systems on the same set
  --speed [--million]            against the Odoo shape and FlexSearch in turn, at 10,000 and 100,000 orders
  --show false|missed|lost|scenario:NAME [--limit N]   postings with truth and decision
  --threshold P                  another threshold for booking without a person
  --write FOLDER                 only writes the set there, as \`kontor assign --orders --postings\` reads it, with its truth
  --report                       the complete table into the package's README`;

/** What of the answers is printed in full. */
export type Show = "false" | "missed" | "lost" | { readonly scenario: ScenarioName };

export interface Options {
	/** Nothing was said about a set: the complete table. */
	readonly complete: boolean;
	readonly profile: ProfileName;
	readonly orders: number;
	readonly postings: number;
	readonly seeds: readonly number[];
	readonly scenarios: boolean;
	readonly stateful: boolean;
	readonly ablate: boolean;
	readonly peers: boolean;
	/** Only speeds, against other systems; with a million orders too where that is said. */
	readonly speed: "usual" | "million" | null;
	readonly show: Show | null;
	readonly limit: number;
	readonly threshold: number | null;
	/** A folder to write the set into instead of measuring. */
	readonly write: string | null;
	readonly report: boolean;
}

/** Throws what is wrong, for people. */
export function readOptions(args: readonly string[]): Options {
	const { values } = parseArgs({
		args: [...args].filter((argument) => argument !== "--"),
		options: {
			profile: { type: "string" },
			orders: { type: "string" },
			postings: { type: "string" },
			seed: { type: "string", multiple: true },
			scenarios: { type: "boolean", default: false },
			stateful: { type: "boolean", default: false },
			ablate: { type: "boolean", default: false },
			peers: { type: "boolean", default: false },
			speed: { type: "boolean", default: false },
			million: { type: "boolean", default: false },
			show: { type: "string" },
			limit: { type: "string" },
			threshold: { type: "string" },
			write: { type: "string" },
			report: { type: "boolean", default: false },
		},
	});
	const { scenarios, stateful, ablate, peers, report } = values;
	const aboutOneSet = [values.profile, values.orders, values.postings, values.seed, values.show, values.write].some(
		(value) => value !== undefined,
	);
	return {
		complete: report || !(aboutOneSet || scenarios || stateful || ablate || peers),
		profile: profileOf(values.profile ?? "base"),
		orders: wholeNumber("orders", values.orders ?? (scenarios ? "100000" : "10000")),
		postings: wholeNumber("postings", values.postings ?? "4000"),
		seeds: (values.seed ?? ["7"]).map((seed) => wholeNumber("seed", seed)),
		scenarios,
		stateful,
		ablate,
		peers,
		speed: values.speed ? (values.million ? "million" : "usual") : null,
		show: values.show === undefined ? null : showOf(values.show),
		limit: wholeNumber("limit", values.limit ?? "20"),
		threshold: values.threshold === undefined ? null : Number(values.threshold),
		write: values.write ?? null,
		report,
	};
}

function profileOf(text: string): ProfileName {
	if (text === "base" || text === "hard") return text;
	throw new Error(`--profile is base or hard, not "${text}"`);
}

function wholeNumber(name: string, text: string): number {
	if (!/^\d+$/.test(text)) throw new Error(`--${name} is a whole number, not "${text}"`);
	return Number(text);
}

function showOf(text: string): Show {
	if (text === "false" || text === "missed" || text === "lost") return text;
	const scenario = SCENARIOS.find((name) => text === `scenario:${name}`);
	if (scenario === undefined) throw new Error(`--show is false, missed, lost or scenario:NAME, not "${text}"`);
	return { scenario };
}
