import * as z from "zod";
import { StatusEntry } from "./mapping.ts";
import { Text } from "./text.ts";
import { Instant } from "./time.ts";

/** An order where it was placed, as an ERP knows it. */
export const PlatformOrder = z.object({
	/** The plugin's id, and the connection's name where the merchant has several of them. */
	platform: z.object({ plugin: z.string().min(1).max(60), shop: z.string().max(200).nullable() }),
	/** As the platform's customer knows it. */
	orderNumber: z.string().min(1).max(190),
});
export type PlatformOrder = z.infer<typeof PlatformOrder>;

/**
 * What an ERP wants told at a platform, because its own rules say so (PRODUCT J): the order's new status, its parcels, an
 * e-mail to its customer. It goes through the hub to whichever connection the order belongs to.
 */
export const StatusRequest = z
	.object({
		/** Made from what is wanted, never by chance: the same wish has the same id, and is carried out once. */
		id: z.uuid(),
		/** What the status is of, as this system names it; the same over its whole life. One request of it at a time. */
		subject: z.string().min(1).max(190),
		...PlatformOrder.shape,
		/** The status it leaves and the one it gets, as this system names them. */
		from: z.string().max(60),
		to: z.string().max(60),
		/** What is written at the platform; null where it shows no such status. */
		status: StatusEntry.nullable(),
		/** Told before the status: it is not written unless all of them were taken. */
		shipments: z
			.array(
				z.object({
					carrier: z.string().max(100),
					trackingNumber: z.string().min(1).max(100),
					shippedAt: Instant,
				}),
			)
			.max(50),
		/** The customer is written to once the status is written: by which layout of this system, and as it made it. */
		mail: z
			.object({
				layout: z.string().min(1).max(200),
				subject: z.string().min(1).max(300),
				text: z.string().min(1).max(20_000),
			})
			.nullable(),
	})
	.meta({ id: "StatusRequest" });
export type StatusRequest = z.infer<typeof StatusRequest>;

/** How far the requests of one subject are. */
export const Standing = z
	.object({
		subject: z.string(),
		/** The last status that the platform took, and since when; null where there was none yet. */
		reached: z.object({ status: z.string(), since: Instant }).nullable(),
		/** How many it took so far. */
		steps: z.int().nonnegative(),
		/** The last request: on its way, taken, or given up for good with the reason (see `Command`'s declines and faults). */
		last: z.object({
			id: z.uuid(),
			to: z.string(),
			state: z.enum(["waiting", "underway", "done", "failed"]),
			code: z.string().nullable(),
		}),
	})
	.meta({ id: "Standing" });
export type Standing = z.infer<typeof Standing>;

/** Something that should go out and must not yet: the merchant is told, until a request of the subject is made. */
export const HeldStatus = z
	.object({ subject: z.string().min(1).max(190), forMerchant: Text })
	.meta({ id: "HeldStatus" });
export type HeldStatus = z.infer<typeof HeldStatus>;

/** What is wanted now, in portions. May repeat itself; what is left out is wanted no less. */
export interface StatusPage {
	readonly requests: readonly StatusRequest[];
	readonly held: readonly HeldStatus[];
}
