import type { Manifest } from "./manifest.ts";

/** How fast a shop may be asked. */
export interface Limits {
	readonly requestsPerSecond: number;
	readonly concurrency: number;
	/** For a shop that counts over longer times: at most `requests` in any `seconds` in a row. Left out: it does not. */
	readonly window?: { readonly requests: number; readonly seconds: number };
}

/** What differs by something the merchant says, as his plan: the field of `config`, and what holds for each of its values. */
export interface LimitsByConfig {
	readonly field: string;
	readonly values: Readonly<Record<string, Partial<Limits>>>;
}

/** The limits of one connection. A value that is not named has the manifest's own: those should be the strictest. */
export function limitsOf({ limits }: Pick<Manifest, "limits">, config: Readonly<Record<string, unknown>>): Limits {
	const { byConfig, ...all } = limits;
	const value = byConfig === undefined ? undefined : config[byConfig.field];
	const differs = typeof value === "string" && Object.hasOwn(byConfig?.values ?? {}, value);
	return differs ? { ...all, ...byConfig?.values[value] } : all;
}
