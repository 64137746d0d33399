import type { StatusRequest } from "@kontor/connector";
import type { Layout } from "../erp.ts";
import type { Parcel, Rule } from "../rules/index.ts";
import type { Settings } from "../settings.ts";
import { PLATFORMS } from "../statuses.ts";
import type { Subject } from "./subject.ts";

/** What is written where the layout is gone, or has no text. */
const PLAIN: Omit<Layout, "title"> = {
	subject: "Ihre Bestellung %EC%: %STATUS%",
	text: "Guten Tag,\n\nder Status Ihrer Bestellung %EC% vom %DATUM% ist jetzt: %STATUS%.\n%SENDUNGEN%",
};

interface Occasion {
	readonly subject: Subject;
	readonly rule: Rule;
	readonly parcels: readonly Parcel[];
	readonly settings: Settings;
}

/**
 * The e-mail by a layout of büro⁺. %EC%, %DATUM% and %ZEIT% are its own placeholders; %STATUS% and %SENDUNGEN% are ours.
 */
export function mailBy(
	name: string,
	layouts: ReadonlyMap<string, Layout>,
	occasion: Occasion,
): NonNullable<StatusRequest["mail"]> {
	const layout = layouts.get(name);
	const values = valuesOf(occasion);
	const filled = (text: string) => text.replaceAll(/%([A-Z]+)%/g, (whole, key: string) => values[key] ?? whole);
	return {
		layout: name,
		subject: filled(layout?.subject || PLAIN.subject)
			.replaceAll(/\s+/g, " ")
			.trim()
			.slice(0, 300),
		text: filled(layout?.text || PLAIN.text)
			.trim()
			.slice(0, 20_000),
	};
}

function valuesOf({ subject, rule, parcels, settings }: Occasion): Readonly<Record<string, string>> {
	const placed = new Date(subject.lead.createdAt);
	const { timeZone } = settings;
	return {
		EC: subject.orderNumber,
		DATUM: placed.toLocaleDateString("de-DE", { timeZone, day: "2-digit", month: "2-digit", year: "numeric" }),
		ZEIT: placed.toLocaleTimeString("de-DE", { timeZone, hour: "2-digit", minute: "2-digit" }),
		STATUS: PLATFORMS[subject.platform.plugin]?.[rule.to]?.title.de ?? rule.to,
		SENDUNGEN: parcels.map(({ carrier, parcelNumber }) => `${carrier} ${parcelNumber}`.trim()).join("\n"),
	};
}
