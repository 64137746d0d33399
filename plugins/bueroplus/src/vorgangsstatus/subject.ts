import { hash } from "node:crypto";
import type { Standing } from "@kontor/connector";
import type { Vorgang } from "../erp.ts";
import { isInvoice } from "../mapping.ts";
import type { Settings } from "../settings.ts";

/**
 * A platform's order in büro⁺: all Vorgänge that became of it (order confirmation, delivery note, invoice). Its status
 * goes on when one is turned into the next.
 */
export interface Subject {
	/** Its name on the wire: the same over its whole life. */
	readonly id: string;
	readonly platform: Settings["platforms"][number];
	readonly orderNumber: string;
	/** The newest of its invoices, else its newest Vorgang. */
	readonly lead: Vorgang;
	readonly vorgaenge: readonly Vorgang[];
}

/** What is not reversed of platforms that the merchant's configuration names. */
export function subjectsIn(vorgaenge: readonly Vorgang[], settings: Settings): readonly Subject[] {
	const platforms = new Map(settings.platforms.map((platform) => [platform.source, platform] as const));
	const alive = vorgaenge.filter(
		({ platform, platformOrder, reversed }) => platforms.has(platform) && platformOrder !== "" && !reversed,
	);
	return [...Map.groupBy(alive, subjectId)].flatMap(([id, of]) => {
		const newestFirst = of.toSorted((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
		const lead = newestFirst.find((vorgang) => isInvoice(vorgang, settings)) ?? newestFirst[0];
		const platform = lead === undefined ? undefined : platforms.get(lead.platform);
		if (lead === undefined || platform === undefined) return [];
		return [{ id, platform, orderNumber: lead.platformOrder, lead, vorgaenge: of }];
	});
}

function subjectId({ platform, platformOrder }: Vorgang): string {
	const id = `${platform}/${platformOrder}`;
	return id.length <= 190 ? id : hash("sha256", id, "hex");
}

/** Of this step of this subject to this status: whoever makes it anew gets the same (UUID version 8, RFC 9562). */
export function requestId({ id }: Subject, standing: Standing | undefined, to: string): string {
	const hex = hash("sha256", JSON.stringify([id, standing?.steps ?? 0, to]), "hex");
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
