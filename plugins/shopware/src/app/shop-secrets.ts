import type { Secrets } from "../manifest.ts";
import { fingerprint, isSigned, sign } from "./signatures.ts";

/**
 * The secret that a shop signs with is made from one of the connection's webhook keys and what is stored with its
 * registration. So nothing has to be remembered between the two calls of a registration, and a secret that was handed out
 * but never confirmed can be made again: a shop that does not know whether its confirmation arrived signs with it.
 */
export interface Registration {
	/** Random, new with every installation. */
	readonly salt: string;
	/** Counts the secrets of one installation. */
	readonly generation: number;
	/** Of the key it was made with. */
	readonly madeWith: string;
}

export interface Candidate {
	readonly secret: string;
	readonly generation: number;
}

/** After a rotation the shop may still sign with the secret before, for so long. */
const GRACE_SECONDS = 60;
/** So many unconfirmed secrets a shop keeps. */
const UNCONFIRMED = 5;

export function shopSecret(key: string, shopId: string, { salt, generation }: Omit<Registration, "madeWith">): string {
	return sign(key, `shopware shop secret\n${shopId}\n${salt}\n${generation}`);
}

/** The secret in the app's manifest: only a shop that got this package can register. */
export function appSecret(key: string, nonce: string): string {
	return sign(key, `shopware app secret\n${nonce}`);
}

export function writeRegistration(key: string, { salt, generation }: Omit<Registration, "madeWith">): string {
	return [salt, generation, fingerprint(key)].join(".");
}

export function readRegistration(text: string | undefined): Registration | null {
	const [, salt, generation, madeWith] = /^([0-9a-f]{32})\.(\d{1,9})\.([0-9a-f]{12})$/.exec(text ?? "") ?? [];
	if (salt === undefined || generation === undefined || madeWith === undefined) return null;
	return { salt, generation: Number(generation), madeWith };
}

/** Every secret the shop may sign with now: the confirmed one first. */
export function candidates(keys: readonly string[], secrets: Secrets | null, now: Date): Candidate[] {
	const registration = readRegistration(secrets?.registration);
	const shopId = secrets?.shopId;
	if (registration === null || shopId === undefined) return [];
	const { salt, generation } = registration;
	const isFresh = now.getTime() / 1000 - (secrets?.registeredAt ?? 0) < GRACE_SECONDS;
	const unconfirmed = Array.from({ length: UNCONFIRMED }, (_, nth) => generation + 1 + nth);
	const generations = [generation, ...unconfirmed, ...(isFresh ? [generation - 1] : [])].filter((one) => one > 0);
	return generations.flatMap((one) =>
		keys.map((key) => ({ secret: shopSecret(key, shopId, { salt, generation: one }), generation: one })),
	);
}

/** The candidate that made the signature; null where none did. */
export function signer(
	among: readonly Candidate[],
	message: string | Uint8Array,
	signature: string | null,
): Candidate | null {
	return among.find(({ secret }) => isSigned(secret, message, signature)) ?? null;
}
