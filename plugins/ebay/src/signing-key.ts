import * as z from "zod";
import { type Caller, type Reach, request } from "./client.ts";
import { applicationToken } from "./tokens.ts";

/** As the Key Management API answers it, once: eBay keeps no private key. */
const SigningKey = z.object({
	privateKey: z.string().min(1),
	jwe: z.string().min(1),
	/** Seconds since 1970: three years on. */
	expirationTime: z.int(),
});

export interface CreatedKey {
	readonly signingKey: string;
	readonly signingJwe: string;
	readonly validUntil: Date;
}

/** A key with which the operator's application signs calls for sellers in the EU and the UK (digital-signature.ts). */
export async function createSigningKey(reach: Reach, caller: Caller): Promise<CreatedKey> {
	const token = await applicationToken(reach, caller);
	const { data } = await request(
		reach,
		caller,
		{
			name: "createSigningKey",
			host: "apiz",
			method: "POST",
			path: "/developer/key_management/v1/signing_key",
			effect: "write",
			as: "application",
			body: { signingKeyCipher: "ED25519" },
			answer: SigningKey,
		},
		{ token },
	);
	return { signingKey: data.privateKey, signingJwe: data.jwe, validUntil: new Date(data.expirationTime * 1000) };
}
