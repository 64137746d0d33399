import type { StatusEntry, Text } from "@kontor/connector";

/** A Vorgangsstatus of a platform: what its customer sees, and what is written there for it. */
interface VorgangStatus {
	readonly title: Text;
	/** Null where the platform shows no such status, or shows it by the shipment alone. */
	readonly writes: StatusEntry | null;
}

/** The statuses that a kind of platform knows, the first one being where every order begins (PRODUCT J1). */
export type PlatformStatuses = Readonly<Record<string, VorgangStatus>>;

const text = (de: string, en: string): Text => ({ de, en });
const entry = (machine: string) => (status: string) => ({ machine, status });
const woo = entry("order");
const order = entry("order");
const delivery = entry("delivery");

/** The statuses that büro⁺'s dialog shows (public: "Offen", "In Bearbeitung", "Versendet"); the rest of these is ours. */
const OPEN = text("Offen", "Open");
const IN_PROGRESS = text("In Bearbeitung", "In progress");
const SHIPPED = text("Versendet", "Shipped");

/**
 * By platform, data only. Which values may be written is public for Shopware and eBay (Status-Protokolle: process,
 * complete, reopen, cancel; ship, retour, reopen, ship_partially, retour_partially, cancel); the list of each platform
 * is not, so which of them are offered here is ours. The protocols' payment values (paid, remind, refund, ...) are left
 * out: what is paid follows from postings, and a rule that says so as well would be a second truth.
 */
export const PLATFORMS: Readonly<Record<string, PlatformStatuses>> = {
	woocommerce: {
		open: { title: OPEN, writes: null },
		onHold: { title: text("Zurückgestellt", "On hold"), writes: woo("on-hold") },
		inProgress: { title: IN_PROGRESS, writes: woo("processing") },
		shipped: { title: SHIPPED, writes: woo("completed") },
		cancelled: { title: text("Storniert", "Cancelled"), writes: woo("cancelled") },
	},
	shopware: {
		open: { title: OPEN, writes: null },
		process: { title: IN_PROGRESS, writes: order("in_progress") },
		complete: { title: text("Abgeschlossen", "Completed"), writes: order("completed") },
		reopen: { title: text("Wieder offen", "Open again"), writes: order("open") },
		cancel: { title: text("Storniert", "Cancelled"), writes: order("cancelled") },
		ship: { title: SHIPPED, writes: delivery("shipped") },
		shipPartially: { title: text("Teilweise versendet", "Partially shipped"), writes: delivery("shipped_partially") },
		retour: { title: text("Retourniert", "Returned"), writes: delivery("returned") },
		retourPartially: {
			title: text("Teilweise retourniert", "Partially returned"),
			writes: delivery("returned_partially"),
		},
	},
	/** Shopify and eBay have no status of their own for these: they show what a shipment says. */
	shopify: {
		open: { title: OPEN, writes: null },
		inProgress: { title: IN_PROGRESS, writes: null },
		shipped: { title: SHIPPED, writes: null },
	},
	ebay: {
		open: { title: OPEN, writes: null },
		inProgress: { title: IN_PROGRESS, writes: null },
		shipped: { title: SHIPPED, writes: null },
	},
};

/** @returns the ids of a platform's statuses, the first being where every order begins; empty for an unknown platform */
export function statusIdsOf(platform: string): readonly string[] {
	return Object.keys(PLATFORMS[platform] ?? {});
}
