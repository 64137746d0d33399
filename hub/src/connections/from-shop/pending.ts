import * as z from "zod";
import type { Vault } from "../../secrets/vault.ts";

const Values = z.record(z.string(), z.unknown());

/** What an installation from the shop's side brought. */
const InstalledShop = z.object({ identity: z.string(), name: z.string(), config: Values, secrets: Values });
export type InstalledShop = z.infer<typeof InstalledShop>;

/** One that nobody has claimed yet. */
export interface Pending {
	readonly id: string;
	readonly plugin: string;
	readonly hostId: string;
	readonly shop: InstalledShop;
}

/** It has no merchant yet: a row copied to another installation does not open there. */
const placeOf = (id: string) => `installations/${id}`;

export function sealInstallation(vault: Vault, id: string, shop: InstalledShop): Uint8Array<ArrayBuffer> {
	return vault.seal(placeOf(id), shop);
}

export function openInstallation(vault: Vault, id: string, sealed: Uint8Array): InstalledShop {
	return InstalledShop.parse(vault.open(placeOf(id), sealed));
}
