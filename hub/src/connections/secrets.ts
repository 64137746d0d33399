import { randomBytes } from "node:crypto";
import * as z from "zod";
import type { Vault } from "../secrets/vault.ts";

type Place = { readonly merchantId: string; readonly id: string };
type Sealed = Uint8Array<ArrayBuffer>;

const Secrets = z.record(z.string(), z.unknown());
type Secrets = z.infer<typeof Secrets>;

const WebhookKeys = z.array(z.string()).min(1);

/** A row copied to another connection does not open there. */
const secretsPlace = ({ merchantId, id }: Place) => `${merchantId}/connections/${id}/secrets`;
const webhookKeysPlace = ({ merchantId, id }: Place) => `${merchantId}/connections/${id}/webhook-keys`;

export function sealSecrets(vault: Vault, place: Place, secrets: Secrets): Sealed {
	return vault.seal(secretsPlace(place), secrets);
}

export function openSecrets(
	vault: Vault,
	{ secrets, ...place }: Place & { secrets: Uint8Array | null },
): Secrets | null {
	return secrets === null ? null : Secrets.parse(vault.open(secretsPlace(place), secrets));
}

/** One key as Standard Webhooks writes it: 32 random bytes. */
export function sealNewWebhookKeys(vault: Vault, place: Place): Sealed {
	return vault.seal(webhookKeysPlace(place), [`whsec_${randomBytes(32).toString("base64")}`]);
}

/** Newest first. */
export function openWebhookKeys(
	vault: Vault,
	{ webhookKeys, ...place }: Place & { webhookKeys: Uint8Array },
): string[] {
	return WebhookKeys.parse(vault.open(webhookKeysPlace(place), webhookKeys));
}
