import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { NEWER, SHAPES } from "./shapes.ts";

/** Compares `SHAPES` with eBay's own documents: `pnpm check:schema <folder with *_oas3.json>` (npm `ebay-mcp` ships them). */
const FILES = {
	fulfillment: "sell_fulfillment_v1_oas3.json",
	finances: "sell_finances_v1_oas3.json",
	notification: "commerce_notification_v1_oas3.json",
} as const;

interface Property {
	readonly type?: string;
	readonly $ref?: string;
	readonly items?: Property;
}

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(folder)) {
	console.log("skipped: no folder with eBay's documents");
} else {
	const wrong = Object.entries(FILES).flatMap(([api, file]) =>
		differences(api as keyof typeof FILES, join(folder, file)),
	);
	console.log(wrong.length === 0 ? "the fixture is a part of eBay's documents" : wrong.join("\n"));
	process.exitCode = wrong.length === 0 ? 0 : 1;
}

function differences(api: keyof typeof FILES, file: string): string[] {
	const { schemas } = JSON.parse(readFileSync(file, "utf8")).components as {
		schemas: Record<string, { properties?: Record<string, Property> }>;
	};
	return Object.entries(SHAPES[api]).flatMap(([schema, shape]) =>
		Object.entries(shape).flatMap(([field, type]) => {
			const official = schemas[schema]?.properties?.[field];
			const name = `${api}.${schema}.${field}`;
			if (NEWER[name] !== undefined) return [];
			const found = official === undefined ? "nothing" : nameOf(official);
			const wanted = typeof type === "string" ? type : `[${type}]`;
			return found === wanted ? [] : [`${name}: ${found}, here ${wanted}`];
		}),
	);
}

function nameOf({ type, $ref, items }: Property): string {
	if (items !== undefined) return `[${nameOf(items)}]`;
	return $ref?.split("/").at(-1) ?? type ?? "object";
}
