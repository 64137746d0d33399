import { effectiveSettings } from "../src/settings/effective.ts";
import type { SettingsOf } from "./check/plain-settings.ts";
import type { World } from "./world.ts";

/** The settings that hold for each shop of a world. */
export function settingsOfWorld({ merchant, shops }: World): SettingsOf {
	const settings = new Map(shops.map(({ id, settings: own }) => [id, effectiveSettings(merchant, own)]));
	return (shop) => {
		const found = settings.get(shop);
		if (found === undefined) throw new RangeError(`no shop ${shop}`);
		return found;
	};
}
