import { readFile } from "node:fs/promises";
import { type Connector, ConnectorError } from "@kontor/connector";
import * as z from "zod";

/** What the operator registered with platforms, by plugin: as he wrote it down. */
export type OperatorApps = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** By plugin and the schema of its manifest; null: the plugin needs one, and the operator has not set it up. */
export type CheckedApps = ReadonlyMap<string, Readonly<Record<string, unknown>> | null>;

const AppsFile = z.record(z.string(), z.record(z.string(), z.unknown()));

/**
 * Reads `KONTOR_<PLUGIN>_<FIELD>` ("KONTOR_SHOPIFY_CLIENT_ID"; lists are separated by commas) for every field that a
 * manifest's `app` names, over the JSON file that `KONTOR_APPS_FILE` names: `{"shopify": {"clientId": "..."}}`.
 * @throws Error where the file cannot be read
 */
export async function readApps(
	variables: Readonly<Record<string, string | undefined>>,
	plugins: readonly Connector[],
): Promise<OperatorApps> {
	const { KONTOR_APPS_FILE: file } = variables;
	const written = file === undefined ? {} : AppsFile.parse(JSON.parse(await readFile(file, "utf8")));
	const apps: Record<string, Record<string, unknown>> = {};
	for (const { manifest } of plugins) {
		const fields = Object.entries(manifest.app?.shape ?? {}).flatMap(([field, schema]) => {
			const value = variables[variableOf(manifest.id, field)];
			return value === undefined ? [] : [[field, isList(schema) ? listed(value) : value] as const];
		});
		const app = { ...written[manifest.id], ...Object.fromEntries(fields) };
		if (Object.keys(app).length > 0) apps[manifest.id] = app;
	}
	return apps;
}

/** "KONTOR_SHOPIFY_CLIENT_ID" */
export function variableOf(plugin: string, field: string): string {
	const words = `${plugin}_${field.replace(/[A-Z]/g, (letter) => `_${letter}`)}`;
	return `KONTOR_${words.replaceAll("-", "_").toUpperCase()}`;
}

function isList(schema: unknown): boolean {
	return schema instanceof z.ZodArray || (schema instanceof z.ZodOptional && schema.unwrap() instanceof z.ZodArray);
}

function listed(value: string): string[] {
	return value
		.split(",")
		.map((one) => one.trim())
		.filter((one) => one !== "");
}

/** @throws Error naming the fields of an app that was set up wrongly, never their values. */
export function checkedApps(plugins: readonly Connector[], given: OperatorApps): CheckedApps {
	const apps = new Map<string, Readonly<Record<string, unknown>> | null>();
	for (const { manifest } of plugins) {
		if (manifest.app === undefined) continue;
		const app = given[manifest.id];
		const parsed = manifest.app.safeParse(app ?? {});
		if (!parsed.success && app !== undefined) {
			const fields = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
			throw new Error(`the operator's app of ${manifest.id}: ${fields.join("; ")}`);
		}
		apps.set(manifest.id, parsed.data ?? null);
	}
	return apps;
}

/** @throws ConnectorError `bad-config` where the plugin needs an app that the operator has not set up. */
export function appOf(apps: CheckedApps, { manifest }: Connector): { app?: Readonly<Record<string, unknown>> } {
	const app = apps.get(manifest.id);
	if (app === undefined) return {};
	if (app !== null) return { app };
	throw new ConnectorError("bad-config", `the operator has not set up the app of ${manifest.id}`, {
		code: "APP_NOT_SET_UP",
		forMerchant: {
			de: `Die Anbindung ${manifest.title.de} ist hier noch nicht eingerichtet. Bitte den Betreiber von Kontor verständigen.`,
			en: `The plugin ${manifest.title.en} is not set up here yet. Please tell the operator of Kontor.`,
		},
	});
}
