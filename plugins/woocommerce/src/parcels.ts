import type { CommandOf } from "@kontor/connector";
import * as z from "zod";
import { SHIPMENT_TRACKING_META } from "./plugin-metas.ts";
import type { WooOrder } from "./shapes.ts";

/** PHP writes a list whose keys have gaps as an object. */
const Parcels = z.union([
	z.array(z.looseObject({ tracking_number: z.string().optional() })),
	z.record(z.string(), z.looseObject({ tracking_number: z.string().optional() })).transform(Object.values),
]);

/**
 * The order's parcels with this one added, in the form of WooCommerce Shipment Tracking, which Advanced Shipment
 * Tracking shares. Null where it is there already, or where the meta holds something else that must not be overwritten.
 */
export function addParcel(order: WooOrder, command: CommandOf<"push-shipment">): readonly object[] | null {
	const value = order.meta_data.findLast(({ key }) => key === SHIPMENT_TRACKING_META)?.value;
	const present = Parcels.safeParse(value === undefined || value === "" ? [] : value);
	if (!present.success || present.data.some((parcel) => parcel.tracking_number === command.trackingNumber)) return null;
	const added = {
		tracking_provider: "",
		custom_tracking_provider: command.carrier,
		custom_tracking_link: "",
		tracking_number: command.trackingNumber,
		date_shipped: String(Math.floor(Date.parse(command.shippedAt) / 1000)),
		tracking_id: command.id.replaceAll("-", ""),
	};
	return [...present.data, added];
}
