import { Liquid } from "liquidjs";
import { guarded } from "./marks.ts";

/** Nothing that loops, stores or reads files: a template is text with placeholders and conditions. */
const TAGS = new Set(["if", "unless", "case", "comment"]);
const FILTERS = new Set(["append", "capitalize", "default", "downcase", "prepend", "truncate", "upcase"]);

/** Characters; the longest built-in template has 1,500. */
export const MOST_CHARACTERS = 20_000;

const NO_FILES = {
	exists: async () => false,
	existsSync: () => false,
	contains: async () => false,
	containsSync: () => false,
	readFile: () => Promise.reject(new Error("templates read no files")),
	readFileSync: () => {
		throw new Error("templates read no files");
	},
	resolve: (_dir: string, file: string) => file,
};

/**
 * Liquid for templates of merchants. A placeholder that is not given is a fault; values are guarded, so that nothing a customer
 * typed is taken for markup.
 */
export const LIQUID = new Liquid({
	strictVariables: true,
	strictFilters: true,
	ownPropertyOnly: true,
	fs: NO_FILES,
	relativeReference: false,
	dynamicPartials: false,
	parseLimit: MOST_CHARACTERS,
	// Milliseconds: without loops none comes near it, however busy the machine is.
	renderLimit: 5_000,
	memoryLimit: 1_000_000,
	outputEscape: (value: unknown) => (typeof value === "string" ? guarded(value) : ""),
});
for (const tag of Object.keys(LIQUID.tags)) if (!TAGS.has(tag)) delete LIQUID.tags[tag];
for (const filter of Object.keys(LIQUID.filters)) if (!FILTERS.has(filter)) delete LIQUID.filters[filter];

export const ALLOWED = { tags: [...TAGS], filters: [...FILTERS] } as const;
