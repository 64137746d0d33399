import type { Facts, Shipment } from "./facts.ts";
import { type Rule, waitsForShipment } from "./rule.ts";

/** What is sent of a shipment record. */
export type Parcel = Pick<Shipment, "carrier" | "parcelNumber" | "shippedAt">;

/** The parcels that a transition tells of; `missing`: it must wait, since one that is done has no number yet. */
export type Parcels = { readonly missing: false; readonly sent: readonly Parcel[] } | { readonly missing: true };

const NONE: Parcels = { missing: false, sent: [] };
const MISSING: Parcels = { missing: true };

/**
 * Which tracking numbers go out with a rule's transition (PRODUCT J5, J6). Where it waits for a record that is done, only
 * the done ones count, and each of them must have its number; else every record that has one.
 */
export function parcelsFor(rule: Rule, { shipments }: Facts): Parcels {
	if (!rule.transferShipments) return NONE;
	const onlyDone = waitsForShipment(rule);
	const counted = onlyDone ? shipments.filter(({ done }) => done) : shipments;
	const numbered = counted.filter(({ parcelNumber }) => parcelNumber !== "");
	if (onlyDone && numbered.length < counted.length) return MISSING;
	const once = new Map(numbered.map((shipment) => [shipment.parcelNumber, shipment]));
	return { missing: false, sent: [...once.values()] };
}
