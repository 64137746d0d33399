import { fieldsOf } from "./fields.ts";
import type { Erp } from "./manifest.ts";

/** The merchant's configuration with what he left out. */
export function settingsOf({ config }: Pick<Erp, "config">) {
	return {
		url: config.url,
		source: config.source ?? "graphql",
		timeZone: config.timeZone ?? "Europe/Berlin",
		currency: config.currency ?? "EUR",
		invoiceKinds: config.invoiceKinds ?? ["Rechnung I", "Rechnung"],
		platforms: config.platforms ?? [],
		carriers: config.carriers ?? {},
		ruleSets: config.ruleSets ?? [],
		fields: fieldsOf(config.fields ?? {}),
	};
}

export type Settings = ReturnType<typeof settingsOf>;
